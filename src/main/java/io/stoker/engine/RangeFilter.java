package io.stoker.engine;

import io.stoker.api.Bodies;
import io.stoker.api.Body;
import io.stoker.api.Conditions;
import io.stoker.api.Core;
import io.stoker.http.ByteRanges;
import io.stoker.http.HeaderNames;
import io.stoker.http.MultipartRanges;
import io.stoker.http.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Sends the parts of a body that Range asks for. */
final class RangeFilter {

  private RangeFilter() {}

  /** The body to send, or null where every range lies behind its end: 416. */
  static @Nullable Body apply(RequestExchange x, Body body) {
    boolean whole =
        x.status() != Status.OK
            || x.out().has(HeaderNames.CONTENT_RANGE)
            || body.length() <= 0
            || x.in().get(HeaderNames.RANGE) == null
            || !Bodies.isSliceable(body);
    if (whole) {
      return body;
    }
    ByteRanges.Limits limits =
        new ByteRanges.Limits(
            x.config(Core.MAX_RANGES),
            x.config(Core.MAX_RANGE_OVERLAPS),
            x.config(Core.MAX_RANGE_REVERSALS));
    return switch (ByteRanges.evaluate(
        Conditions.fields(x), Conditions.target(x), body.length(), limits)) {
      case ByteRanges.Whole w -> body;
      case ByteRanges.Unsatisfiable u -> null;
      case ByteRanges.Partial(List<ByteRanges.Range> ranges) -> partial(x, body, ranges);
    };
  }

  private static Body partial(RequestExchange x, Body body, List<ByteRanges.Range> ranges) {
    x.status(Status.PARTIAL_CONTENT);
    long total = body.length();
    List<Body> parts = new ArrayList<>();
    if (ranges.size() == 1) {
      ByteRanges.Range range = ranges.getFirst();
      x.out().set(HeaderNames.CONTENT_LENGTH, Long.toString(range.length()));
      x.out().set(HeaderNames.CONTENT_RANGE, range.contentRange(total));
      parts.add(Bodies.slice(body, range.first(), range.length()));
    } else {
      MultipartRanges frame = new MultipartRanges(ContentTypes.complete(x), total);
      for (ByteRanges.Range range : ranges) {
        parts.add(new Body.Bytes(frame.partHeader(range)));
        parts.add(Bodies.slice(body, range.first(), range.length()));
      }
      parts.add(new Body.Bytes(frame.closing()));
      x.contentType(frame.contentType());
    }
    return owning(body, parts);
  }

  /** The parts as one body that lets the whole go when the last part of it is done with. */
  private static Body owning(Body whole, List<Body> parts) {
    List<Body> flat = new ArrayList<>();
    parts.forEach(part -> flatten(part, flat));
    long regions = flat.stream().filter(Body.FileRegion.class::isInstance).count();
    if (regions == 0) {
      whole.release();
    }
    AtomicInteger left = new AtomicInteger((int) regions);
    Runnable done =
        () -> {
          if (left.decrementAndGet() == 0) {
            whole.release();
          }
        };
    flat.replaceAll(
        part ->
            part instanceof Body.FileRegion r
                ? new Body.FileRegion(r.channel(), r.offset(), r.length(), r.sendfile(), done)
                : part);
    return flat.size() == 1 ? flat.getFirst() : new Body.Sequence(List.copyOf(flat));
  }

  private static void flatten(Body part, List<Body> into) {
    if (part instanceof Body.Sequence(List<Body> parts)) {
      parts.forEach(p -> flatten(p, into));
    } else {
      into.add(part);
    }
  }
}
