package io.stoker.modules.core;

import io.stoker.api.Arg;
import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Core.CanonicalName;
import io.stoker.api.Core.ServerNameValue;
import io.stoker.api.Core.Signature;
import io.stoker.api.Core.Tokens;
import io.stoker.api.Directive;
import io.stoker.api.Directive.Arity;
import io.stoker.api.DirectiveException;
import io.stoker.api.LogMessage;
import io.stoker.api.Numbers;
import io.stoker.api.OverrideClass;
import io.stoker.api.Where;
import io.stoker.files.Disk;
import io.stoker.files.FileKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Who the server is, and where its files are. */
final class HostDirectives {

  static final LogMessage NO_DOCUMENT_ROOT =
      LogMessage.warn("core", "AH00112", "Warning: DocumentRoot [%s] does not exist");

  private static final Arg<ServerNameValue> SERVER_NAME =
      Arg.of("[scheme://]host[:port]", Arg.Kind.WORD, (word, cmd) -> serverName(word));

  private HostDirectives() {}

  static List<Directive> rows() {
    return List.of(
        Rows.host("ServerName")
            .help("the name, and the port, that the server gives as its own")
            .take(SERVER_NAME, Core.SERVER_NAME),
        Rows.host("ServerAlias")
            .several(Directive.Several.ALL)
            .help("other names of a virtual host, with * and ? if need be")
            .apply(Arity.WORDS, "hostname...", HostDirectives::serverAlias),
        Rows.host("ServerPath")
            .help("the path under which clients that send no host name find a virtual host")
            .take(Arg.word("URL-path"), Core.SERVER_PATH),
        Rows.host("ServerAdmin")
            .help("the mail address, or a URL, shown where something went wrong")
            .take(Arg.word("email-address|URL"), Core.SERVER_ADMIN),
        Rows.host("DocumentRoot")
            .fallback("${STOKER_HOME}/htdocs")
            .help("the directory whose files are served")
            .apply(
                Arity.TAKE1,
                List.of(new Directive.Param(Arg.FILE.labelled("directory-path"), false, false)),
                HostDirectives::documentRoot),
        Rows.host("AccessFileName")
            .several(Directive.Several.LAST)
            .fallback(".htaccess")
            .help("names of the files that configure the directory they are in")
            .apply(
                Arity.WORDS,
                "filename...",
                (cmd, args) -> cmd.set(Core.ACCESS_FILE_NAMES, List.copyOf(args))),
        Rows.configured("UseCanonicalName")
            .fallback("Off")
            .help("where the name and port in links to the server itself come from")
            .take(
                Rows.choice(
                    "parameter must be 'on', 'off', or 'dns'",
                    Rows.words(
                        "On",
                        CanonicalName.ON,
                        "Off",
                        CanonicalName.OFF,
                        "DNS",
                        CanonicalName.DNS)),
                Core.USE_CANONICAL_NAME),
        Rows.configured("UseCanonicalPhysicalPort")
            .fallback("Off")
            .help("whether links to the server itself carry the port of the connection")
            .take(Rows.onOff("parameter must be 'on' or 'off'"), Core.USE_CANONICAL_PHYSICAL_PORT),
        Rows.anywhere("ServerSignature", OverrideClass.ANY)
            .fallback("Off")
            .help("whether pages made by the server end with its name")
            .take(
                Rows.choice(
                    "ServerSignature: use one of: off | on | email",
                    Rows.words("On", Signature.ON, "Off", Signature.OFF, "EMail", Signature.EMAIL)),
                Core.SERVER_SIGNATURE),
        Rows.global("ServerTokens")
            .fallback("Full")
            .help("how much of its version the server tells")
            .take(
                Rows.choice(
                    "ServerTokens takes 1 argument: 'Prod(uctOnly)', 'Major', 'Minor',"
                        + " 'Min(imal)', 'OS', or 'Full'",
                    tokens()),
                Core.SERVER_TOKENS));
  }

  private static Map<String, Tokens> tokens() {
    Map<String, Tokens> words = new LinkedHashMap<>();
    words.put("Prod", Tokens.PROD);
    words.put("ProductOnly", Tokens.PROD);
    words.put("Major", Tokens.MAJOR);
    words.put("Minor", Tokens.MINOR);
    words.put("Min", Tokens.MINIMAL);
    words.put("Minimal", Tokens.MINIMAL);
    words.put("OS", Tokens.OS);
    words.put("Full", Tokens.FULL);
    return words;
  }

  private static ServerNameValue serverName(String word) throws DirectiveException {
    if (isPattern(word)) {
      throw new DirectiveException(
          "Invalid ServerName \"" + word + "\" use ServerAlias to set multiple server names.");
    }
    int slashes = word.indexOf("://");
    String scheme = slashes < 0 ? null : word.substring(0, slashes).toLowerCase(Locale.ROOT);
    String rest = slashes < 0 ? word : word.substring(slashes + 3);
    int colon = rest.indexOf(':');
    if (colon < 0) {
      return new ServerNameValue(scheme, rest, 0);
    }
    int port = Numbers.leadingInt(rest.substring(colon + 1));
    if (port <= 0 || port > 65_535) {
      throw new DirectiveException(
          "The port number \"" + word + "\" is outside the appropriate range (i.e., 1..65535).");
    }
    return new ServerNameValue(scheme, rest.substring(0, colon), port);
  }

  /** Whether a shell would take the word for a pattern: {@code *}, {@code ?} or {@code [a]}. */
  private static boolean isPattern(String word) {
    boolean open = false;
    for (int i = 0; i < word.length(); i++) {
      switch (word.charAt(i)) {
        case '*', '?' -> {
          return true;
        }
        case '\\' -> i++;
        case '[' -> open = true;
        case ']' -> {
          if (open) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  private static void serverAlias(Cmd cmd, List<String> names) throws DirectiveException {
    if (cmd.where() != Where.VHOST) {
      throw new DirectiveException("ServerAlias only used in <VirtualHost>");
    }
    List<String> all = new ArrayList<>(cmd.get(Core.SERVER_ALIASES));
    names.forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
    cmd.set(Core.SERVER_ALIASES, List.copyOf(all));
  }

  private static void documentRoot(Cmd cmd, List<String> args) throws DirectiveException {
    String root = cmd.serverRootRelative(args.get(0));
    if (cmd.isDocumentRootChecked() && Disk.system().stat(root).kind() != FileKind.DIRECTORY) {
      if (cmd.where() != Where.VHOST) {
        throw new DirectiveException(
            "DocumentRoot '" + root + "' is not a directory, or is not readable");
      }
      cmd.log(NO_DOCUMENT_ROOT, root);
    }
    cmd.set(Core.DOCUMENT_ROOT, root);
  }
}
