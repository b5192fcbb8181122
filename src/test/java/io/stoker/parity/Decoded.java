package io.stoker.parity;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Replies without their content coding: for what two servers compress to different bytes that mean
 * the same.
 */
final class Decoded {

  private Decoded() {}

  /**
   * The reply with its content decoded; content that no decoder takes stays as it is.
   *
   * @param reply whose last content coding is gzip or br, or another one, or none
   */
  static Reply of(Reply reply) {
    String codings = Reply.values(reply.head(), "Content-Encoding").reduce("", (all, next) -> next);
    boolean known = codings.endsWith("gzip") || codings.endsWith("br");
    if (!known || reply.body().isEmpty()) {
      return reply;
    }
    byte[] bytes = reply.body().getBytes(StandardCharsets.ISO_8859_1);
    try (InputStream in = decoder(codings, new ByteArrayInputStream(bytes))) {
      String plain = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      return new Reply(reply.heads(), plain, reply.marks());
    } catch (IOException e) {
      return reply;
    }
  }

  private static InputStream decoder(String codings, InputStream in) throws IOException {
    if (codings.endsWith("gzip")) {
      return new GZIPInputStream(in);
    }
    Brotli4jLoader.ensureAvailability();
    return new BrotliInputStream(in);
  }

  /** The lines of a reply with a placeholder for the length in its heads. */
  static List<String> withoutLength(List<String> lines) {
    List<String> masked = new ArrayList<>(lines);
    for (int i = 0; i < masked.size() && !masked.get(i).isEmpty(); i++) {
      if (masked.get(i).matches("Content-Length: \\d+")) {
        masked.set(i, "Content-Length: ${LENGTH}");
      }
    }
    return masked;
  }
}
