package io.stoker.actuator;

import io.stoker.advisor.Advisor;
import io.stoker.advisor.Judgement;
import io.stoker.advisor.Report;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.stereotype.Component;

/**
 * {@code /actuator/advisor}: what the rules of the tuning guide say of the configuration and of
 * what was measured.
 */
@Component
@Endpoint(id = "advisor")
final class AdvisorEndpoint {

  private final Advisor advisor;

  AdvisorEndpoint(Advisor advisor) {
    this.advisor = advisor;
  }

  /** All of them; null, which is 404, where nothing is served. */
  @ReadOperation
  public @Nullable Report advisor() {
    return advisor.report();
  }

  /** The one of that number, such as {@code SR-048}; null, which is 404, for none. */
  @ReadOperation
  public @Nullable Judgement of(@Selector String id) {
    Report report = advisor.report();
    return report == null
        ? null
        : report.judgements().stream()
            .filter(j -> j.id().equalsIgnoreCase(id))
            .findFirst()
            .orElse(null);
  }
}
