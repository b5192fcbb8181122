package io.stoker.modules.mod_ratelimit;

import com.google.auto.service.AutoService;
import io.stoker.api.Bodies;
import io.stoker.api.Body;
import io.stoker.api.BodyFilter;
import io.stoker.api.Exchange;
import io.stoker.api.Extension;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogMessage;
import io.stoker.api.Numbers;
import java.io.IOException;
import java.util.List;

/**
 * mod_ratelimit: the output filter RATE_LIMIT sends content no faster than the variable {@code
 * rate-limit} says, after a beginning as large as {@code rate-initial-burst}; both in KiB, the
 * first a second.
 */
@AutoService(HttpdModule.class)
public final class ModRatelimit implements HttpdModule {

  private static final LogMessage NO_LIMIT =
      LogMessage.info("ratelimit", "AH03488", "rl: disabling: rate-limit = %s (too high?)");
  private static final LogMessage NO_BURST =
      LogMessage.info(
          "ratelimit", "AH03489", "rl: disabling burst: rate-initial-burst = %s (too high?)");

  private static final int KIB = 1024;
  private static final int GREATEST = Integer.MAX_VALUE / KIB;

  @Override
  public String name() {
    return "mod_ratelimit";
  }

  @Override
  public List<Extension<?>> extensions() {
    return List.of(BodyFilter.POINT.offer("RATE_LIMIT", new RateLimit()));
  }

  /** The filter RATE_LIMIT. */
  private static final class RateLimit implements BodyFilter {

    @Override
    public Kind kind() {
      return Kind.SENDING;
    }

    @Override
    public Body apply(Exchange x, Body body) throws IOException {
      String limit = x.env().get("rate-limit");
      if (limit == null) {
        return body;
      }
      int rate = kib(limit);
      if (rate == 0) {
        x.log(NO_LIMIT, limit);
        return body;
      }
      Pace pace = new Pace(rate, burst(x));
      if (body.length() >= 0 && body.length() <= pace.first()) {
        return body;
      }
      // Whoever sends a kept reply knows nothing of pauses.
      x.unplannable("a rate limit");
      Body pieces = Bodies.filtered(new Body.Stream(Bodies.publisher(body), -1), pace.cutter());
      return new Body.Stream(pace.of(Bodies.publisher(pieces)), body.length());
    }

    private static int burst(Exchange x) {
      String burst = x.env().get("rate-initial-burst");
      if (burst == null) {
        return 0;
      }
      int bytes = kib(burst);
      if (bytes == 0) {
        x.log(NO_BURST, burst);
      }
      return bytes;
    }

    /** Bytes; 0 for what makes no sense. */
    private static int kib(String word) {
      int number = Numbers.leadingInt(word);
      return number <= 0 || number > GREATEST ? 0 : number * KIB;
    }
  }
}
