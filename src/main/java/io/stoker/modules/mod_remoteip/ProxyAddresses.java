package io.stoker.modules.mod_remoteip;

import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.api.ProxyProtocol;
import io.stoker.api.Server;
import io.stoker.api.Startup;
import io.stoker.expr.IpSubnet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where connections begin with a header of the PROXY protocol. That is a matter of addresses, since
 * nobody knows yet which host a connection is for: what one host says holds for all hosts of its
 * address, and the last one that says something is right; what the main server says holds for all
 * addresses.
 */
final class ProxyAddresses {

  private static final LogMessage OVERRIDDEN =
      new LogMessage(
          "remoteip",
          "AH03491",
          LogLevel.NOTICE,
          "RemoteIPProxyProtocol: previous setting for %s from virtual host {%s:%d in %s} is being"
              + " overridden by virtual host {%s:%d in %s}; new setting is '%s'");
  private static final LogMessage ENABLED =
      new LogMessage(
          "remoteip", "AH03492", LogLevel.NOTICE, "RemoteIPProxyProtocol: enabled on %s");
  private static final LogMessage DISABLED =
      new LogMessage(
          "remoteip", "AH03494", LogLevel.NOTICE, "RemoteIPProxyProtocol: disabled on %s");

  /** Any address and port, as the messages show it. */
  private static final String ANYWHERE = "0.0.0.0:0";

  /** Who said what of an address. */
  private record Setting(Server by, boolean on) {}

  /** What a host said, and another one after it. */
  private record Overridden(String address, Server before, Setting setting) {}

  private final Map<String, Setting> settings = new LinkedHashMap<>();
  private final List<Overridden> overridden = new ArrayList<>();

  private ProxyAddresses() {}

  /** What the hosts say. */
  static ProxyAddresses of(Startup startup) {
    ProxyAddresses all = new ProxyAddresses();
    Said main = startup.main().get(ModRemoteip.PROXY_PROTOCOL);
    if (main != null) {
      all.settings.put(ANYWHERE, new Setting(startup.main(), main.on()));
    }
    for (Server host : startup.servers()) {
      Said said = host.get(ModRemoteip.PROXY_PROTOCOL);
      if (host.isVirtual() && said != null && said != main) {
        host.addresses().forEach(address -> all.add(key(address), new Setting(host, said.on())));
      }
    }
    return all;
  }

  private void add(String address, Setting setting) {
    Setting before = settings.put(address, setting);
    if (before != null && before.on != setting.on) {
      overridden.add(new Overridden(address, before.by, setting));
    }
  }

  /** Tells where two hosts do not agree. */
  void tellOverridden(Startup startup) {
    for (Overridden o : overridden) {
      Server by = o.setting.by;
      startup.log(
          OVERRIDDEN,
          o.address,
          o.before.name(),
          port(o.before, o.address),
          o.before.position().file(),
          by.name(),
          port(by, o.address),
          by.position().file(),
          o.setting.on ? "On" : "Off");
    }
  }

  private static int port(Server host, String address) {
    return host.port() != 0
        ? host.port()
        : Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  /** {@code 10.0.0.1:80}; any address is 0.0.0.0 and any port 0. */
  private static String key(String written) {
    String address = written.toLowerCase(Locale.ROOT);
    int colon = address.lastIndexOf(':');
    boolean withPort = colon >= 0 && colon > address.lastIndexOf(']');
    String host = withPort ? address.substring(0, colon) : address;
    String port = withPort ? address.substring(colon + 1) : "0";
    return (host.equals("*") || host.equals("_default_") ? "0.0.0.0" : host)
        + ":"
        + (port.equals("*") ? "0" : port);
  }

  /** Tells what holds where. */
  void report(Startup startup) {
    settings.forEach(
        (address, setting) -> {
          if (setting.on && (address.equals(ANYWHERE) || !isOn(ANYWHERE))) {
            startup.log(ENABLED, address);
          }
        });
    settings.forEach(
        (address, setting) -> {
          if (!setting.on) {
            startup.log(DISABLED, address);
          }
        });
  }

  private boolean isOn(String address) {
    Setting setting = settings.get(address);
    return setting != null && setting.on;
  }

  /** What the transport asks, for each server. */
  void publish(Startup startup) {
    for (Server host : startup.servers()) {
      if (isOnFor(host)) {
        List<IpSubnet> exceptions = host.get(ModRemoteip.EXCEPTIONS);
        ProxyProtocol protocol = peer -> exceptions.stream().noneMatch(e -> e.contains(peer));
        startup.set(host, ProxyProtocol.SLOT, protocol);
      }
    }
  }

  /** Off outranks on wherever both are said of an address, its port or everything. */
  private boolean isOnFor(Server host) {
    boolean on = isOn(ANYWHERE);
    for (String written : host.addresses()) {
      String own = key(written);
      String port = "0.0.0.0" + own.substring(own.lastIndexOf(':'));
      for (String address : List.of(own, port)) {
        @Nullable Setting setting = settings.get(address);
        if (setting != null && !setting.on) {
          return false;
        }
        on |= setting != null;
      }
    }
    return on;
  }
}
