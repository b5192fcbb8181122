package io.stoker.modules.mod_include;

import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;

/** What is said in the error log about pages. */
final class Messages {

  static final String MODULE = "include";

  static final LogMessage NO_GROUPS =
      LogMessage.warn(MODULE, "AH01329", "regex capture $%d refers to no regex in %s");
  static final LogMessage NO_GROUP =
      LogMessage.warn(
          MODULE, "AH01330", "regex capture $%d is out of range (last regex was: '%s') in %s");
  static final LogMessage UNKNOWN =
      LogMessage.error(MODULE, "AH01371", "unknown directive \"%s\" in parsed doc %s");
  static final LogMessage UNFINISHED =
      LogMessage.error(
          MODULE,
          "AH01372",
          "SSI directive was not properly finished at the end of parsed document %s");
  static final LogMessage NO_ENDIF =
      LogMessage.warn(MODULE, "AH01373", "missing closing endif directive in parsed document %s");
  static final LogMessage NO_NAME =
      LogMessage.error(MODULE, "AH01368", "missing directive name in parsed document %s");

  private Messages() {}

  static LogMessage error(String id, String text) {
    return LogMessage.error(MODULE, id, text);
  }

  /** A mistake in an element: of less weight where nothing is shown. */
  static LogMessage mistake(boolean shown, String id, String text) {
    return new LogMessage(MODULE, id, shown ? LogLevel.ERROR : LogLevel.WARN, text);
  }

  /** An attribute that is none; {@code tag} is the element. */
  static LogMessage nameless(Element.Fault fault, String tag) {
    String id = fault == Element.Fault.QUOTE_FOR_ATTRIBUTE ? "AH01369" : "AH01370";
    return LogMessage.error(
        MODULE, id, "missing argument name for value to tag " + tag.replace("%", "%%") + " in %s");
  }
}
