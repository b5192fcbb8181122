package io.stoker.api;

/**
 * The phases of a request in the order in which they run, with httpd's names and rules.
 *
 * <p>Source: httpd's developer documentation, "Request Processing in the Apache HTTP Server 2.x".
 */
public enum Phase {
  POST_READ_REQUEST(Rule.ALL),
  QUICK_HANDLER(Rule.FIRST),
  PRE_TRANSLATE_NAME(Rule.FIRST),
  TRANSLATE_NAME(Rule.FIRST),
  MAP_TO_STORAGE(Rule.FIRST),
  POST_PERDIR_CONFIG(Rule.ALL),
  HEADER_PARSER(Rule.ALL),
  ACCESS_CHECKER(Rule.ALL),
  ACCESS_CHECKER_EX(Rule.FIRST),
  FORCE_AUTHN(Rule.FIRST),
  CHECK_USER_ID(Rule.FIRST),
  NOTE_AUTH_FAILURE(Rule.FIRST),
  AUTH_CHECKER(Rule.FIRST),
  TYPE_CHECKER(Rule.FIRST),
  FIXUPS(Rule.ALL),
  INSERT_FILTER(Rule.EVERY),
  HANDLER(Rule.FIRST),
  /** In place of INSERT_FILTER when the reply is an error page. */
  INSERT_ERROR_FILTER(Rule.EVERY),
  /** The reply's headers are complete but for what the connection adds; nothing is sent yet. */
  RESPONSE_HEADERS(Rule.EVERY),
  /** The last byte has been handed to the network. */
  LOG_TRANSACTION(Rule.EVERY);

  /** What ends a phase. */
  public enum Rule {
    /** OK and DECLINED go on; anything else ends the phase. */
    ALL,
    /** DECLINED goes on; anything else ends the phase. */
    FIRST,
    /** Every hook runs whatever the others say. */
    EVERY
  }

  private final Rule rule;

  Phase(Rule rule) {
    this.rule = rule;
  }

  public Rule rule() {
    return rule;
  }
}
