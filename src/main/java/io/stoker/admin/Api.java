package io.stoker.admin;

import io.stoker.api.Product;
import io.stoker.runtime.ConfigHistory;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.PlanFigures;
import io.stoker.runtime.view.DirectiveView;
import io.stoker.runtime.view.Revision;
import io.stoker.runtime.view.ServedConfiguration;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What the pages of {@link Pages} show and do, for programs. */
@RestController
@RequestMapping("/api")
final class Api {

  private final ContentPlane plane;
  private final Auditor auditor;

  Api(ContentPlane plane, Auditor auditor) {
    this.plane = plane;
    this.auditor = auditor;
  }

  /**
   * What does not change from one second to the next.
   *
   * @param version of Stoker
   * @param listening where the sites are served
   * @param problem why the last start or reload failed; null when it went well
   */
  record Facts(
      String version,
      ContentPlane.State state,
      long generation,
      List<String> listening,
      @Nullable String problem) {}

  @GetMapping("/server")
  Facts server() {
    ContentPlane.Status now = plane.status();
    return new Facts(Product.VERSION, now.state(), now.generation(), now.shown(), now.problem());
  }

  /** The server at this moment; {@code /api/live} has the same each second. */
  @GetMapping("/overview")
  Sample overview() {
    return Sample.of(plane, System.currentTimeMillis());
  }

  @GetMapping("/scoreboard")
  Board scoreboard() {
    return Board.of(plane.children());
  }

  /** Replaces a child: it takes no more connections and finishes what it has. */
  @PostMapping("/children/{slot}/retire")
  Mono<Void> retire(@PathVariable int slot, Principal user, ServerWebExchange exchange) {
    return later(
            () -> {
              boolean was = plane.children().replace(slot);
              auditor.tell(
                  user.getName(),
                  Auditor.from(exchange),
                  "child.retire",
                  was ? Auditor.OK : Auditor.FAILED,
                  Map.of("child", Integer.toString(slot)));
              return was;
            })
        .flatMap(
            was ->
                was
                    ? Mono.empty()
                    : Mono.error(
                        new ResponseStatusException(
                            HttpStatus.NOT_FOUND, "No child is there that takes connections.")));
  }

  /** The hosts with what was answered for them. */
  @GetMapping("/hosts")
  List<Pages.HostRow> hosts() {
    return Pages.hosts(plane);
  }

  @GetMapping("/plans")
  PlanFigures plans() {
    return plane.plans();
  }

  /**
   * The directives of the loaded modules.
   *
   * @param q part of a name, a module or a value
   * @param all whether those as well that no line says
   */
  @GetMapping("/directives")
  List<DirectiveView> directives(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "false") boolean all) {
    ServedConfiguration served = plane.configuration();
    return served == null ? List.of() : Pages.directives(served, q, all);
  }

  /** The configurations that were applied, the newest first; empty where none are kept. */
  @GetMapping("/history")
  Mono<List<Revision>> history(@RequestParam(defaultValue = "200") int limit) {
    return later(
        () -> {
          ConfigHistory kept = history();
          return kept == null ? List.of() : kept.list(Math.clamp(limit, 1, 1000));
        });
  }

  /** What changed with a revision, as {@code git diff} writes it. */
  record Changes(long revision, String diff) {}

  @GetMapping("/history/{revision}")
  Mono<Changes> changes(@PathVariable long revision) {
    return later(
        () -> {
          String diff = plane.reloader().diff(revision - 1, revision);
          if (diff == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
          }
          return new Changes(revision, Objects.requireNonNull(diff));
        });
  }

  private @Nullable ConfigHistory history() throws IOException {
    plane.reloader().awaitHistory();
    return plane.reloader().history();
  }

  private static <T> Mono<T> later(Callable<? extends T> action) {
    return Mono.<T>fromCallable(action).subscribeOn(Schedulers.boundedElastic());
  }
}
