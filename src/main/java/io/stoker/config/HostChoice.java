package io.stoker.config;

import io.stoker.api.Server;

/**
 * The server that a request is for, and why it is this one.
 *
 * @param why a sentence
 */
public record HostChoice(Server server, Reason reason, String why) {

  /** What decided. */
  public enum Reason {
    /** No virtual host is for the address. */
    MAIN_SERVER,
    /** Its ServerName is the one that was asked for. */
    NAME,
    /** A ServerAlias fits. */
    ALIAS,
    /** The name stands in the opening line of its section. */
    ADDRESS_NAME,
    /** The path lies below its ServerPath. */
    PATH,
    /** It is the first one for the address, and no other fits. */
    FIRST_OF_ADDRESS
  }
}
