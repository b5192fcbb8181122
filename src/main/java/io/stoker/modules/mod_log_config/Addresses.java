package io.stoker.modules.mod_log_config;

import java.net.InetAddress;

/** Addresses as text. */
final class Addresses {

  private Addresses() {}

  static String text(InetAddress address) {
    return address.getHostAddress();
  }
}
