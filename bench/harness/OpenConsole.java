package harness;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tabs of Stoker's console as a browser keeps them while they are seen: every other one shows the
 * overview, which is sent a sample each second, the rest the scoreboard, which is sent anew.
 */
final class OpenConsole implements AutoCloseable {

  private static final String USER = "bench";
  private static final String PASSWORD = "only for this measurement";
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final URI console;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicLong shown = new AtomicLong();
  private final List<Thread> tabs = new ArrayList<>();
  private String cookie;
  private volatile boolean closed;

  private OpenConsole(int port) {
    console = URI.create("http://127.0.0.1:" + port);
  }

  /** Makes the user who will log in: before the server starts. */
  static void enroll(Path folder, Distribution build) throws IOException, InterruptedException {
    Path users = Files.createDirectories(folder.resolve("state/console")).resolve("users");
    Process htpasswd =
        new ProcessBuilder(
                build.home().resolve("bin/htpasswd").toString(),
                "-cbB",
                users.toString(),
                USER,
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(htpasswd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (htpasswd.waitFor() != 0) {
      throw new IOException("htpasswd: " + said);
    }
  }

  /** Waits until there is a console: the sites are served before it. */
  static void await(int port) throws IOException, InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    while (true) {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        return;
      } catch (IOException notYet) {
        if (System.nanoTime() > end) {
          throw new IOException("the console does not come up", notYet);
        }
        Thread.sleep(50);
      }
    }
  }

  /** Logs in and opens so many tabs; waits until each of them shows something. */
  static OpenConsole open(int port, int tabs) throws IOException, InterruptedException {
    OpenConsole open = new OpenConsole(port);
    try {
      open.logIn();
      for (int i = 0; i < tabs; i++) {
        open.tab(i % 2 == 0 ? "/live" : "/scoreboard/live");
      }
      long end = System.nanoTime() + 60_000_000_000L;
      while (open.shown.get() < 2L * tabs) {
        if (System.nanoTime() > end) {
          throw new IOException("the console's tabs show nothing");
        }
        Thread.sleep(50);
      }
      return open;
    } catch (IOException | InterruptedException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  private void logIn() throws IOException, InterruptedException {
    HttpResponse<String> form = client.send(to("/login").build(), BodyHandlers.ofString());
    Matcher token = TOKEN.matcher(form.body());
    if (!token.find()) {
      throw new IOException("no form to log in: " + form);
    }
    remember(form);
    String fields =
        "_csrf=%s&username=%s&password=%s"
            .formatted(word(token.group(1)), word(USER), word(PASSWORD));
    HttpResponse<Void> in =
        client.send(
            to("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(fields))
                .build(),
            BodyHandlers.discarding());
    if (in.statusCode() != 302
        || in.headers().firstValue("Location").orElse("").contains("error")) {
      throw new IOException("not let in: " + in + " " + in.headers().map());
    }
    remember(in);
  }

  private void remember(HttpResponse<?> response) {
    response
        .headers()
        .firstValue("Set-Cookie")
        .ifPresent(set -> cookie = set.replaceFirst(";.*", ""));
  }

  private HttpRequest.Builder to(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(console.resolve(path));
    return cookie == null ? request : request.header("Cookie", cookie);
  }

  private static String word(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void tab(String feed) {
    tabs.add(Thread.ofVirtual().start(() -> follow(feed)));
  }

  private void follow(String feed) {
    HttpRequest request = to(feed).build();
    try (var lines = client.send(request, BodyHandlers.ofLines()).body()) {
      // Samples are JSON objects, boards are HTML of many lines that begins with its element.
      lines
          .filter(line -> line.startsWith("data:{") || line.startsWith("data:<div>"))
          .forEach(line -> shown.incrementAndGet());
      throw new IOException("at the end of " + feed);
    } catch (Exception e) {
      ended(e);
    }
  }

  private void ended(Exception e) {
    if (!closed) {
      System.err.println("bench/run: a tab of the console has ended: " + e);
    }
  }

  /** How much all tabs were shown so far: samples and boards. */
  long shown() {
    return shown.get();
  }

  @Override
  public void close() {
    closed = true;
    tabs.forEach(Thread::interrupt);
    client.shutdownNow();
  }
}
