package io.stoker.transport;

import io.netty.buffer.ByteBuf;
import io.stoker.api.RequestBody;
import io.stoker.http.BodyFraming;
import io.stoker.http.Diagnostic;
import io.stoker.http.FieldRules;
import io.stoker.http.ProtocolOptions;
import io.stoker.http.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures the body of one request: so many bytes, or chunks and trailer fields. */
final class BodyDecoder {

  private enum State {
    FIXED,
    CHUNK_SIZE,
    CHUNK_DATA,
    CHUNK_END,
    TRAILERS
  }

  private final ProtocolOptions options;
  private final LineReader lines;
  private final FieldRules trailers;
  private State state;
  private long remaining;

  /** For a body that is known not to be empty. */
  private BodyDecoder(State state, long length, ProtocolOptions options, LineReader lines) {
    this.state = state;
    this.remaining = length;
    this.options = options;
    this.lines = lines;
    this.trailers = new FieldRules(options);
  }

  /** A decoder for such a body, or null where there is none. */
  static @Nullable BodyDecoder of(
      BodyFraming.Result framing, ProtocolOptions options, LineReader lines) {
    return switch (framing) {
      case BodyFraming.Length(long octets) when octets > 0 ->
          new BodyDecoder(State.FIXED, octets, options, lines);
      case BodyFraming.Chunked chunked -> new BodyDecoder(State.CHUNK_SIZE, 0, options, lines);
      default -> null;
    };
  }

  /**
   * Takes a step; {@code in} has at least one byte. Content and the end go to {@code out}.
   *
   * @return whether that was the end
   * @throws RequestBody.Unreadable when the framing is broken: what follows has no meaning
   */
  boolean step(ByteBuf in, List<Object> out) throws RequestBody.Unreadable {
    return switch (state) {
      case FIXED -> {
        takeContent(in, out);
        yield remaining == 0 && end(out);
      }
      case CHUNK_SIZE -> {
        readSize(in);
        yield false;
      }
      case CHUNK_DATA -> {
        takeContent(in, out);
        if (remaining == 0) {
          state = State.CHUNK_END;
        }
        yield false;
      }
      case CHUNK_END -> {
        readChunkEnd(in);
        yield false;
      }
      case TRAILERS -> readTrailers(in) && end(out);
    };
  }

  private boolean end(List<Object> out) {
    boolean none = trailers.headers().isEmpty();
    return out.add(none ? Inbound.End.PLAIN : new Inbound.End(trailers.headers()));
  }

  private void takeContent(ByteBuf in, List<Object> out) {
    int n = (int) Math.min(remaining, in.readableBytes());
    out.add(in.readRetainedSlice(n));
    remaining -= n;
  }

  private void readSize(ByteBuf in) throws RequestBody.Unreadable {
    int limit = options.limitRequestFieldSize();
    String line = lines.next(in, limit);
    if (line == null) {
      return;
    }
    if (line.length() > limit) {
      throw new RequestBody.TooLarge("chunk extensions: longer than LimitRequestFieldSize");
    }
    remaining = ChunkSize.parse(line, lines.endedWithCrlf(), options.strict());
    state = remaining > 0 ? State.CHUNK_DATA : State.TRAILERS;
  }

  private void readChunkEnd(ByteBuf in) throws RequestBody.Unreadable {
    byte first = in.getByte(in.readerIndex());
    if (first == '\n' && !options.strict()) {
      in.skipBytes(1);
    } else if (first != '\r') {
      throw ChunkSize.invalid();
    } else if (in.readableBytes() < 2) {
      return;
    } else if (in.getByte(in.readerIndex() + 1) != '\n') {
      throw ChunkSize.invalid();
    } else {
      in.skipBytes(2);
    }
    state = State.CHUNK_SIZE;
  }

  private boolean readTrailers(ByteBuf in) throws RequestBody.Unreadable {
    while (true) {
      String line = lines.next(in, options.limitRequestFieldSize());
      if (line == null) {
        return false;
      }
      boolean crlf = lines.endedWithCrlf();
      boolean last = line.isEmpty() && (crlf || !options.strict());
      Refusal refusal = last ? trailers.finish() : trailers.line(line, crlf);
      if (refusal != null) {
        throw new RequestBody.Unreadable(refusal.status(), text(refusal), refusal.notes());
      }
      if (last) {
        return true;
      }
    }
  }

  private static String text(Refusal refusal) {
    List<Diagnostic> why = refusal.diagnostics();
    return why.isEmpty() ? "trailer fields" : why.getFirst().toString();
  }
}
