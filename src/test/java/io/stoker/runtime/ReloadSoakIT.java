package io.stoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.stoker.config.LoadRequest;
import io.stoker.testing.Client;
import io.stoker.testing.Ports;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Reload after reload while clients keep their connections busy. {@code -Dstoker.soak.reloads=1000}
 * for more of them.
 */
@Timeout(600)
@Isolated("it measures what the process holds")
class ReloadSoakIT {

  private static final int RELOADS = Integer.getInteger("stoker.soak.reloads", 200);
  private static final int CLIENTS = 16;

  /** What may differ between two looks without being a leak: a part of it, and something in all. */
  private static final double SHARE = 1.05;

  private static final long HEAP_NOISE = 1 << 20;
  private static final int COUNT_NOISE = 4;

  @TempDir Path dir;

  private final AtomicBoolean enough = new AtomicBoolean();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicInteger reloaded = new AtomicInteger();

  /** Clients ask together; who measures does so alone. */
  private final ReentrantReadWriteLock asking = new ReentrantReadWriteLock(true);

  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private int port;
  private ContentPlane plane;
  private long firstGeneration;

  @BeforeEach
  void start() throws Exception {
    port = Ports.free();
    Files.createDirectories(dir.resolve("logs"));
    Files.writeString(Files.createDirectories(dir.resolve("htdocs")).resolve("a.txt"), "hello");
    configure(0);
    plane = new ContentPlane(LoadRequest.of(dir.toString(), "httpd.conf"), "stoker", false);
    plane.start();
    firstGeneration = plane.status().generation();
  }

  @AfterEach
  void stop() {
    plane.stop(ServerSignal.STOP);
  }

  /** Other values for what is the request's, the connection's, the host's and the MPM's. */
  private void configure(int generation) throws IOException {
    StringBuilder hosts = new StringBuilder();
    for (int i = 0; i <= generation % 3; i++) {
      hosts.append("<VirtualHost *:*>\nServerName h").append(i).append("\n</VirtualHost>\n");
    }
    Files.writeString(
        dir.resolve("httpd.conf"),
        """
        LoadModule mpm_event_module modules/mod_mpm_event.so
        LoadModule authz_core_module modules/mod_authz_core.so
        LoadModule headers_module modules/mod_headers.so
        LoadModule log_config_module modules/mod_log_config.so
        Listen 127.0.0.1:%d
        ServerName localhost
        PidFile logs/httpd.pid
        ErrorLog logs/error_log
        CustomLog logs/access_log "%%r %%>s %d"
        DocumentRoot htdocs
        StartServers %d
        ThreadsPerChild 8
        MaxRequestWorkers %d
        MaxKeepAliveRequests 0
        KeepAliveTimeout %d
        Timeout %d
        Header set X-Generation %d
        %s
        """
            .formatted(
                port,
                generation,
                1 + generation % 3,
                32 + generation % 2 * 32,
                100 + generation % 7,
                60 + generation % 5,
                generation,
                hosts));
  }

  private void keepAsking() {
    try (Client client = new Client(port)) {
      int seen = 0;
      for (long n = 0; !enough.get(); n++) {
        int before = reloaded.get();
        Client.Reply reply = ask(client, n);
        int generation = Integer.parseInt(reply.header("X-Generation"));
        assertThat(reply.text()).isEqualTo("hello");
        assertThat(reply.header("Connection")).isEmpty();
        assertThat(generation).isBetween(Math.max(seen, before), reloaded.get() + 1);
        seen = generation;
        answered.incrementAndGet();
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
      enough.set(true);
    }
  }

  private Client.Reply ask(Client client, long n) throws IOException {
    asking.readLock().lock();
    try {
      // Now and then one that has no plan.
      return n % 8 == 0 ? client.get("/a.txt", "Range: bytes=0-") : client.get("/a.txt");
    } finally {
      asking.readLock().unlock();
    }
  }

  /** What the process holds while no client asks for anything. */
  private Level level() {
    asking.writeLock().lock();
    try {
      return Level.now();
    } finally {
      asking.writeLock().unlock();
    }
  }

  private record Level(long heap, int threads, long descriptors) {
    static Level now() {
      for (int i = 0; i < 3; i++) {
        System.gc();
      }
      return new Level(
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
          ManagementFactory.getThreadMXBean().getThreadCount(),
          ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
              .getOpenFileDescriptorCount());
    }
  }

  @Test
  void noRequestFailsAndNoConnectionIsClosed() throws Exception {
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(Thread.ofVirtual().start(this::keepAsking));
    }
    Level before = null;
    for (int n = 1; n <= RELOADS && !enough.get(); n++) {
      configure(n);
      long asked = answered.get();
      assertThat(plane.reload(ServerSignal.GRACEFUL)).isTrue();
      reloaded.set(n);
      // Each generation is asked for something.
      while (answered.get() < asked + CLIENTS && !enough.get()) {
        Thread.onSpinWait();
      }
      if (n == (RELOADS + 1) / 2) {
        before = level();
      }
    }
    Level after = level();
    enough.set(true);
    for (Thread client : clients) {
      client.join();
    }
    System.out.printf(
        "%d reloads, %d requests on %d connections: %s, then %s%n",
        reloaded.get(), answered.get(), CLIENTS, before, after);
    assertThat(failure.get()).isNull();
    assertThat(plane.status().generation()).isGreaterThanOrEqualTo(firstGeneration + RELOADS);
    assertThat(before).isNotNull();
    assertThat(after.heap()).isLessThan((long) (before.heap() * SHARE) + HEAP_NOISE);
    assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + COUNT_NOISE);
    assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors() + COUNT_NOISE);
  }

  @Test
  void aBrokenConfigurationChangesNothingUnderLoad() throws Exception {
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(Thread.ofVirtual().start(this::keepAsking));
    }
    Path file = dir.resolve("httpd.conf");
    String good = Files.readString(file);
    List<String> broken =
        List.of(
            "Foo bar",
            "Listen 192.0.2.1:" + port,
            "ErrorLog /nonexistent/error_log",
            "<Directory />",
            "DocumentRoot");
    for (String line : broken) {
      Files.writeString(file, good + line + "\n");
      long asked = answered.get();
      assertThat(plane.reload(ServerSignal.GRACEFUL)).as(line).isFalse();
      while (answered.get() < asked + CLIENTS && !enough.get()) {
        Thread.onSpinWait();
      }
    }
    enough.set(true);
    for (Thread client : clients) {
      client.join();
    }
    assertThat(failure.get()).isNull();
    assertThat(plane.status().generation()).isEqualTo(firstGeneration);
    assertThat(plane.status().state()).isEqualTo(ContentPlane.State.SERVING);
  }
}
