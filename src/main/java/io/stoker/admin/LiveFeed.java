package io.stoker.admin;

import io.stoker.runtime.ContentPlane;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** {@code GET /live}: a {@link Sample} a second, as server-sent events. */
@Controller
final class LiveFeed {

  private final Flux<Sample> samples;

  LiveFeed(ContentPlane plane) {
    samples =
        EverySecond.made(() -> Sample.of(plane, System.currentTimeMillis()), Schedulers.parallel());
  }

  @GetMapping(
      path = {"/live", "/api/live"},
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @ResponseBody
  Flux<Sample> live() {
    return samples;
  }
}
