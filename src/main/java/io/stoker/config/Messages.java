package io.stoker.config;

import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;

/** What the configuration language itself has to say without refusing a configuration. */
final class Messages {

  static final LogMessage UNDEFINED_VARIABLE =
      LogMessage.warn("core", "AH00111", "Config variable ${%s} is not defined");
  static final LogMessage ALREADY_LOADED =
      LogMessage.warn("so", "AH01574", "module %s is already loaded, skipping");
  static final LogMessage NO_NAME_VIRTUAL_HOST =
      LogMessage.warn(
          "core",
          "AH00548",
          "NameVirtualHost has no effect and will be removed in the next release %s");
  static final LogMessage UNRESOLVED_HOST =
      LogMessage.error("core", "AH00547", "Could not resolve host name %s -- ignoring!");
  static final LogMessage UNRESOLVED_NAME =
      LogMessage.error(
          "core",
          "AH00549",
          "Failed to resolve server name for %s (check DNS) -- or specify an explicit ServerName");
  static final LogMessage NO_SERVER_NAME =
      new LogMessage(
          "core",
          "AH00558",
          LogLevel.ALERT,
          "%s: Could not reliably determine the server's fully qualified domain name, using %s. Set"
              + " the 'ServerName' directive globally to suppress this message");
  static final LogMessage UNKNOWN_IN_HTACCESS =
      LogMessage.warn(
          "core",
          "AH02296",
          "Unknown directive %s perhaps misspelled or defined by a module not included in the"
              + " server configuration");
  static final LogMessage FORBIDDEN_IN_HTACCESS =
      LogMessage.warn("core", "AH02295", "%s in .htaccess forbidden by AllowOverride");

  static final LogMessage UNSUPPORTED_MODULE =
      LogMessage.warn(
          "core", "STK0301", "Stoker does not support the module %s (%s) yet; it is left out");
  static final LogMessage UNSUPPORTED_DIRECTIVE =
      LogMessage.warn("core", "STK0302", "Stoker does not support %s (%s) yet; it is left out: %s");
  static final LogMessage UNSUPPORTED_MODULE_REFUSED =
      new LogMessage(
          "core",
          "",
          LogLevel.CRIT,
          "%s: Syntax error on line %d of %s: Stoker does not support the module %s (%s) yet;"
              + " remove this line, or let 'StokerUnsupported warn' leave it out");
  static final LogMessage UNSUPPORTED_DIRECTIVE_REFUSED =
      new LogMessage(
          "core",
          "AH00526",
          LogLevel.CRIT,
          "Syntax error on line %d of %s:\nStoker does not support %s (%s) yet; remove it%s, or let"
              + " 'StokerUnsupported warn' leave it out");
  static final LogMessage REFUSED =
      LogMessage.warn(
          "core",
          "STK0303",
          "%s: %s controls access and is not supported yet; what it applies to is refused with"
              + " 403");
  static final LogMessage TLS_REFUSED =
      LogMessage.warn(
          "core",
          "STK0306",
          "%s: SSLEngine on asks for TLS, which is not supported yet; the host is not served, since"
              + " it would be in plain text");
  static final LogMessage TLS_NOT_OPENED =
      LogMessage.warn(
          "core",
          "STK0307",
          "%s: Listen %s is not opened: what is served there asks for TLS, which is not supported"
              + " yet");
  static final LogMessage LOAD_FILE =
      LogMessage.warn("so", "STK0304", "%s: LoadFile %s has no meaning for Stoker and is ignored");

  static final LogMessage MACRO_NEGATIVE_NESTING =
      LogMessage.warn("macro", "AH02793", "bad (negative) nesting on line %d of %s");
  static final LogMessage MACRO_NESTING =
      LogMessage.warn("macro", "AH02795", "bad cumulated nesting (%+d) in %s");
  static final LogMessage MACRO_NO_PREFIX =
      LogMessage.warn(
          "macro",
          "AH02796",
          "%s argument name '%s' (#%d) without expected prefix, better prefix argument names with"
              + " one of '$%%@'.");
  static final LogMessage MACRO_PREFIX_CONFLICT =
      LogMessage.warn(
          "macro",
          "AH02797",
          "%s: argument name prefix conflict (%s #%d and %s #%d), be careful about your macro"
              + " definition!");
  static final LogMessage MACRO_EMPTY_ARGUMENT =
      LogMessage.warn("macro", "AH02798", "%s: empty argument #%d");
  static final LogMessage MACRO_EMPTY = LogMessage.warn("macro", "AH02799", "%s: empty contents!");
  static final LogMessage MACRO_UNUSED =
      LogMessage.warn("macro", "AH02800", "%s: argument '%s' (#%d) never used");
  static final LogMessage MACRO_REDEFINED =
      LogMessage.warn(
          "macro", "AH02802", "macro '%s' multiply defined: %s, redefined on line %d of \"%s\"");
  static final LogMessage MACRO_NAME_PREFIX =
      LogMessage.warn("macro", "AH02803", "%s better prefix a macro name with any of '$%%@'");
  static final LogMessage MACRO_DEFINE_CLASH =
      LogMessage.warn(
          "macro",
          "AH02805",
          "%s argument name '%s' (#%d) clashes with 'Define' syntax '${...}', better use"
              + " '$(...)'.");

  private Messages() {}
}
