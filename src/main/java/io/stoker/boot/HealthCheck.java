package io.stoker.boot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Asks the management plane of this machine whether the sites are served; the exit status is 0 when
 * they are, else 1. For the health check of a container, in which there is no program that could.
 */
final class HealthCheck {

  private static final String PATH = "/actuator/health/readiness";
  private static final int PATIENCE = 4000; // ms

  private HealthCheck() {}

  /** The port is 9090, or what {@code SERVER_PORT} in the environment says, as for the server. */
  public static void main(String[] args) {
    String port = System.getenv().getOrDefault("SERVER_PORT", "9090");
    try {
      String line = ask(Integer.parseInt(port));
      System.out.println(line);
      System.exit(line.startsWith("HTTP/1.1 200") ? 0 : 1);
    } catch (IOException | NumberFormatException e) {
      System.out.println("port " + port + ": " + e.getMessage());
      System.exit(1);
    }
  }

  /** The first line of the answer. */
  static String ask(int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(PATIENCE);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE);
      socket
          .getOutputStream()
          .write(
              ("GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return answer.lines().findFirst().orElse("no answer");
    }
  }
}
