package io.stoker.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Client;
import io.stoker.testing.Peers;
import io.stoker.testing.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;

/** Two containers behind an nginx, of which each is replaced while clients ask. */
class ReplicasIT {

  @TempDir Path folder;
  private int port;
  private Process nginx;

  @BeforeAll
  static void require() {
    Image.require();
  }

  @AfterEach
  void endNginx() throws InterruptedException {
    if (nginx != null) {
      nginx.destroy();
      nginx.waitFor();
    }
  }

  private void startNginx(List<GenericContainer<?>> replicas) throws IOException {
    Path program = Peers.require("nginx");
    port = Ports.free();
    configure(replicas);
    nginx =
        new ProcessBuilder(program.toString(), "-p", folder.toString(), "-c", "nginx.conf")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.out").toFile())
            .start();
  }

  private void configure(List<GenericContainer<?>> replicas) throws IOException {
    String servers =
        replicas.stream()
            .map(r -> "server 127.0.0.1:%d;".formatted(r.getMappedPort(Image.PORT)))
            .collect(Collectors.joining(" "));
    Files.writeString(
        folder.resolve("nginx.conf"),
        """
        daemon off;
        worker_processes 1;
        pid nginx.pid;
        error_log error.log warn;
        events {}
        http {
          access_log off;
          keepalive_requests 1000000;
          # Less than KeepAliveTimeout, so that it is not used again just when the server closes it.
          upstream stoker { %s keepalive 8; keepalive_timeout 4s; }
          server {
            listen 127.0.0.1:%d;
            location / {
              proxy_pass http://stoker;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
            }
          }
        }
        """
            .formatted(servers, port));
  }

  /**
   * What a cluster does with its proxies when the pods of a Service change. Returns when no process
   * of nginx is left that does not know, which is what a pod waits for in preStop.
   */
  private void pointNginxAt(List<GenericContainer<?>> replicas) throws Exception {
    Set<Long> ignorant = workers();
    configure(replicas);
    assertThat(new ProcessBuilder("kill", "-HUP", Long.toString(nginx.pid())).start().waitFor())
        .isZero();
    while (!Collections.disjoint(workers(), ignorant)) {
      assertThat(nginx.isAlive()).isTrue();
      Image.pause();
    }
  }

  private Set<Long> workers() {
    return nginx.children().map(ProcessHandle::pid).collect(Collectors.toSet());
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
        d) {
      Stream.of(a, b).parallel().forEach(GenericContainer::start);
      startNginx(List.of(a, b));
      awaitNginx();
      try (Visitors visitors = new Visitors(port, 8, "/", "/configure.html")) {
        visitors.await(200);
        replace(a, c, List.of(b, c), visitors);
        replace(b, d, List.of(c, d), visitors);
        // One goes without a word to nginx, which asks the other one then.
        Image.signal(c, "SIGTERM");
        assertThat(Image.awaitEnd(c)).isZero();
        visitors.await(200);
        System.out.printf(
            "replacing two replicas: %d requests, %d times nginx closed an idle connection%n",
            visitors.answered(), visitors.closed());
        assertThat(visitors.failures()).as(() -> "nginx says: " + errors()).isEmpty();
      }
    }
  }

  private String errors() {
    try {
      return Files.readString(folder.resolve("error.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void awaitNginx() {
    while (true) {
      try (Client client = new Client(port)) {
        if (client.get("/").code() == 200) {
          return;
        }
      } catch (IOException e) {
        assertThat(nginx.isAlive()).isTrue();
      }
      Image.pause();
    }
  }

  private void replace(
      GenericContainer<?> old,
      GenericContainer<?> fresh,
      List<GenericContainer<?>> then,
      Visitors visitors)
      throws Exception {
    fresh.start();
    pointNginxAt(then);
    visitors.await(100);
    Image.signal(old, "SIGTERM");
    assertThat(Image.awaitEnd(old)).isZero();
    visitors.await(200);
    assertThat(nginx.waitFor(0, TimeUnit.SECONDS)).isFalse();
  }
}
