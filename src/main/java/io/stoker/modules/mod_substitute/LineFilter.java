package io.stoker.modules.mod_substitute;

import io.stoker.api.Exchange;
import io.stoker.api.FilterFailure;
import io.stoker.api.LogMessage;
import io.stoker.api.StreamFilter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Sends content through the rules, line by line. A byte is a char. */
final class LineFilter implements StreamFilter {

  private static final LogMessage TOO_LONG =
      LogMessage.error("substitute", "AH01328", "Line too long, URI %s");

  private final SubstituteConfig config;
  private final Exchange x;

  /** The beginning of a line whose end has not come yet. */
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

  LineFilter(SubstituteConfig config, Exchange x) {
    this.config = config;
    this.x = x;
  }

  @Override
  public void accept(ByteBuffer piece, Consumer<ByteBuffer> out) throws FilterFailure {
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    ByteArrayOutputStream made = new ByteArrayOutputStream(bytes.length);
    int from = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        line(bytes, from, at + 1, made);
        from = at + 1;
      }
    }
    begin(bytes, from, bytes.length);
    send(made, out);
  }

  private void begin(byte[] bytes, int from, int to) throws FilterFailure {
    if (begun.size() > 0 && begun.size() + to - from > config.longestLine()) {
      throw tooLong();
    }
    begun.write(bytes, from, to - from);
  }

  private void line(byte[] bytes, int from, int to, ByteArrayOutputStream made)
      throws FilterFailure {
    if (begun.size() == 0) {
      substitute(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1), made);
      return;
    }
    begin(bytes, from, to);
    substitute(begun.toString(StandardCharsets.ISO_8859_1), made);
    begun.reset();
  }

  @Override
  public void finish(Consumer<ByteBuffer> out) throws FilterFailure {
    ByteArrayOutputStream made = new ByteArrayOutputStream(begun.size());
    if (begun.size() > 0) {
      substitute(begun.toString(StandardCharsets.ISO_8859_1), made);
    }
    send(made, out);
  }

  private static void send(ByteArrayOutputStream made, Consumer<ByteBuffer> out) {
    if (made.size() > 0) {
      out.accept(ByteBuffer.wrap(made.toByteArray()));
    }
  }

  private void substitute(String text, ByteArrayOutputStream made) throws FilterFailure {
    List<String> line = List.of(text);
    try {
      for (Rule rule : config.rules()) {
        line = rule.applyTo(line, config.longestLine());
      }
    } catch (Rule.TooLong e) {
      throw tooLong();
    }
    for (String piece : line) {
      made.writeBytes(piece.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private FilterFailure tooLong() {
    x.log(TOO_LONG, x.uri());
    return new FilterFailure("line too long");
  }
}
