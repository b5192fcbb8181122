package io.stoker.modules.mod_include;

import io.stoker.api.Bodies;
import io.stoker.api.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A page that is parsed as fast as it is sent, its includes sent in between. */
final class ParsedPieces implements Bodies.Pieces {

  private final Page page;
  private final PulledBody source;
  private final Deque<Body> ready = new ArrayDeque<>();
  private @Nullable PulledBody current;
  private boolean parsed;

  ParsedPieces(Page page, Body body) {
    this.page = page;
    this.source = new PulledBody(body);
  }

  @Override
  public @Nullable ByteBuffer next() throws IOException {
    while (true) {
      if (current != null) {
        ByteBuffer piece = current.next();
        if (piece != null) {
          return piece;
        }
        current = null;
      }
      Body part = ready.poll();
      if (part != null) {
        current = new PulledBody(part);
      } else if (parsed) {
        return null;
      } else {
        parseMore();
      }
    }
  }

  private void parseMore() throws IOException {
    ByteBuffer piece = source.next();
    parsed = piece == null;
    page.parse(piece == null ? "" : StandardCharsets.ISO_8859_1.decode(piece).toString(), parsed);
    ready.addAll(page.take());
  }

  @Override
  public void close() {
    source.cancel();
    PulledBody now = current;
    if (now != null) {
      now.cancel();
    }
    ready.forEach(Body::release);
  }
}
