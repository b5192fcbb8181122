package io.stoker.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Nginx;
import io.stoker.testing.Visitors;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;

/** Two containers behind an nginx, of which each is replaced while clients ask. */
class ReplicasIT {

  @TempDir Path folder;

  @BeforeAll
  static void require() {
    Image.require();
  }

  private static List<Integer> ports(GenericContainer<?>... replicas) {
    return Stream.of(replicas).map(replica -> replica.getMappedPort(Image.PORT)).toList();
  }

  @Test
  void noRequestFailsWhileEachIsReplaced() throws Exception {
    GenericContainer<?> a = Image.container();
    GenericContainer<?> b = Image.container();
    GenericContainer<?> c = Image.container();
    GenericContainer<?> d = Image.container();
    try (a;
        b;
        c;
        d;
        Nginx nginx = new Nginx(folder)) {
      // One after the other: an engine that is asked for two free ports at once may say one twice.
      a.start();
      b.start();
      nginx.start(ports(a, b));
      try (Visitors visitors = new Visitors(nginx.port(), 8, "/", "/configure.html")) {
        visitors.await(200);
        replace(a, c, nginx, () -> ports(b, c), visitors);
        replace(b, d, nginx, () -> ports(c, d), visitors);
        // One goes without a word to nginx, which asks the other one then.
        Image.signal(c, "SIGTERM");
        assertThat(Image.awaitEnd(c)).isZero();
        visitors.await(200);
        System.out.printf(
            "replacing two replicas: %d requests, %d times nginx closed an idle connection%n",
            visitors.answered(), visitors.closed());
        assertThat(visitors.failures()).as(() -> "nginx says: " + nginx.said()).isEmpty();
      }
    }
  }

  private static void replace(
      GenericContainer<?> old,
      GenericContainer<?> fresh,
      Nginx nginx,
      Supplier<List<Integer>> then,
      Visitors visitors) {
    fresh.start();
    nginx.pointAt(then.get());
    visitors.await(100);
    Image.signal(old, "SIGTERM");
    assertThat(Image.awaitEnd(old)).isZero();
    visitors.await(200);
  }
}
