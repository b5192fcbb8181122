package io.stoker.logging;

import io.stoker.api.Connection;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The ids under which connections appear in the error log ({@code %{c}L}). */
public final class ConnectionLogIds {

  private static final Map<Connection, String> IDS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private ConnectionLogIds() {}

  /** The id of a connection about which a line was written, or null. */
  public static @Nullable String ifLogged(Connection connection) {
    return IDS.get(connection.itself());
  }

  /** Gives the connection an id; true when it had none, so this is its first line. */
  static boolean markLogged(Connection connection) {
    if (IDS.containsKey(connection.itself())) {
      return false;
    }
    byte[] bytes = new byte[8];
    ThreadLocalRandom.current().nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return IDS.putIfAbsent(connection.itself(), id) == null;
  }
}
