package io.stoker.modules.mod_remoteip;

/**
 * RemoteIPProxyProtocol, as one host said it: another object for each time, so that what a host
 * said itself can be told from what it has from the main server.
 */
final class Said {

  private final boolean on;

  Said(boolean on) {
    this.on = on;
  }

  boolean on() {
    return on;
  }
}
