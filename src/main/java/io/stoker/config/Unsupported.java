package io.stoker.config;

import io.stoker.api.Position;
import io.stoker.api.Slot;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of access control that Stoker does not support when {@code StokerUnsupported warn}
 * lets a configuration start all the same: the place it stands in is closed, never open.
 */
public final class Unsupported {

  /** The directive that could not be obeyed. */
  public record Refusal(String directive, Position position) {}

  /** Set where every request is to be answered with 403; holds for all that lies below. */
  public static final Slot<@Nullable Refusal> REFUSE =
      Slot.optionalDirectory("StokerUnsupported refuse");

  /**
   * What SSLEngine says of a virtual host while there is nobody to speak TLS.
   *
   * @param on whether the host is for TLS alone; {@code optional} is not
   */
  public record TlsEngine(boolean on, Position position) {}

  /** Null where SSLEngine was not said. A host with it on is not served in plain text. */
  public static final Slot<@Nullable TlsEngine> TLS_ENGINE = Slot.optionalServer("SSLEngine");

  /** Identifiers of modules that were left out; their programs are not to be sent as files. */
  public static final Slot<List<String>> LEFT_OUT =
      Slot.server("StokerUnsupported modules", List.of());

  static final String TLS_ENGINE_NAME = "SSLEngine";
  static final String TLS_MODULE = "ssl_module";

  private static final Set<String> MODULES =
      Set.of("mod_access_compat", "mod_allowmethods", "mod_evasive");

  /** Sessions carry who somebody is. */
  private static final List<String> FAMILIES = List.of("mod_auth", "mod_session");

  private static final Set<String> DIRECTIVES =
      Set.of(
          "sslrequire",
          "sslrequiressl",
          "sslverifyclient",
          "sslsrprequired",
          "sslfakebasicauth",
          "dialupdelay",
          "luaauthzprovider",
          // Scripts that run before the handler may answer with a refusal.
          "luahookpretranslate",
          "luahookpretranslatename",
          "luahooktranslatename",
          "luahookmaptostorage",
          "luahookaccesschecker",
          "luahookcheckuserid",
          "luahookauthchecker",
          "luahooktypechecker",
          "luahookfixups",
          "luaquickhandler");

  private Unsupported() {}

  /** Whether leaving a directive out could let somebody in. */
  static boolean controlsAccess(HttpdTables.DirectiveRow row) {
    if (DIRECTIVES.contains(row.name().toLowerCase(java.util.Locale.ROOT))) {
      return true;
    }
    return row.modules().stream()
        .anyMatch(m -> MODULES.contains(m) || FAMILIES.stream().anyMatch(m::startsWith));
  }

  /** Where something stands: the first places, and how many there are. */
  static String places(List<Position> all) {
    String first =
        all.stream().distinct().limit(3).map(Position::toString).collect(Collectors.joining(", "));
    return all.size() <= 3 ? first : first + " and elsewhere, " + all.size() + " times in all";
  }

  /** Whether an unsupported module that the configuration loads would provide that name. */
  static boolean isProvidedElsewhere(String error, Modules modules) {
    boolean authz = error.startsWith("Unknown Authz provider: ");
    if (!authz && !error.startsWith("Unknown Authn provider: ")) {
      return false;
    }
    String name = error.substring(error.indexOf(": ") + 2);
    return modules.unsupported().stream()
        .map(identifier -> HttpdTables.get().moduleByIdentifier(identifier))
        .anyMatch(row -> row != null && (authz ? row.authz() : row.authn()).contains(name));
  }
}
