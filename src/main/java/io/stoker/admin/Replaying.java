package io.stoker.admin;

import io.stoker.api.explain.Question;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.Edits;
import io.stoker.runtime.Replay;
import io.stoker.runtime.view.ConfigText;
import io.stoker.runtime.view.ServedConfiguration;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What a change would do to the requests of late: {@code POST /config/replay} takes what {@code
 * /config/validate} takes, between the diff and {@code /config/apply}. {@code GET /config/requests}
 * shows what is kept of them.
 */
@RestController
final class Replaying {

  private final ContentPlane plane;

  Replaying(ContentPlane plane) {
    this.plane = plane;
  }

  @GetMapping({"/config/requests", "/api/config/requests"})
  List<Question> requests() {
    return plane.dryRuns().recentRequests();
  }

  @PostMapping({"/config/replay", "/api/config/replay"})
  Mono<Replay> replay(@RequestBody ConfigChanges.Wish wish) {
    return Mono.fromCallable(() -> plane.dryRuns().replay(edits(wish)))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private Edits edits(ConfigChanges.Wish wish) {
    ServedConfiguration served = plane.configuration();
    ConfigText old = served == null ? null : served.file(wish.path());
    return new Edits(
        Map.of(wish.path(), wish.text()), List.of(), old == null ? "UTF-8" : old.charset());
  }
}
