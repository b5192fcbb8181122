package io.stoker.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection to a server on this machine, for requests one after the other. */
public final class Client implements AutoCloseable {

  /** A reply: status line, header lines and body. */
  public record Reply(String status, String head, byte[] body) {
    public int code() {
      return Integer.parseInt(status.split(" ")[1]);
    }

    public String text() {
      return new String(body, StandardCharsets.ISO_8859_1);
    }

    /** A header's value, or an empty text. */
    public String header(String name) {
      return Client.header(head, name);
    }
  }

  private final Socket socket;
  private final InputStream in;

  public Client(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(120_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** GET on this connection. */
  public Reply get(String path, String... headers) throws IOException {
    send(path, headers);
    return read();
  }

  /** Sends a GET and reads nothing. */
  public void send(String path, String... headers) throws IOException {
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    boolean host = false;
    for (String header : headers) {
      request.append(header).append("\r\n");
      host |= header.startsWith("Host:");
    }
    request.append(host ? "\r\n" : "Host: localhost\r\n\r\n");
    socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Reads one reply, with Content-Length or in chunks. */
  public Reply read() throws IOException {
    String head = readHead();
    byte[] body =
        header(head, "Transfer-Encoding").equals("chunked")
            ? chunks()
            : exactly(Long.parseLong("0" + header(head, "Content-Length")));
    return new Reply(head.substring(0, head.indexOf('\r')), head, body);
  }

  private byte[] exactly(long length) throws IOException {
    byte[] body = in.readNBytes(Math.toIntExact(length));
    if (body.length < length) {
      throw new EOFException("body: " + body.length + " bytes (expected: " + length + ")");
    }
    return body;
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int length;
    while ((length = Integer.parseInt(line(), 16)) > 0) {
      body.writeBytes(exactly(length));
      line();
    }
    line();
    return body.toByteArray();
  }

  /** Reads the head of a reply, up to and with the empty line. */
  public String readHead() throws IOException {
    StringBuilder head = new StringBuilder();
    String line;
    do {
      line = line();
      head.append(line).append("\r\n");
    } while (!line.isEmpty());
    return head.toString();
  }

  /** A line without its end. */
  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int c;
    while ((c = in.read()) != '\n') {
      if (c < 0) {
        throw new EOFException("line: " + line);
      }
      line.write(c);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** What follows, as it comes. */
  public InputStream body() {
    return in;
  }

  /** A header's value in a head, or an empty text. */
  public static String header(String head, String name) {
    for (String line : head.split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
        return line.substring(name.length() + 1).strip();
      }
    }
    return "";
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
