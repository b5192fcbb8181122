package harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** One request on a connection of its own, to see what a server answers. */
final class Http {

  private Http() {}

  /**
   * @param head status line and fields as they came
   * @param digest SHA-256 of the body
   */
  record Answer(int status, String head, long length, String digest) {

    /** The value of a field, or "" */
    String field(String name) {
      return head.lines()
          .filter(l -> l.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(l -> l.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  static Answer get(InetSocketAddress to, String host, String path) throws IOException {
    return ask(to, request("GET", path, host, List.of("Connection: close")));
  }

  static String request(String method, String path, String host, List<String> fields) {
    StringBuilder head =
        new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
    fields.forEach(f -> head.append(f).append("\r\n"));
    return head.append("\r\n").toString();
  }

  /** Sends it and reads until the server closes: the request has to ask for that. */
  static Answer ask(InetSocketAddress to, String request) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(20_000);
      socket.connect(to, 2_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      long length = 0;
      int ends = 0; // how much of the empty line was seen
      byte[] block = new byte[1 << 16];
      for (int n = in.read(block); n > 0; n = in.read(block)) {
        int i = 0;
        for (; i < n && ends < 4; i++) {
          head.write(block[i]);
          ends = block[i] == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : block[i] == '\r' ? 1 : 0;
        }
        digest.update(block, i, n - i);
        length += n - i;
      }
      String text = head.toString(StandardCharsets.ISO_8859_1);
      if (!text.startsWith("HTTP/1.1 ") || ends < 4) {
        throw new IOException("no answer");
      }
      return new Answer(
          Integer.parseInt(text.substring(9, 12)),
          text,
          length,
          HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The bytes of the answer to a request that leaves the connection open. */
  static byte[] keptAnswer(InetSocketAddress to, String request, boolean bodyless)
      throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(20_000);
      socket.connect(to, 2_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      byte[] block = new byte[1 << 16];
      while (true) {
        int n = in.read(block);
        if (n < 0) {
          throw new IOException("closed while answering");
        }
        answer.write(block, 0, n);
        String text = answer.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end >= 0) {
          long length = bodyless ? 0 : Client.contentLength(text.substring(0, end));
          return answer.size() < end + 4 + length
              ? rest(in, answer, end + 4 + length)
              : answer.toByteArray();
        }
      }
    }
  }

  private static byte[] rest(InputStream in, ByteArrayOutputStream answer, long length)
      throws IOException {
    answer.write(in.readNBytes((int) length - answer.size()));
    return answer.toByteArray();
  }
}
