package io.stoker.modules.core;

import io.stoker.api.Arg;
import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Core.EncodedSlashes;
import io.stoker.api.Core.ProtocolOptions;
import io.stoker.api.Core.TraceEnable;
import io.stoker.api.Directive;
import io.stoker.api.Directive.Arity;
import io.stoker.api.DirectiveException;
import io.stoker.api.Numbers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is spoken on a connection, and which requests are accepted. */
final class ProtocolDirectives {

  private static final Arg<Duration> SECONDS =
      Arg.of(
          "seconds", Arg.Kind.NUMBER, (word, cmd) -> Duration.ofSeconds(Numbers.leadingInt(word)));

  private ProtocolDirectives() {}

  static List<Directive> rows() {
    return List.of(
        Rows.host("Timeout")
            .fallback("60")
            .help("seconds to wait for the client, or for what stands behind the server")
            .take(SECONDS, Core.TIMEOUT),
        Rows.host("Protocols")
            .fallback("http/1.1")
            .differs("http/1.1 is spoken whatever is listed; nothing else is offered")
            .help("protocols that clients may ask for, the preferred one first")
            .iterate(Arg.word("protocol"), Core.PROTOCOLS, ProtocolDirectives::added),
        Rows.host("ProtocolsHonorOrder")
            .fallback("On")
            .obsolete("there is one protocol to choose from")
            .help("whether the server's order of protocols counts, or the client's")
            .take(
                Rows.onOff("ProtocolsHonorOrder must be 'on' or 'off'"),
                Core.PROTOCOLS_HONOR_ORDER),
        Rows.host("Protocol")
            .help("the protocol of the server's connections, where the port does not tell")
            .take(Arg.word("protocol"), Core.PROTOCOL),
        Rows.global("AcceptFilter")
            .fallback("http data, https data")
            .help(
                "a protocol, and whether the kernel waits for a client's first bytes: data or none")
            .take(Arg.word("protocol"), Arg.word("accept_filter"), Core.ACCEPT_FILTERS, Core::put),
        Rows.host("HttpProtocolOptions")
            .fallback("Strict LenientMethods Allow0.9")
            .help("Strict or Unsafe, RegisteredMethods or LenientMethods, Require1.0 or Allow0.9")
            .apply(Arity.ITERATE, "option...", (cmd, args) -> protocolOption(cmd, args.get(0))),
        Rows.global("RegisterHttpMethod")
            .help("methods besides those of HTTP")
            .apply(Arity.ITERATE, "method...", (cmd, args) -> registerMethod(cmd, args.get(0))),
        Rows.host("TraceEnable")
            .fallback("on")
            .help("whether TRACE is answered, and with extended also its content")
            .take(
                Rows.choice(
                    "TraceEnable must be one of 'on', 'off', or 'extended'",
                    Rows.words(
                        "on",
                        TraceEnable.ON,
                        "off",
                        TraceEnable.OFF,
                        "extended",
                        TraceEnable.EXTENDED)),
                Core.TRACE_ENABLE),
        Rows.host("AllowEncodedSlashes")
            .fallback("Off")
            .help("whether %2F may stand in a path, and whether it stays encoded")
            .take(
                Rows.choice(
                    "AllowEncodedSlashes must be On, Off, or NoDecode",
                    Rows.words(
                        "On",
                        EncodedSlashes.ON,
                        "Off",
                        EncodedSlashes.OFF,
                        "NoDecode",
                        EncodedSlashes.NO_DECODE)),
                Core.ALLOW_ENCODED_SLASHES),
        Rows.host("MergeSlashes")
            .fallback("On")
            .help("whether several slashes in a path count as one")
            .flag(Core.MERGE_SLASHES),
        Rows.host("MergeTrailers")
            .fallback("Off")
            .help("whether fields behind the content are added to those in front of it")
            .flag(Core.MERGE_TRAILERS),
        Rows.host("StrictHostCheck")
            .fallback("Off")
            .help("whether requests for host names that no server has are refused")
            .flag(Core.STRICT_HOST_CHECK),
        Rows.host("FlushMaxPipelined")
            .fallback("5")
            .obsolete("every reply is sent as soon as it is there")
            .help("replies to pipelined requests that may wait to be sent; -1 for any number")
            .take(FLUSH_MAX_PIPELINED, Core.FLUSH_MAX_PIPELINED),
        Rows.host("FlushMaxThreshold")
            .fallback("65535")
            .obsolete("every reply is sent as soon as it is there")
            .help("bytes that may wait to be sent")
            .take(Rows.BUFFER, Core.FLUSH_MAX_THRESHOLD));
  }

  private static final Arg<Integer> FLUSH_MAX_PIPELINED =
      Arg.of(
          "number",
          Arg.Kind.NUMBER,
          (word, cmd) ->
              (int)
                  Rows.between(
                      word, -1, Integer.MAX_VALUE, "between -1 and (2147483647): " + word));

  private static List<String> added(List<String> protocols, String one) {
    return protocols.contains(one) ? protocols : Core.append(List.of(one), protocols);
  }

  private static void registerMethod(Cmd cmd, String method) {
    Set<String> methods = new TreeSet<>(cmd.getMain(Core.REGISTERED_METHODS));
    methods.add(method);
    cmd.setMain(Core.REGISTERED_METHODS, Set.copyOf(methods));
  }

  private static void protocolOption(Cmd cmd, String word) throws DirectiveException {
    ProtocolOptions o = cmd.get(Core.HTTP_PROTOCOL_OPTIONS);
    ProtocolOptions said =
        switch (word.toLowerCase(Locale.ROOT)) {
          case "strict" -> o.withStrict(choose(o.strict(), true, "'Strict' and 'Unsafe'"));
          case "unsafe" -> o.withStrict(choose(o.strict(), false, "'Strict' and 'Unsafe'"));
          case "registeredmethods" ->
              o.withRegisteredMethods(choose(o.registeredMethods(), true, METHODS));
          case "lenientmethods" ->
              o.withRegisteredMethods(choose(o.registeredMethods(), false, METHODS));
          case "require1.0" -> o.withRequire10(choose(o.require10(), true, VERSIONS));
          case "allow0.9" -> o.withRequire10(choose(o.require10(), false, VERSIONS));
          default ->
              throw new DirectiveException(
                  "HttpProtocolOptions accepts 'Unsafe' or 'Strict' (default), 'RegisteredMethods'"
                      + " or 'LenientMethods' (default), and 'Require1.0' or 'Allow0.9' (default)");
        };
    cmd.set(Core.HTTP_PROTOCOL_OPTIONS, said);
  }

  private static final String METHODS = "'RegisteredMethods' and 'LenientMethods'";
  private static final String VERSIONS = "'Allow0.9' and 'Require1.0'";

  private static boolean choose(@Nullable Boolean before, boolean now, String pair)
      throws DirectiveException {
    if (before != null && before != now) {
      throw new DirectiveException("HttpProtocolOptions " + pair + " are mutually exclusive");
    }
    return now;
  }
}
