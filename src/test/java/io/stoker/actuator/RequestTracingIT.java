package io.stoker.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stoker.boot.ManagedSite;
import io.stoker.testing.Client;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector of OpenTelemetry receives. */
class RequestTracingIT {

  private static final String MISS = "11111111111111111111111111111111";
  private static final String HIT = "22222222222222222222222222222222";
  private static final String PARENT = "0123456789abcdef";

  @TempDir Path root;
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private HttpServer collector;
  private ManagedSite site;

  @BeforeEach
  void listen() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    collector.createContext("/v1/traces", this::receive);
    collector.start();
  }

  private void receive(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    received.add(new String(body, StandardCharsets.ISO_8859_1));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  @AfterEach
  void stop() {
    if (site != null) {
      site.close();
    }
    collector.stop(0);
  }

  @Test
  void requestsContinueTheTraceOfTheirClientPlannedOrNot() throws Exception {
    site = new ManagedSite(root).configure("KeepAliveTimeout 300\n");
    Path page = root.resolve("htdocs/index.html");
    Files.setLastModifiedTime(page, FileTime.from(Instant.parse("2024-01-01T00:00:00Z")));
    site.start(
        "--stoker.tracing.enabled=true",
        "--management.tracing.sampling.probability=0",
        "--management.opentelemetry.tracing.export.schedule-delay=20ms",
        "--management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:"
            + collector.getAddress().getPort()
            + "/v1/traces");
    try (Client client = new Client(site.port())) {
      assertThat(client.get("/index.html?secret", traced(MISS)).code()).isEqualTo(200);
      assertThat(client.get("/index.html?secret", traced(HIT)).code()).isEqualTo(200);
    }
    assertThat(site.get("/plans").json().get("hits").asInt()).isEqualTo(1);
    assertThat(spansOf(MISS, HIT))
        .contains("service.name", "stoker", "url.path", "/index.html", "client.address")
        .contains("http.response.status_code", "200", "stoker.virtual_host")
        .contains(octets(PARENT))
        .doesNotContain("secret");
    assertThat(site.get("/metrics/stoker.request").status()).isEqualTo(404);
  }

  /** A client that samples its own trace. */
  private static String traced(String trace) {
    return "traceparent: 00-" + trace + "-" + PARENT + "-01";
  }

  /** What the collector has received when it knows of these traces, together or one by one. */
  private String spansOf(String... traces) throws InterruptedException {
    StringBuilder spans = new StringBuilder();
    for (String trace : traces) {
      while (spans.indexOf(octets(trace)) < 0) {
        String more = received.poll(30, TimeUnit.SECONDS);
        assertThat(more).as("a span of %s", trace).isNotNull();
        spans.append(more);
      }
    }
    return spans.toString();
  }

  private static String octets(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
  }

  @Test
  void nothingIsTracedUnlessAskedFor() throws Exception {
    site = new ManagedSite(root).configure("");
    site.start(
        "--management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:"
            + collector.getAddress().getPort()
            + "/v1/traces");
    assertThat(site.plane().children().traffic().hosts().getFirst().listener()).isNull();
  }
}
