package io.stoker.modules.mod_deflate;

import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.api.Mergeable;
import org.jspecify.annotations.Nullable;

/**
 * How much compressed content may grow; null for what was not said.
 *
 * @param body bytes of an inflated request body; 0 for no limit
 * @param ratio bytes out for a byte in
 * @param burst how often in a row the ratio may be passed
 */
record InflateLimits(@Nullable Long body, @Nullable Integer ratio, @Nullable Integer burst)
    implements Mergeable<InflateLimits> {

  static final InflateLimits UNSET = new InflateLimits(null, null, null);

  private static final LogMessage RATIO =
      LogMessage.error(
          "deflate",
          "AH02649",
          "Inflated content ratio is larger than the configured limit %d by %d time(s)");

  InflateLimits withBody(long bytes) {
    return new InflateLimits(bytes, ratio, burst);
  }

  InflateLimits withRatio(int most) {
    return new InflateLimits(body, most, burst);
  }

  InflateLimits withBurst(int times) {
    return new InflateLimits(body, ratio, times);
  }

  /** Refuses content that grows too much too often; for one content. */
  Gunzip.Guard ratioGuard(Exchange x) {
    int most = ratio == null ? 200 : ratio;
    int times = burst == null ? 3 : burst;
    int[] hits = {0};
    return (in, out) -> {
      if (in > 0 && out / in > most && ++hits[0] > times) {
        x.log(RATIO, most, times);
        throw new Gunzip.Broken("Inflated content ratio is too large");
      }
    };
  }

  @Override
  public InflateLimits over(InflateLimits parent) {
    return new InflateLimits(
        body != null ? body : parent.body,
        ratio != null ? ratio : parent.ratio,
        burst != null ? burst : parent.burst);
  }
}
