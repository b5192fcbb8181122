package io.stoker.api;

/** What {@code Require <name> …} asks: mod_authz_core keeps the logic, providers the tests. */
public interface AuthzProvider {
  ExtensionPoint<AuthzProvider> POINT = ExtensionPoint.exact("authz provider");

  /** What a provider says of a request. */
  enum Verdict {
    GRANTED,
    DENIED,
    NEUTRAL,
    /** Would depend on who the user is, and nobody has said yet. */
    DENIED_NO_USER,
    GENERAL_ERROR
  }

  /** A Require line, parsed. */
  @FunctionalInterface
  interface Requirement {
    Verdict check(Exchange x) throws Exception;
  }

  /**
   * Parses the words after the provider's name.
   *
   * @throws DirectiveException with httpd's words when they make no sense
   */
  Requirement parse(String words, Cmd cmd) throws DirectiveException;
}
