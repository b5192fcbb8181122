package io.stoker.modules.mod_dbd;

import java.util.Map;

/**
 * A database as a driver of JDBC is told of it.
 *
 * @param properties user, password and the like
 */
record JdbcUrl(String url, Map<String, String> properties) {

  JdbcUrl {
    properties = Map.copyOf(properties);
  }

  /** Without what may be secret, for logs. */
  @Override
  public String toString() {
    return Secrets.without(url);
  }
}
