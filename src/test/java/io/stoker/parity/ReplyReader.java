package io.stoker.parity;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads replies from a connection by the framing rules of RFC 9112, section 6. */
final class ReplyReader {
  private static final int HEAD_LIMIT = 1 << 20;

  private final PushbackInputStream in;

  ReplyReader(InputStream in) {
    this.in = new PushbackInputStream(in, 8);
  }

  /**
   * Reads one reply.
   *
   * @param head whether the request's method is HEAD, so that no content follows
   * @param expectClosed whether to wait for the end of the connection
   * @throws IOException when the server says nothing more, but does not close either
   */
  Reply read(boolean head, boolean expectClosed) throws IOException {
    return read(head, expectClosed, new ArrayList<>());
  }

  /**
   * Reads one reply of which interim heads have been read before.
   *
   * @param heads the interim heads, to which the others are added
   */
  Reply read(boolean head, boolean expectClosed, List<List<String>> heads) throws IOException {
    Set<String> marks = new LinkedHashSet<>();
    byte[] start = in.readNBytes(5);
    if (start.length == 0) {
      return new Reply(heads, "", Set.of("none"));
    }
    in.unread(start);
    if (!latin1(start).equals("HTTP/")) {
      return new Reply(heads, latin1(in.readAllBytes()), Set.of("0.9"));
    }
    do {
      heads.add(readHead(marks));
    } while (isInterim(heads.getLast()) && marks.isEmpty());
    List<String> last = heads.getLast();
    String body = marks.isEmpty() ? body(last, head, marks) : "";
    end(last, head, expectClosed, marks);
    return new Reply(heads, body, marks);
  }

  /** Reads one head only, to see whether it says 100 Continue. */
  List<String> readHead() throws IOException {
    return readHead(new LinkedHashSet<>());
  }

  /** Reads the rest of a reply whose final head has been read. */
  Reply readRest(List<String> last, boolean expectClosed) throws IOException {
    Set<String> marks = new LinkedHashSet<>();
    String body = body(last, false, marks);
    end(last, false, expectClosed, marks);
    return new Reply(List.of(last), body, marks);
  }

  private List<String> readHead(Set<String> marks) throws IOException {
    List<String> lines = new ArrayList<>();
    int size = 0;
    while (true) {
      String line = line();
      if (line == null) {
        marks.add("truncated");
        return lines;
      }
      size += line.length();
      if (size > HEAD_LIMIT) {
        throw new IOException("reply head larger than " + HEAD_LIMIT + " bytes");
      }
      if (line.isEmpty()) {
        return lines;
      }
      lines.add(line);
    }
  }

  private static boolean isInterim(List<String> head) {
    return !head.isEmpty()
        && head.getFirst().matches("HTTP/1\\.\\d 1\\d\\d.*")
        && !head.getFirst().matches("HTTP/1\\.\\d 101.*");
  }

  private String body(List<String> head, boolean forHead, Set<String> marks) throws IOException {
    if (head.isEmpty() || hasNoBody(head, forHead)) {
      return "";
    }
    if (isChunked(head)) {
      return chunks(marks);
    }
    String length = Reply.values(head, "Content-Length").findFirst().orElse("");
    if (length.isEmpty()) {
      return latin1(in.readAllBytes());
    }
    int expected = Integer.parseInt(length);
    byte[] body = in.readNBytes(expected);
    if (body.length < expected) {
      marks.add("truncated");
    }
    return latin1(body);
  }

  private String chunks(Set<String> marks) throws IOException {
    StringBuilder body = new StringBuilder();
    while (true) {
      String size = line();
      if (size == null) {
        marks.add("truncated");
        return body.toString();
      }
      int length = Integer.parseInt(size.split(";")[0].strip(), 16);
      if (length == 0) {
        readHead(marks);
        return body.toString();
      }
      body.append(latin1(in.readNBytes(length)));
      line();
    }
  }

  private void end(List<String> head, boolean forHead, boolean expectClosed, Set<String> marks)
      throws IOException {
    boolean implied = closes(head, forHead);
    if ((!implied && !expectClosed) || marks.contains("truncated")) {
      return;
    }
    int next;
    try {
      next = in.read();
    } catch (SocketTimeoutException e) {
      marks.add("not closed");
      return;
    }
    if (next >= 0) {
      in.unread(next);
      marks.add("not closed");
    } else if (!implied) {
      marks.add("closed");
    }
  }

  private static boolean closes(List<String> head, boolean forHead) {
    if (head.isEmpty()) {
      return true;
    }
    String connection = String.join(",", Reply.values(head, "Connection").toList());
    if (connection.toLowerCase(Locale.ROOT).contains("close")) {
      return true;
    }
    boolean framed =
        hasNoBody(head, forHead)
            || isChunked(head)
            || Reply.values(head, "Content-Length").findAny().isPresent();
    return !framed;
  }

  private static boolean isChunked(List<String> head) {
    return Reply.values(head, "Transfer-Encoding").anyMatch(v -> v.endsWith("chunked"));
  }

  private static boolean hasNoBody(List<String> head, boolean forHead) {
    return forHead || head.getFirst().matches("HTTP/1\\.\\d (1\\d\\d|204|304).*");
  }

  private @Nullable String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int c = in.read();
      if (c < 0) {
        return line.isEmpty() ? null : line.toString();
      }
      if (c == '\n') {
        int end = line.length();
        if (end > 0 && line.charAt(end - 1) == '\r') {
          line.setLength(end - 1);
        }
        return line.toString();
      }
      line.append((char) c);
    }
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
