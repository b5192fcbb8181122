package io.stoker.modules.mod_filter;

import io.stoker.api.Bodies;
import io.stoker.api.Body;
import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.api.StreamFilter;
import io.stoker.files.FileInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * FilterTrace at level 1, the one at which httpd says something: what a smart filter is given, each
 * piece with its type and length, before any provider sees it.
 */
final class FilterTrace {

  private static final LogMessage RUNS = LogMessage.debug("filter", "AH01375", "%s");
  private static final LogMessage GIVEN =
      LogMessage.debug("filter", "AH01376", "%s: type: %s, length: %d");

  private final Exchange x;
  private final String name;

  private FilterTrace(Exchange x, String name) {
    this.x = x;
    this.name = name;
  }

  /** The body to go on with: a stream tells of its pieces when they come. */
  static Body of(Exchange x, String name, Body body) throws IOException {
    FilterTrace trace = new FilterTrace(x, name);
    if (body instanceof Body.Stream stream) {
      return trace.stream(stream);
    }
    x.log(RUNS, name);
    trace.pieces(body);
    trace.end();
    return body;
  }

  private void pieces(Body body) {
    switch (body) {
      case Body.Sequence sequence -> sequence.parts().forEach(this::pieces);
      case Body.FileRegion region -> given("FILE", region.length());
      case Body.Bytes bytes when isFile(bytes) -> given("FILE", bytes.length());
      case Body.Bytes bytes when bytes.length() > 0 -> given("HEAP", bytes.length());
      case Body.Bytes nothing -> {}
      // Its pieces are not known yet, and a filter that wants them tells of them itself.
      case Body.Stream within -> given("HEAP", Math.max(0, within.length()));
    }
  }

  /** Small files are read at once; to httpd they are files. */
  private boolean isFile(Body.Bytes bytes) {
    FileInfo file = x.file();
    return file != null && file.isRegular() && file.size() == bytes.length();
  }

  private void given(String type, long length) {
    x.log(GIVEN, name, type, length);
  }

  private void end() {
    given("EOS", 0);
  }

  private Body stream(Body.Stream stream) throws IOException {
    Body traced =
        Bodies.filtered(
            stream,
            new StreamFilter() {
              @Override
              public void accept(ByteBuffer piece, Consumer<ByteBuffer> out) {
                x.log(RUNS, name);
                given("HEAP", piece.remaining());
                out.accept(piece);
              }

              @Override
              public void finish(Consumer<ByteBuffer> out) {
                x.log(RUNS, name);
                end();
              }
            });
    return new Body.Stream(Bodies.publisher(traced), stream.length());
  }
}
