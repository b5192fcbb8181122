package io.stoker.modules.mod_remoteip;

import static io.stoker.api.Outcome.DECLINED;
import static io.stoker.api.Outcome.OK;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Arg;
import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.api.Server;
import io.stoker.api.Slot;
import io.stoker.api.Startup;
import io.stoker.expr.IpSubnet;
import io.stoker.http.Ipv6;
import io.stoker.http.Octets;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * mod_remoteip: who the client is when proxies stand between: by a field that they fill in, as far
 * as they are believed, or by the PROXY protocol, whose header the transport reads.
 */
@AutoService(HttpdModule.class)
public final class ModRemoteip implements HttpdModule {

  static final Slot<RemoteIpConfig> CONFIG = Slot.server(RemoteIpConfig.UNSET);
  static final Slot<@Nullable Said> PROXY_PROTOCOL = Slot.optionalServer("RemoteIPProxyProtocol");
  static final Slot<List<IpSubnet>> EXCEPTIONS =
      Slot.server("RemoteIPProxyProtocolExceptions", List.of(), Core::append);

  @Override
  public String name() {
    return "mod_remoteip";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        Directive.named("RemoteIPHeader")
            .in(SERVER, VHOST)
            .help("the field of the request that names the client")
            .take(Arg.word("header-field"), CONFIG, RemoteIpConfig::withHeader),
        Directive.named("RemoteIPProxiesHeader")
            .in(SERVER, VHOST)
            .help("the field in which the request then tells the proxies it came through")
            .take(Arg.word("header-field"), CONFIG, RemoteIpConfig::withProxiesHeader),
        Directive.named("RemoteIPTrustedProxy")
            .several(Directive.Several.ALL)
            .in(SERVER, VHOST)
            .help("proxies on the internet whose word counts")
            .iterate(proxy(false), CONFIG, RemoteIpConfig::with),
        Directive.named("RemoteIPInternalProxy")
            .several(Directive.Several.ALL)
            .in(SERVER, VHOST)
            .help("proxies of our own network, who may name private addresses")
            .iterate(proxy(true), CONFIG, RemoteIpConfig::with),
        Directive.named("RemoteIPTrustedProxyList")
            .several(Directive.Several.ALL)
            .in(SERVER, VHOST)
            .help("a file with such proxies")
            .take(proxies(false), CONFIG, RemoteIpConfig::with),
        Directive.named("RemoteIPInternalProxyList")
            .several(Directive.Several.ALL)
            .in(SERVER, VHOST)
            .help("a file with such proxies")
            .take(proxies(true), CONFIG, RemoteIpConfig::with),
        Directive.named("RemoteIPProxyProtocol")
            .in(SERVER, VHOST)
            .help("whether connections begin with a header of the PROXY protocol")
            .flag(PROXY_PROTOCOL, (before, on) -> new Said(on)),
        Directive.named("RemoteIPProxyProtocolExceptions")
            .in(SERVER, VHOST)
            .help("networks whose connections do not")
            .apply(Directive.Arity.WORDS, "host|range...", (cmd, args) -> exceptions(cmd, args)));
  }

  @Override
  public List<Hook> hooks() {
    return List.of(Hook.on(Phase.POST_READ_REQUEST, ModRemoteip::findClient).first());
  }

  // ---- what is said ----

  private static Arg<List<Proxy>> proxy(boolean internal) {
    return Arg.of(
        "proxy-ip|proxy-ip/subnet|hostname",
        Arg.Kind.ADDRESS,
        (word, cmd) -> Proxy.parse(word, internal, cmd.directive().name()));
  }

  private static Arg<List<Proxy>> proxies(boolean internal) {
    return Arg.of("filename", Arg.Kind.FILE, (word, cmd) -> list(word, internal, cmd));
  }

  private static List<Proxy> list(String word, boolean internal, Cmd cmd)
      throws DirectiveException {
    String file = cmd.serverRootRelative(word);
    List<Proxy> all = new ArrayList<>();
    for (String line : lines(file, cmd)) {
      for (String name : cmd.words(line)) {
        if (name.startsWith("#")) {
          break;
        }
        all.addAll(Proxy.parse(name, internal, cmd.directive().name()));
      }
    }
    return all;
  }

  private static List<String> lines(String file, Cmd cmd) throws DirectiveException {
    try {
      return Files.readAllLines(Path.of(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      String why =
          switch (e) {
            case NoSuchFileException none -> "No such file or directory";
            case AccessDeniedException denied -> "Permission denied";
            default -> String.valueOf(e.getMessage());
          };
      throw new DirectiveException(
          cmd.directive().name() + ": Could not open file " + file + ": " + why, e);
    }
  }

  private static void exceptions(Cmd cmd, List<String> words) throws DirectiveException {
    if (words.isEmpty()) {
      throw new DirectiveException(cmd.directive().name() + " requires an argument");
    }
    for (String word : words) {
      try {
        List<IpSubnet> one = List.of(IpSubnet.create(word));
        cmd.update(EXCEPTIONS, before -> Core.append(one, before));
      } catch (IpSubnet.Malformed e) {
        int slash = word.indexOf('/');
        String address = slash < 0 ? word : word.substring(0, slash);
        String reason = e.getMessage() == null ? "" : ": " + e.getMessage();
        throw new DirectiveException(
            "ip address '" + address + "' appears to be invalid" + reason, e);
      }
    }
  }

  // ---- what follows from it ----

  private static final LogMessage MERGED =
      LogMessage.warn(
          "remoteip",
          "AH10633",
          "RemoteIP proxy entries are configured in both the main server and the virtual host"
              + " defined at %s:%d, they are merged");

  @Override
  public void checkConfig(Startup startup) {
    ProxyAddresses.of(startup).tellOverridden(startup);
  }

  @Override
  public void postConfig(Startup startup) {
    ProxyAddresses addresses = ProxyAddresses.of(startup);
    if (!startup.isCheckOnly()) {
      startup.servers().forEach(server -> tellMerged(server, startup));
      addresses.report(startup);
    }
    addresses.publish(startup);
  }

  private static void tellMerged(Server server, Startup startup) {
    if (server.isVirtual() && server.get(CONFIG).merged()) {
      startup.log(MERGED, server.position().file(), server.position().line());
    }
  }

  // ---- requests ----

  private static final LogMessage BY_PROXY_PROTOCOL =
      new LogMessage(
          "remoteip", "", LogLevel.TRACE1, "Using %s as client's IP from PROXY protocol");
  private static final LogMessage BY_PROXIES =
      new LogMessage("remoteip", "", LogLevel.TRACE1, "Using %s as client's IP by proxies %s");
  private static final LogMessage BY_INTERNAL_PROXIES =
      new LogMessage(
          "remoteip", "", LogLevel.TRACE1, "Using %s as client's IP by internal proxies");

  private static Outcome findClient(Exchange x) {
    InetAddress proxied = x.connection().proxied();
    if (proxied != null) {
      x.clientAddress(proxied);
      x.log(BY_PROXY_PROTOCOL, Ipv6.text(proxied));
      return OK;
    }
    RemoteIpConfig config = x.config(CONFIG);
    String header = config.header();
    if (header == null) {
      return DECLINED;
    }
    List<String> values = x.in().peek(header);
    if (values.isEmpty()) {
      x.in().get(header); // that there is none is what counts
      return OK;
    }
    Hops hops = Hops.of(x, header, String.join(", ", values), config.proxies());
    boolean plain = values.size() == 1 && Octets.isIpv4(values.getFirst());
    if (plain && hops.isMoved() && hops.proxies() == null) {
      // The usual case: nobody but who asks for the client depends on what the field says.
      x.in().unset(header);
      x.clientAddress(hops.client(), header);
      x.log(BY_INTERNAL_PROXIES, Ipv6.text(hops.client()));
      return OK;
    }
    x.in().getAll(header);
    if (hops.isMoved()) {
      tell(x, header, config.proxiesHeader(), hops);
    }
    return OK;
  }

  private static void tell(Exchange x, String header, @Nullable String proxiesHeader, Hops hops) {
    String rest = hops.rest();
    if (rest == null) {
      x.in().unset(header);
    } else {
      x.in().set(header, rest);
    }
    String client = Ipv6.text(hops.client());
    String proxies = hops.proxies();
    x.clientAddress(hops.client());
    if (proxies == null) {
      x.log(BY_INTERNAL_PROXIES, client);
      return;
    }
    x.notes().set("remoteip-proxy-ip-list", proxies);
    if (proxiesHeader != null) {
      x.in().set(proxiesHeader, proxies);
    }
    x.log(BY_PROXIES, client, proxies);
  }
}
