package io.stoker.boot;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Asks a server whether it answers with a status below 400, and exits with 0 then, else with 1. In
 * a container there is no other program that could.
 *
 * <p>Without an argument, an {@code http:} URL, it asks the management plane of this machine
 * whether the sites are served: at port 9090, or what {@code SERVER_PORT} says, as for the server.
 */
final class HealthCheck {

  private static final int PATIENCE = 4000; // ms

  private HealthCheck() {}

  /** Prints the first line of the answer, or what went wrong. */
  public static void main(String[] args) {
    String port = System.getenv().getOrDefault("SERVER_PORT", "9090");
    String url =
        args.length > 0 ? args[0] : "http://127.0.0.1:" + port + "/actuator/health/readiness";
    try {
      String line = ask(URI.create(url));
      System.out.println(line);
      System.exit(line.matches("HTTP/1\\.1 [123].*") ? 0 : 1);
    } catch (IOException | IllegalArgumentException e) {
      System.out.println(url + ": " + e);
      System.exit(1);
    }
  }

  /** The first line of the answer. */
  static String ask(URI url) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(PATIENCE);
      int port = url.getPort() < 0 ? 80 : url.getPort();
      socket.connect(new InetSocketAddress(url.getHost(), port), PATIENCE);
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(url.getRawPath(), url.getRawAuthority());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return answer.lines().findFirst().orElse("no answer");
    }
  }
}
