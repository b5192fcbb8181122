package io.stoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.Body;
import io.stoker.api.ChildStatus;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.api.Reply;
import io.stoker.config.LoadRequest;
import io.stoker.testing.Client;
import io.stoker.testing.Ports;
import io.stoker.testing.TestModule;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Children of a whole server, with real sockets: replaced, resized, stopped under load. {@code
 * -Dstoker.soak.connections=100000} for more of them.
 */
@Timeout(900)
@Isolated("it measures what the process holds")
class ManagedChildrenIT {

  private static final Pattern STOPPED = Pattern.compile("Child \\d+ stopped: .* served (\\d+)");

  @TempDir Path dir;

  private final Semaphore go = new Semaphore(0);
  private final AtomicInteger inside = new AtomicInteger();
  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
  private final List<Thread> clients = new ArrayList<>();
  private int port;
  private ContentPlane plane;

  /** {@code /slow} is answered when the test says so. */
  private final HttpdModule slow =
      TestModule.on(Phase.HANDLER, this::answerSlowly)
          .and(Hook.on(Phase.ACCESS_CHECKER_EX, x -> Outcome.OK).at(Hook.Order.REALLY_LAST));

  private Outcome answerSlowly(Exchange x) throws InterruptedException {
    if (!x.uri().equals("/slow")) {
      return Outcome.DECLINED;
    }
    inside.incrementAndGet();
    go.acquire();
    inside.decrementAndGet();
    return Reply.ok(Body.text("done"));
  }

  @BeforeEach
  void prepare() throws IOException {
    port = Ports.free();
    Files.createDirectories(dir.resolve("logs"));
    Files.writeString(Files.createDirectories(dir.resolve("htdocs")).resolve("a.txt"), "hello");
  }

  @AfterEach
  void stop() {
    go.release(10_000);
    if (plane != null) {
      plane.stop(ServerSignal.STOP);
    }
    assertThat(failures).isEmpty();
  }

  private void configure(String mpm, String... lines) throws IOException {
    String text =
        """
        LoadModule mpm_%s_module modules/mod_mpm_%s.so
        Listen 127.0.0.1:%d
        ServerName localhost
        PidFile logs/httpd.pid
        ErrorLog logs/error_log
        LogLevel debug
        StokerPlanCache Off
        DocumentRoot htdocs
        """
            .formatted(mpm, mpm, port);
    Files.writeString(dir.resolve("httpd.conf"), text + String.join("\n", lines) + "\n");
  }

  private void start(String mpm, String... lines) throws Exception {
    configure(mpm, lines);
    List<HttpdModule> modules = new ArrayList<>();
    ServiceLoader.load(HttpdModule.class).forEach(modules::add);
    modules.add(slow);
    plane =
        new ContentPlane(
            LoadRequest.of(dir.toString(), "httpd.conf").withModules(modules), "stoker", false);
    plane.start();
  }

  private void reload(String mpm, String... lines) throws IOException {
    configure(mpm, lines);
    assertThat(plane.reload(ServerSignal.GRACEFUL)).isTrue();
  }

  /** Does something on a thread of its own; what goes wrong there fails the test. */
  private void client(Talk talk) {
    clients.add(
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    talk.run();
                  } catch (Throwable e) {
                    failures.add(e);
                  }
                }));
  }

  private interface Talk {
    void run() throws Exception;
  }

  private void join() throws InterruptedException {
    for (Thread client : clients) {
      client.join();
    }
    clients.clear();
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.yield();
    }
  }

  private int connections() {
    return plane.children().places().stream().mapToInt(ChildStatus::connections).sum();
  }

  private long present() {
    return plane.children().places().stream().filter(ChildStatus::isPresent).count();
  }

  private void askSlowly(int count) {
    for (int i = 0; i < count; i++) {
      client(
          () -> {
            try (Client client = new Client(port)) {
              assertThat(client.get("/slow", "Connection: close").text()).isEqualTo("done");
            }
          });
    }
  }

  /** How many children ended with how many connections given to them. */
  private Map<Integer, Integer> ends() throws IOException {
    Map<Integer, Integer> ends = new HashMap<>();
    for (String line :
        Files.readAllLines(dir.resolve("logs/error_log"), StandardCharsets.ISO_8859_1)) {
      Matcher matcher = STOPPED.matcher(line);
      if (matcher.find()) {
        ends.merge(Integer.valueOf(matcher.group(1)), 1, Integer::sum);
      }
    }
    return ends;
  }

  @Test
  void childrenAreReplacedExactlyAtMaxConnectionsPerChildAndNoRequestIsLost() throws Exception {
    int perChild = 50;
    int talkers = 8;
    int each = Integer.getInteger("stoker.soak.connections", 2000) / talkers;
    start(
        "event",
        "StartServers 2",
        "ThreadsPerChild 4",
        "MaxRequestWorkers 8",
        "MinSpareThreads 1",
        "MaxSpareThreads 8",
        "MaxConnectionsPerChild " + perChild,
        "KeepAliveTimeout 300");
    for (int i = 0; i < talkers; i++) {
      client(
          () -> {
            for (int n = 0; n < each; n++) {
              try (Client client = new Client(port)) {
                assertThat(client.get("/a.txt").text()).isEqualTo("hello");
                assertThat(client.get("/a.txt", "Cookie: a=" + n).text()).isEqualTo("hello");
              }
            }
          });
    }
    join();
    await(() -> connections() == 0);
    System.out.printf(
        "%d connections, %d requests, %d bytes of heap%n",
        talkers * each, plane.children().totals().accesses(), heap());
    await(() -> plane.children().totals().accesses() == talkers * each * 2L);
    plane.stop(ServerSignal.GRACEFUL_STOP);
    Map<Integer, Integer> ends = ends();
    int full = ends.getOrDefault(perChild, 0);
    int given = ends.entrySet().stream().mapToInt(e -> e.getKey() * e.getValue()).sum();
    assertThat(given).isEqualTo(talkers * each);
    assertThat(full).isBetween(talkers * each / perChild - 3, talkers * each / perChild);
    assertThat(ends.keySet()).allMatch(n -> n <= perChild);
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void fromEightWorkersToFourHundredAndBackWhileMoreClientsWait() throws Exception {
    String[] few = {"StartServers 1", "ThreadsPerChild 8", "MaxRequestWorkers 8"};
    start("event", few);
    askSlowly(500);
    await(() -> inside.get() == 8);
    reload(
        "event",
        "StartServers 50",
        "ServerLimit 50",
        "ThreadsPerChild 8",
        "MaxRequestWorkers 400",
        "MinSpareThreads 400",
        "MaxSpareThreads 408");
    await(() -> inside.get() == 400);
    reload("event", few);
    // Those that are being answered come to their end; the others have eight workers.
    go.release(400 - 8);
    await(() -> go.availablePermits() == 0 && inside.get() == 8);
    go.release(500 - (400 - 8));
    join();
    await(() -> plane.children().totals().accesses() == 500);
    await(() -> present() == 1);
  }

  @Test
  void maxRequestWorkersIsRaisedAndLoweredWhileTheQueueFillsAndEmpties() throws Exception {
    String[] few = {"StartServers 4", "MaxRequestWorkers 4", "MaxSpareServers 100"};
    start("prefork", few);
    askSlowly(20);
    await(() -> inside.get() == 4);
    assertThat(connections()).isEqualTo(4);
    go.release(4);
    await(() -> inside.get() == 4 && go.availablePermits() == 0);
    reload("prefork", "StartServers 30", "MaxRequestWorkers 30", "MaxSpareServers 100");
    await(() -> inside.get() == 16);
    reload("prefork", few);
    askSlowly(10);
    go.release(13);
    await(() -> go.availablePermits() == 0 && inside.get() == 4);
    go.release(100);
    join();
    await(() -> present() == 4);
  }

  @Test
  void eventServesSixIdleClientsWithTwoThreads() throws Exception {
    start(
        "event",
        "StartServers 1",
        "ThreadsPerChild 2",
        "MaxRequestWorkers 2",
        "KeepAliveTimeout 250");
    List<Client> idle = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Client client = new Client(port);
      assertThat(client.get("/a.txt").code()).isEqualTo(200);
      idle.add(client);
    }
    assertThat(connections()).isEqualTo(6);
    // The reply is out a moment before its connection is counted as idle.
    await(() -> plane.children().places().getFirst().keepAlive() == 6);
    for (Client client : idle) {
      assertThat(client.get("/a.txt", "Cookie: again").code()).isEqualTo(200);
      client.close();
    }
  }

  @Test
  void workerAndPreforkServeAsManyIdleClientsAsTheyHaveWorkers() throws Exception {
    for (String mpm : List.of("worker", "prefork")) {
      String[] lines =
          mpm.equals("worker")
              ? new String[] {"StartServers 1", "ThreadsPerChild 2", "MaxRequestWorkers 2"}
              : new String[] {"StartServers 2", "MaxRequestWorkers 2"};
      start(mpm, String.join("\n", lines), "KeepAliveTimeout 250");
      try (Client one = new Client(port);
          Client two = new Client(port);
          Client three = new Client(port)) {
        assertThat(one.get("/a.txt").code()).isEqualTo(200);
        assertThat(two.get("/a.txt").code()).isEqualTo(200);
        three.send("/a.txt");
        assertThat(connections()).isEqualTo(2);
        one.close();
        assertThat(three.read().code()).isEqualTo(200);
        assertThat(two.get("/a.txt").code()).isEqualTo(200);
      }
      plane.stop(ServerSignal.STOP);
      plane = null;
    }
  }

  @Test
  void aReloadKeepsIdleConnectionsWithEveryMpm() throws Exception {
    for (String mpm : List.of("event", "worker", "prefork")) {
      start(mpm, "StartServers 2", "MaxRequestWorkers 50", "KeepAliveTimeout 250");
      List<Client> idle = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        idle.add(new Client(port));
      }
      for (int round = 0; round < 5; round++) {
        for (Client client : idle) {
          assertThat(client.get("/a.txt", "Cookie: " + round).header("Connection")).isEmpty();
        }
        reload(mpm, "StartServers 2", "MaxRequestWorkers 50", "KeepAliveTimeout 250");
      }
      await(
          () ->
              present()
                  == plane.children().places().stream().filter(ChildStatus::isAccepting).count());
      assertThat(connections()).isEqualTo(10);
      for (Client client : idle) {
        client.close();
      }
      plane.stop(ServerSignal.STOP);
      plane = null;
    }
  }

  @Test
  void aGracefulStopFinishesWhatIsBeingDownloaded() throws Exception {
    int size = 6_000_000;
    Files.write(dir.resolve("htdocs/large.bin"), new byte[size]);
    start("event", "StartServers 2", "ThreadsPerChild 10", "MaxRequestWorkers 20");
    List<Client> downloads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Client client = new Client(port);
      client.send("/large.bin");
      client.readHead();
      downloads.add(client);
    }
    Thread stopping = Thread.ofPlatform().start(() -> plane.stop(ServerSignal.GRACEFUL_STOP));
    await(() -> plane.children().places().stream().noneMatch(ChildStatus::isAccepting));
    for (Client client : downloads) {
      assertThat(client.body().readNBytes(size)).hasSize(size);
      client.close();
    }
    stopping.join();
    assertThat(present()).isZero();
  }

  @Test
  void aStopDoesNotWaitForDownloadsOrWorkers() throws Exception {
    Files.write(dir.resolve("htdocs/large.bin"), new byte[6_000_000]);
    start("event", "StartServers 2", "ThreadsPerChild 10", "MaxRequestWorkers 20");
    List<Client> downloads = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Client client = new Client(port);
      client.send("/large.bin");
      client.readHead();
      downloads.add(client);
    }
    try (Client waiting = new Client(port)) {
      waiting.send("/slow");
      await(() -> inside.get() == 1);
      plane.stop(ServerSignal.STOP);
      assertThatThrownBy(waiting::read).isInstanceOf(IOException.class);
    }
    for (Client client : downloads) {
      assertThatThrownBy(() -> readWhole(client)).isInstanceOf(IOException.class);
      client.close();
    }
  }

  private static void readWhole(Client client) throws IOException {
    if (client.body().readNBytes(6_000_000).length < 6_000_000) {
      throw new IOException("cut off");
    }
  }
}
