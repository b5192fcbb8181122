package io.stoker.boot;

import io.stoker.runtime.ServerSignal;
import io.stoker.runtime.ServerSignals;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves a small site for a moment and visits it, so that the JVM learns what Stoker loads, links
 * and runs at its start and writes it down when it ends (JEP 483, 515). {@code stokerctl aot} runs
 * it with the launcher's own flags; the one argument is an empty folder, which the caller deletes.
 */
final class Training {

  /** Times that each page is asked for: enough for the JVM to see what is run often. */
  private static final int VISITS = 300;

  /** The same on connections that stay, where a request is answered where it is read. */
  private static final int KEPT_VISITS = 15_000;

  private static final Pattern CONTENT_LENGTH = Pattern.compile("\r\nContent-Length: ([0-9]+)\r\n");

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final int content;
  private final int management;

  private Training(Path folder, int content, int management) {
    this.folder = folder;
    this.content = content;
    this.management = management;
  }

  /** Does not return: the process ends with status 0 when all went well. */
  public static void main(String[] args) throws IOException {
    Training training = new Training(Path.of(args[0]), freePort(), freePort());
    training.writeSite();
    Thread.ofPlatform().name("visitor").daemon().start(training::visit);
    StokerApplication.serve(
        List.of("-DFOREGROUND", "-f", training.configuration()),
        List.of("--server.port=" + training.management));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void writeSite() throws IOException {
    Path www = folder.resolve("www");
    Path list = Files.createDirectories(www.resolve("list"));
    Files.writeString(www.resolve("index.html"), "<p>It learns.</p>\n".repeat(50));
    Files.writeString(www.resolve("404.html"), "<p>There is no such page.</p>\n");
    Files.writeString(www.resolve("style.css"), "p { color: black }\n");
    Files.writeString(www.resolve(".htaccess"), "Header set X-Training on\n");
    Files.writeString(list.resolve("one.txt"), "1\n".repeat(20_000));
  }

  private String configuration() throws IOException {
    try (InputStream in = Training.class.getResourceAsStream("training.conf")) {
      String text =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
              .replace("FOLDER", folder.toString())
              .replace("PORT", Integer.toString(content));
      Path file = folder.resolve("httpd.conf");
      Files.writeString(file, text);
      return file.toString();
    }
  }

  /** Asks for every page, then has the server stop as any other. */
  private void visit() {
    try {
      awaitListener(content);
      awaitListener(management);
      for (int i = 0; i < VISITS; i++) {
        expect(200, content, "GET / HTTP/1.1", "localhost");
        expect(200, content, "GET / HTTP/1.1", "localhost\r\nAccept-Encoding: gzip");
        expect(200, content, "HEAD /style.css HTTP/1.1", "localhost");
        expect(206, content, "GET /list/one.txt HTTP/1.1", "localhost\r\nRange: bytes=100-199");
        expect(200, content, "GET /list/one.txt HTTP/1.1", "localhost");
        expect(404, content, "GET /missing HTTP/1.1", "localhost");
      }
      stay("GET /style.css HTTP/1.1\r\nHost: localhost\r\n\r\n");
      stay("GET / HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nAccept-Encoding: gzip\r\n\r\n");
      expect(200, content, "GET /other/ HTTP/1.1", "localhost");
      expect(301, content, "GET /list HTTP/1.1", "localhost");
      expect(301, content, "GET / HTTP/1.1", "www.other.example");
      expect(200, management, "GET /actuator/health HTTP/1.1", "localhost");
      ServerSignals.send(ProcessHandle.current().pid(), ServerSignal.STOP);
    } catch (IOException | InterruptedException e) {
      System.err.println("stoker: training: " + e);
      Runtime.getRuntime().halt(1);
    }
  }

  private static void awaitListener(int port) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (Socket socket = connect(port)) {
        return;
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
      }
      Thread.sleep(10);
    }
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private static void expect(int status, int port, String line, String host) throws IOException {
    try (Socket socket = connect(port)) {
      String request = line + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      byte[] answer = socket.getInputStream().readAllBytes();
      String head = new String(answer, 0, Math.min(answer.length, 80), StandardCharsets.ISO_8859_1);
      if (!head.startsWith("HTTP/1.1 " + status)) {
        throw new IOException(line + ": " + head.lines().findFirst().orElse("no answer"));
      }
    }
  }

  /** Asks on one connection, again and again; all answers are as long as the first. */
  private void stay(String request) throws IOException {
    byte[] asked = request.getBytes(StandardCharsets.ISO_8859_1);
    try (Socket socket = connect(content)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      int length = 0;
      for (int i = 0; i < KEPT_VISITS; i++) {
        socket.getOutputStream().write(asked);
        if (length == 0) {
          length = readAnswer(in);
        } else {
          in.skipNBytes(length);
        }
      }
    }
  }

  /** Reads head and content; how long they were. */
  private static int readAnswer(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("no answer: " + head);
      }
      head.append((char) next);
    }
    Matcher told = CONTENT_LENGTH.matcher(head);
    if (!told.find()) {
      throw new IOException("no length: " + head);
    }
    int content = Integer.parseInt(told.group(1));
    in.skipNBytes(content);
    return head.length() + content;
  }
}
