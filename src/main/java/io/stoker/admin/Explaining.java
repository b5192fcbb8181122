package io.stoker.admin;

import io.stoker.api.explain.Explanation;
import io.stoker.api.explain.Question;
import io.stoker.runtime.Candidate;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.Edits;
import io.stoker.runtime.PasswordTrial;
import io.stoker.runtime.view.ConfigFile;
import io.stoker.runtime.view.ConfigText;
import io.stoker.runtime.view.Finding;
import io.stoker.runtime.view.ServedConfiguration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The screens that explain a request and try rewrite rules, and what both ask: {@code GET
 * /explain/request} by what is served, {@code POST /explain/request} by a file as it would be.
 */
@Controller
final class Explaining {

  /**
   * A question about a file as it would be.
   *
   * @param header {@code Name: value}, several on lines of their own
   * @param path of the file
   * @param text all of it
   */
  record Ask(
      String method,
      String url,
      @Nullable String header,
      @Nullable String client,
      @Nullable String address,
      @Nullable Integer port,
      String path,
      String text) {}

  /**
   * The answer.
   *
   * @param explanation null where there is none: then a finding, or the problem, says why
   * @param problem a sentence about the question; null where it was one
   */
  record Told(
      @Nullable Explanation explanation, List<Finding> findings, @Nullable String problem) {}

  private final ContentPlane plane;

  Explaining(ContentPlane plane) {
    this.plane = plane;
  }

  @GetMapping("/explain")
  String explain(Model model) {
    model.addAttribute("files", files());
    return "explain";
  }

  @GetMapping("/rewrite")
  String rewrite(Model model) {
    model.addAttribute("files", files());
    return "rewrite";
  }

  private List<String> files() {
    ServedConfiguration served = plane.configuration();
    return served == null ? List.of() : served.files().stream().map(ConfigFile::path).toList();
  }

  /** A file as it is served, to be changed for a question. */
  @GetMapping("/explain/file")
  @ResponseBody
  ConfigText file(@RequestParam String path) {
    ServedConfiguration served = plane.configuration();
    ConfigText text = served == null ? null : served.file(path);
    if (text == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return text;
  }

  @GetMapping({"/explain/request", "/api/explain"})
  @ResponseBody
  Mono<ResponseEntity<Told>> served(
      @RequestParam(defaultValue = "GET") String method,
      @RequestParam String url,
      @RequestParam @Nullable String header,
      @RequestParam @Nullable String client,
      @RequestParam @Nullable String address,
      @RequestParam @Nullable Integer port) {
    return later(
        () -> question(method, url, header, client, address, port),
        (question, trial) -> {
          Explanation told = plane.dryRuns().explain(question);
          return told == null
              ? answer(
                  HttpStatus.SERVICE_UNAVAILABLE, new Told(null, List.of(), "nothing is served"))
              : answer(HttpStatus.OK, new Told(trial.judged(told), List.of(), null));
        });
  }

  @PostMapping({"/explain/request", "/api/explain"})
  @ResponseBody
  Mono<ResponseEntity<Told>> edited(@RequestBody Ask ask) {
    return later(
        () ->
            question(
                ask.method(), ask.url(), ask.header(), ask.client(), ask.address(), ask.port()),
        (question, trial) -> {
          ConfigText old = file(ask.path());
          Edits edits = new Edits(Map.of(ask.path(), ask.text()), List.of(), old.charset());
          try (Candidate candidate = plane.dryRuns().candidate(edits)) {
            if (!candidate.isValid()) {
              trial.notAsked();
              return answer(
                  HttpStatus.UNPROCESSABLE_ENTITY, new Told(null, candidate.findings(), null));
            }
            Explanation told = trial.judged(candidate.explain(question));
            return answer(HttpStatus.OK, new Told(told, candidate.findings(), null));
          }
        });
  }

  /** Late where somebody seems to guess passwords of the sites. */
  private Mono<ResponseEntity<Told>> later(
      Supplier<Question> asked, BiFunction<Question, PasswordTrial, ResponseEntity<Told>> answer) {
    return Mono.fromSupplier(asked)
        .flatMap(
            question -> {
              PasswordTrial trial = plane.dryRuns().trial(question);
              Mono<ResponseEntity<Told>> late =
                  Mono.fromCallable(() -> answer.apply(question, trial))
                      .subscribeOn(Schedulers.boundedElastic());
              return trial.delay().isZero() ? late : Mono.delay(trial.delay()).then(late);
            })
        .onErrorResume(
            IllegalArgumentException.class,
            e ->
                Mono.just(
                    answer(
                        HttpStatus.BAD_REQUEST,
                        new Told(null, List.of(), String.valueOf(e.getMessage())))));
  }

  private static ResponseEntity<Told> answer(HttpStatus status, Told told) {
    return ResponseEntity.status(status).body(told);
  }

  private static Question question(
      String method,
      String url,
      @Nullable String header,
      @Nullable String client,
      @Nullable String address,
      @Nullable Integer port) {
    List<Explanation.Field> fields =
        header == null
            ? List.of()
            : header.lines().filter(l -> !l.isBlank()).map(Explanation.Field::parse).toList();
    return new Question(
        method, url.strip(), fields, blank(client), blank(address), port == null ? 0 : port);
  }

  private static @Nullable String blank(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
