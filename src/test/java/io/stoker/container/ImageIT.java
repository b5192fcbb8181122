package io.stoker.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import io.stoker.testing.Client;
import io.stoker.testing.Visitors;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the image is, and how one container of it lives and ends. */
class ImageIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final long MOST_BYTES = 150_000_000;
  private static final int ROUNDS = 2;

  @TempDir Path folder;

  @BeforeAll
  static void require() {
    Image.require();
  }

  @Test
  void isSmallAndSaysWhatItIs() throws IOException {
    var docker = DockerClientFactory.lazyClient();
    InspectImageResponse image = docker.inspectImageCmd(Image.NAME).exec();
    ContainerConfig config = Objects.requireNonNull(image.getConfig());
    assertThat(config.getUser()).isEqualTo("10001:0");
    assertThat(config.getLabels())
        .containsEntry("org.opencontainers.image.title", "Stoker")
        .containsKeys("org.opencontainers.image.version", "org.opencontainers.image.revision");

    long[] size = {0};
    OutputStream counting =
        new OutputStream() {
          @Override
          public void write(int b) {
            size[0]++;
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            size[0] += length;
          }
        };
    try (InputStream tar = docker.saveImageCmd(Image.NAME).exec();
        OutputStream zipped = new GZIPOutputStream(counting, 1 << 16)) {
      tar.transferTo(zipped);
    }
    System.out.printf(
        "image: %d MB to pull, %d MB unpacked%n",
        size[0] / 1_000_000, Objects.requireNonNull(image.getSize()) / 1_000_000);
    assertThat(size[0]).isLessThan(MOST_BYTES);
  }

  @Test
  void servesFromWhatTheJvmHasLearnedAsAnybodyAndWritesNothing() throws Exception {
    try (GenericContainer<?> container = Image.container()) {
      // The JVM does not start when it cannot take the cache; OpenShift's user, of any number.
      container
          .withCreateContainerCmdModifier(
              command ->
                  command
                      .withUser("1000650000:0")
                      .withEntrypoint(
                          "/opt/java/bin/java",
                          "@/opt/stoker/lib/jvm.options",
                          "-XX:AOTMode=on",
                          "io.stoker.boot.StokerApplication")
                      .withCmd("-f", "/etc/stoker/httpd/httpd.conf"))
          .start();
      try (Client client = new Client(container.getMappedPort(Image.PORT))) {
        assertThat(client.get("/").code()).isEqualTo(200);
      }
      assertThat(container.getLogs(OutputFrame.OutputType.STDERR))
          .contains("resuming normal operations")
          .doesNotContain("[warning][aot")
          .doesNotContain("[warning][cds")
          .doesNotContain("STK0413");
      // The management plane starts beside the other one.
      while (checkHealth(container) != 0) {
        Image.pause();
      }
      assertThat(container.getDockerClient().containerDiffCmd(container.getContainerId()).exec())
          .noneMatch(
              change -> change.getPath().startsWith("/opt") || change.getPath().startsWith("/srv"));
    }
  }

  /** The status of what the image's health check runs. */
  private static int checkHealth(GenericContainer<?> container) throws Exception {
    return container
        .execInContainer(
            "/opt/java/bin/java", "-cp", "/opt/stoker/lib/*", "io.stoker.boot.HealthCheck")
        .getExitCode();
  }

  /** Told, not judged: how long it takes depends on what else the machine does. */
  @Test
  void answersSoonAfterItsStart() throws IOException {
    long[] millis = new long[2];
    for (int round = 0; round < ROUNDS; round++) {
      for (int aot = 0; aot < 2; aot++) {
        String mode = aot == 1 ? "-XX:AOTMode=on" : "-XX:AOTMode=off";
        try (GenericContainer<?> container = Image.container()) {
          container.withCreateContainerCmdModifier(
              command ->
                  command
                      .withEntrypoint(
                          "/opt/java/bin/java",
                          "@/opt/stoker/lib/jvm.options",
                          mode,
                          "io.stoker.boot.StokerApplication")
                      .withCmd("-f", "/etc/stoker/httpd/httpd.conf"));
          container.waitingFor(Wait.forLogMessage(".*resuming normal operations.*\\n", 1)).start();
          try (Client client = new Client(container.getMappedPort(Image.PORT))) {
            assertThat(client.get("/").code()).isEqualTo(200);
          }
          millis[aot] += millisToServe(container);
        }
      }
    }
    System.out.printf(
        "container: started to serving %d ms without the AOT cache, %d ms with it%n",
        millis[0] / ROUNDS, millis[1] / ROUNDS);
  }

  /** From the start of the process to the line that says that it serves. */
  private static long millisToServe(GenericContainer<?> container) {
    Instant started =
        Instant.parse(
            Objects.requireNonNull(
                container
                    .getDockerClient()
                    .inspectContainerCmd(container.getContainerId())
                    .exec()
                    .getState()
                    .getStartedAt()));
    Matcher serving =
        Pattern.compile("\\[\\w{3} (\\w{3} \\d\\d [\\d:.]+ \\d{4})\\].*resuming normal operations")
            .matcher(container.getLogs(OutputFrame.OutputType.STDERR));
    assertThat(serving.find()).isTrue();
    Instant served =
        LocalDateTime.parse(
                serving.group(1),
                DateTimeFormatter.ofPattern("MMM dd HH:mm:ss.SSSSSS yyyy", Locale.ENGLISH))
            .toInstant(ZoneOffset.UTC);
    return Duration.between(started, served).toMillis();
  }

  @Test
  void logsObjectsWhateverAClientSends() throws Exception {
    try (GenericContainer<?> container = Image.container()) {
      container.start();
      try (Socket socket =
          new Socket(InetAddress.getLoopbackAddress(), container.getMappedPort(Image.PORT))) {
        String hostile =
            "GET /%22%0d%0a{?a=\u00e9\" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "User-Agent: \"}\\x \u0080\u00ff\t\u00c3\u00a9\r\nReferer: \\\r\n\r\n";
        socket.getOutputStream().write(hostile.getBytes(StandardCharsets.ISO_8859_1));
        socket.getInputStream().readAllBytes();
      }
      Image.signal(container, "SIGTERM");
      assertThat(Image.awaitEnd(container)).isZero();
      List<JsonNode> lines =
          container.getLogs(OutputFrame.OutputType.STDOUT).lines().map(JSON::readTree).toList();
      assertThat(lines)
          .allMatch(line -> line.has("@timestamp") && line.has("http.response.status_code"))
          .anySatisfy(
              line ->
                  assertThat(line.path("user_agent.original").asString(""))
                      .isEqualTo("\"}\\x \\x80\\xff\t\u00e9"));
    }
  }

  @Test
  void finishesSlowDownloadsWhenItIsStopped() throws Exception {
    Path www = Files.createDirectory(folder.resolve("www"));
    Files.writeString(www.resolve("index.html"), "hello\n");
    Files.write(www.resolve("big"), new byte[48 << 20]);
    // As long as it takes, on whatever machine.
    Path conf = Files.createDirectory(folder.resolve("conf"));
    Files.writeString(conf.resolve("slow.conf"), "GracefulShutdownTimeout 0\nTimeout 3600\n");
    try (GenericContainer<?> container = Image.container()) {
      container
          .withFileSystemBind(www.toString(), "/srv/www", BindMode.READ_ONLY)
          .withFileSystemBind(conf.toString(), "/etc/stoker/conf.d", BindMode.READ_ONLY)
          .start();
      int port = container.getMappedPort(Image.PORT);
      try (Client slow = new Client(port)) {
        slow.send("/big");
        String head = slow.readHead();
        Image.signal(container, "SIGTERM");
        awaitRefusal(port);
        assertThat(container.isRunning()).isTrue();
        assertThat(slow.body().readNBytes(48 << 20))
            .hasSize(Integer.parseInt(Client.header(head, "Content-Length")));
      }
      assertThat(Image.awaitEnd(container)).isZero();
      assertThat(container.getLogs()).contains("AH00492");
    }
  }

  /** Until nobody answers there any more, a proxy of the container engine included. */
  private static void awaitRefusal(int port) {
    while (true) {
      try (Client client = new Client(port)) {
        client.get("/");
      } catch (IOException e) {
        return;
      }
      Image.pause();
    }
  }

  @Test
  void livesWithinItsMemoryUnderLoad() throws Exception {
    Path www = Files.createDirectory(folder.resolve("www"));
    Files.writeString(www.resolve("index.html"), "<p>hello</p>\n".repeat(500));
    Files.writeString(www.resolve("large.txt"), "0123456789abcdef".repeat(60_000));
    Files.write(www.resolve("largest"), new byte[8 << 20]);
    try (GenericContainer<?> container = Image.limitedTo(256)) {
      container.withFileSystemBind(www.toString(), "/srv/www", BindMode.READ_ONLY).start();
      int port = container.getMappedPort(Image.PORT);
      try (Visitors many = new Visitors(port, 100, "/", "/large.txt", "/");
          Visitors few = new Visitors(port, 8, "/largest")) {
        many.await(2_000);
        assertThat(many.failures()).isEmpty();
        assertThat(few.failures()).isEmpty();
      }
      var state =
          container
              .getDockerClient()
              .inspectContainerCmd(container.getContainerId())
              .exec()
              .getState();
      assertThat(state.getRunning()).isTrue();
      assertThat(state.getOOMKilled()).isNotEqualTo(true);
      assertThat(container.getLogs()).doesNotContain("OutOfMemoryError");
    }
  }

  @Test
  void aContainerThatCannotServeEndsAndSaysWhy() throws IOException {
    Path conf = Files.createDirectory(folder.resolve("conf"));
    Files.writeString(conf.resolve("bad.conf"), "Foo bar\n");
    try (GenericContainer<?> container = Image.container()) {
      container.setExposedPorts(List.of());
      container
          .withFileSystemBind(conf.toString(), "/etc/stoker/conf.d", BindMode.READ_ONLY)
          .withStartupCheckStrategy(
              new StartupCheckStrategy() {
                @Override
                public StartupStatus checkStartupState(DockerClient client, String id) {
                  return StartupStatus.SUCCESSFUL; // it ends, and may have ended
                }
              })
          .waitingFor(
              Wait.forLogMessage(
                  "AH00526: Syntax error on line 1 of /etc/stoker/conf.d/bad.conf.*\\n", 1))
          .start();
      assertThat(Image.awaitEnd(container)).isEqualTo(1);
    }
  }
}
