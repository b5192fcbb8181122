package io.stoker.admin;

import io.stoker.runtime.ContentPlane;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import reactor.core.publisher.Flux;

/**
 * {@code GET /live}: a {@link Sample} a second, as server-sent events. However many look, one
 * sample is taken, and none when nobody looks.
 */
@Controller
final class LiveFeed {

  private final Flux<Sample> samples;

  LiveFeed(ContentPlane plane) {
    samples =
        Flux.interval(Duration.ZERO, Duration.ofSeconds(1))
            .onBackpressureDrop()
            .map(second -> Sample.of(plane, System.currentTimeMillis()))
            .replay(1)
            .refCount(1);
  }

  @GetMapping(
      path = {"/live", "/api/live"},
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @ResponseBody
  Flux<Sample> live() {
    return samples.onBackpressureLatest();
  }
}
