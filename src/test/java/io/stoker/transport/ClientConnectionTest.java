package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is told that a connection is closed. */
class ClientConnectionTest {

  private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 80);

  private final List<String> told = new ArrayList<>();

  @SuppressWarnings("NullAway") // its seat does not matter here
  private final ClientConnection connection = new ClientConnection(HERE, HERE, null);

  @Test
  void whoAsksIsToldOnce() {
    var unused = connection.whenClosed(() -> told.add("closed"));
    assertThat(told).isEmpty();
    connection.closed();
    connection.closed();
    assertThat(told).containsExactly("closed");
  }

  @Test
  void whoComesLateIsToldAtOnce() {
    connection.closed();
    var unused = connection.whenClosed(() -> told.add("closed"));
    assertThat(told).containsExactly("closed");
  }

  @Test
  void whoTakesItBackIsNotTold() {
    connection.whenClosed(() -> told.add("closed")).run();
    connection.closed();
    assertThat(told).isEmpty();
  }
}
