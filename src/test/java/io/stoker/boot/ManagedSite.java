package io.stoker.boot;

import io.stoker.config.LoadRequest;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.ServerSignal;
import io.stoker.runtime.StartException;
import io.stoker.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Both planes in this process: a small site, and its management on a port of its own. */
public final class ManagedSite implements AutoCloseable {

  /** What the management plane answered. */
  public record Answer(int status, String text) {
    public JsonNode json() {
      return new JsonMapper().readTree(text);
    }
  }

  private static final String BASE =
      """
      Listen 127.0.0.1:%d
      ServerName www.example.com
      LoadModule mpm_event_module modules/mod_mpm_event.so
      LoadModule authz_core_module modules/mod_authz_core.so
      PidFile logs/httpd.pid
      DocumentRoot htdocs
      ErrorLog logs/error_log
      """;

  private final Path root;
  private final int port = Ports.free();
  private final HttpClient client = HttpClient.newHttpClient();
  private final ContentPlane plane;
  private ConfigurableApplicationContext context;

  /**
   * Serves nothing yet.
   *
   * @param root an empty folder
   */
  public ManagedSite(Path root) {
    this.root = root;
    try {
      for (String folder : List.of("conf", "logs", "htdocs")) {
        Files.createDirectories(root.resolve(folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    write("htdocs/index.html", "hello\n");
    plane = new ContentPlane(LoadRequest.of(root.toString(), "conf/httpd.conf"), "test", false);
  }

  /** Writes {@code conf/httpd.conf}: what every site needs in seven lines, and these. */
  public ManagedSite configure(String lines) {
    return write("conf/httpd.conf", base() + lines);
  }

  /** The lines that every site needs. */
  public String base() {
    return BASE.formatted(port);
  }

  public ManagedSite write(String file, String text) {
    try {
      Files.createDirectories(root.resolve(file).getParent());
      Files.writeString(root.resolve(file), text, StandardCharsets.UTF_8);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String read(String file) {
    try {
      return Files.readString(root.resolve(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the site alone. */
  public ManagedSite serve() throws StartException {
    plane.start();
    return this;
  }

  /** Starts both planes; the words are Spring's. */
  public ManagedSite start(String... words) throws StartException {
    plane.start();
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--server.port=0");
    context = StokerApplication.manage(plane, all.toArray(String[]::new));
    return this;
  }

  /** Starts both planes, the site with a configuration that it cannot start with. */
  public ManagedSite startBroken() {
    try {
      plane.start();
      throw new AssertionError("it can start with that");
    } catch (StartException expected) {
      context = StokerApplication.manage(plane, "--server.port=0");
      return this;
    }
  }

  public ContentPlane plane() {
    return plane;
  }

  /** The port of the site. */
  public int port() {
    return port;
  }

  /** {@code /actuator} and the path. */
  public URI uri(String path) {
    String managed = context.getEnvironment().getProperty("local.server.port");
    return URI.create("http://127.0.0.1:" + managed + "/actuator" + path);
  }

  public Answer get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  public Answer post(String path, String json) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    client.close();
    if (context != null) {
      context.close();
    }
    plane.stop(ServerSignal.STOP);
    // A process that ends writes no more; this one goes on, while the folder is deleted.
    plane.reloader().finish(Duration.ofMinutes(2));
  }
}
