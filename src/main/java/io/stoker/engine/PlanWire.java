package io.stoker.engine;

import io.stoker.http.HeaderNames;
import io.stoker.http.Headers;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes the octets of a reply that is to be sent many times. */
final class PlanWire {

  /** Content up to this size is kept beside the head, and goes out with it in one piece. */
  static final int INLINE = 16 * 1024;

  private static final byte[] NOTHING = new byte[0];

  private PlanWire() {}

  /**
   * The octets of a reply.
   *
   * @param bytes its content; empty where it has none
   * @return null when the store has no room for the content
   */
  static Plan.@Nullable Wire of(Response response, byte[] bytes, ContentStore store) {
    boolean chunked =
        !response.bodyForbidden() && !response.headers().has(HeaderNames.CONTENT_LENGTH);
    byte[] framed = chunked ? chunks(bytes) : bytes;
    ContentStore.Stored stored = null;
    if (framed.length > INLINE) {
      stored = store.store(ByteBuffer.wrap(framed));
      if (stored == null) {
        return null;
      }
    }
    return wire(
        response, chunked, stored == null ? framed : NOTHING, stored, framed.length, bytes.length);
  }

  /** The octets of a reply whose content is a part of a file. */
  static Plan.Wire of(Response response, ContentStore.Stored file, long length) {
    return wire(response, false, NOTHING, file, length, length);
  }

  private static Plan.Wire wire(
      Response response,
      boolean chunked,
      byte[] content,
      ContentStore.@Nullable Stored stored,
      long framedLength,
      long bodyBytes) {
    Headers fields = response.headers();
    String line = response.version() + " " + response.status() + " " + response.reason() + "\r\n";
    int at = Math.min(response.connectionFieldsAt(), fields.size());
    String start = line + text(fields, 0, at);
    String rest =
        (chunked ? HeaderNames.TRANSFER_ENCODING + ": chunked\r\n" : "")
            + text(fields, at, fields.size())
            + "\r\n";
    return new Plan.Wire(
        octets(start),
        line.length() + HeaderNames.DATE.length() + 2,
        octets(rest),
        content,
        stored,
        stored == null ? 0 : framedLength,
        bodyBytes,
        response.close() ? 0 : response.keepAliveTimeoutMillis(),
        response.maxKeepAliveRequests());
  }

  private static String text(Headers fields, int from, int to) {
    StringBuilder out = new StringBuilder();
    for (int i = from; i < to; i++) {
      out.append(fields.name(i)).append(": ").append(fields.value(i)).append("\r\n");
    }
    return out.toString();
  }

  /** One chunk, and the end. */
  private static byte[] chunks(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 20);
    if (bytes.length > 0) {
      out.writeBytes(octets(Integer.toHexString(bytes.length) + "\r\n"));
      out.writeBytes(bytes);
      out.writeBytes(octets("\r\n"));
    }
    out.writeBytes(octets("0\r\n\r\n"));
    return out.toByteArray();
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
