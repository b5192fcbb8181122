package io.stoker.modules.mod_authz_host;

import com.google.auto.service.AutoService;
import io.stoker.api.AuthzProvider;
import io.stoker.api.AuthzProvider.Requirement;
import io.stoker.api.AuthzProvider.Verdict;
import io.stoker.api.Cmd;
import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.Extension;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogMessage;
import io.stoker.api.Text;
import io.stoker.expr.Expressions;
import io.stoker.expr.IpSubnet;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** mod_authz_host: who may, by where the client is: Require ip, host, forward-dns, local. */
@AutoService(HttpdModule.class)
public final class ModAuthzHost implements HttpdModule {

  @Override
  public String name() {
    return "mod_authz_host";
  }

  @Override
  public List<Extension<?>> extensions() {
    return List.of(
        AuthzProvider.POINT.offer("ip", ModAuthzHost::ip),
        AuthzProvider.POINT.offer("host", ModAuthzHost::host),
        AuthzProvider.POINT.offer("forward-dns", ModAuthzHost::forwardDns),
        AuthzProvider.POINT.offer("local", (words, cmd) -> ModAuthzHost::local));
  }

  private static final LogMessage NO_NAME =
      LogMessage.error(
          "authz_host",
          "AH01753",
          "access check of '%s' to %s failed, reason: unable to get the remote host name");
  private static final LogMessage ONLY_COMMENT =
      LogMessage.error(
          "authz_host",
          "AH10120",
          "authz_host authorize: dubious empty 'Require host %s' with only comment");
  private static final LogMessage COMMENT =
      LogMessage.warn(
          "authz_host", "AH10121", "authz_host authorize: ignoring comment in 'Require host %s'");
  private static final LogMessage FORWARD_CHECK =
      LogMessage.debug("authz_host", "AH03355", "access check for %s as '%s': %s");
  private static final LogMessage NO_ADDRESS =
      LogMessage.warn("authz_host", "AH03356", "No sockaddr info for \"%s\"");

  private static Verdict verdict(boolean granted) {
    return granted ? Verdict.GRANTED : Verdict.DENIED;
  }

  // ---- ip ----

  private static Requirement ip(String words, Cmd cmd) throws DirectiveException {
    List<IpSubnet> networks = new ArrayList<>();
    for (String word : cmd.words(words)) {
      if (word.isEmpty()) {
        break;
      }
      networks.add(network(word));
    }
    if (networks.isEmpty()) {
      throw new DirectiveException("'require ip' requires an argument");
    }
    return x -> {
      InetAddress client = x.clientAddress();
      return verdict(networks.stream().anyMatch(n -> n.contains(client)));
    };
  }

  private static IpSubnet network(String word) throws DirectiveException {
    try {
      return IpSubnet.create(word);
    } catch (IpSubnet.Malformed e) {
      String reason = e.getMessage() == null ? "" : ": " + e.getMessage();
      throw new DirectiveException("ip address '" + word + "' appears to be invalid" + reason, e);
    }
  }

  // ---- host, forward-dns ----

  private static Requirement host(String words, Cmd cmd) throws DirectiveException {
    Text names = names(words, cmd);
    return x -> {
      String client = x.clientNameConfirmed();
      if (client == null) {
        x.log(NO_NAME, words, x.uri());
        return Verdict.DENIED;
      }
      String evaluated = names.eval(x);
      if (evaluated.indexOf('#') >= 0) {
        x.log(evaluated.startsWith("#") ? ONLY_COMMENT : COMMENT, evaluated);
      }
      for (String name : hosts(evaluated)) {
        if (isIn(name, client)) {
          return Verdict.GRANTED;
        }
      }
      return Verdict.DENIED;
    };
  }

  private static Requirement forwardDns(String words, Cmd cmd) throws DirectiveException {
    Text names = names(words, cmd);
    return x -> {
      for (String name : hosts(names.eval(x))) {
        if (resolvesToClient(name, x)) {
          return Verdict.GRANTED;
        }
      }
      return Verdict.DENIED;
    };
  }

  private static boolean resolvesToClient(String name, Exchange x) {
    List<InetAddress> addresses = x.addressesOf(name);
    if (addresses.isEmpty()) {
      x.log(NO_ADDRESS, name);
      return false;
    }
    boolean found = addresses.contains(x.clientAddress());
    x.log(FORWARD_CHECK, x.clientIp(), name, found ? "yes" : "no");
    return found;
  }

  private static Text names(String words, Cmd cmd) throws DirectiveException {
    try {
      return Expressions.text(words, cmd, Expressions.Use.DOES_NOT_VARY, "authz_host");
    } catch (DirectiveException e) {
      throw new DirectiveException("Cannot parse expression in require line: " + e.getMessage(), e);
    }
  }

  /** The words before a comment. */
  private static List<String> hosts(String evaluated) {
    int comment = evaluated.indexOf('#');
    String text = (comment < 0 ? evaluated : evaluated.substring(0, comment)).strip();
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
  }

  /** Whether {@code host} is {@code domain} or below it; never by a part of a label. */
  static boolean isIn(String domain, String host) {
    int start = host.length() - domain.length();
    if (start < 0 || !host.regionMatches(true, start, domain, 0, domain.length())) {
      return false;
    }
    return start == 0 || domain.startsWith(".") || host.charAt(start - 1) == '.';
  }

  // ---- local ----

  private static Verdict local(Exchange x) {
    InetAddress client = x.clientAddress();
    return verdict(client.isLoopbackAddress() || client.equals(x.connection().localAddress()));
  }
}
