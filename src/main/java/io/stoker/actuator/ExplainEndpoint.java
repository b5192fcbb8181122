package io.stoker.actuator;

import io.stoker.api.explain.Explanation;
import io.stoker.api.explain.Question;
import io.stoker.runtime.Candidate;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.Edits;
import io.stoker.runtime.PasswordTrial;
import io.stoker.runtime.view.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /actuator/explain}: how a request is answered, or would be by other files, without anybody
 * noticing. For other files {@code management.endpoint.explain.access=unrestricted} has to be said.
 */
@Component
@Endpoint(id = "explain", defaultAccess = Access.READ_ONLY)
final class ExplainEndpoint {

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * What the files come to.
   *
   * @param explanation null where they have an error
   */
  record Told(@Nullable Explanation explanation, List<Finding> findings) {}

  private final ContentPlane plane;

  ExplainEndpoint(ContentPlane plane) {
    this.plane = plane;
  }

  /**
   * By what is served; 404 where nothing is.
   *
   * @param url {@code http://host[:port]/path}, or a path
   * @param method GET where it is not said
   * @param header {@code Name: value}, several on lines of their own
   * @param client the address that asks; 127.0.0.1 where it is not said
   * @param address that it comes in at
   * @param port the same
   */
  @ReadOperation
  public Mono<WebEndpointResponse<Object>> explain(
      String url,
      @Nullable String method,
      @Nullable String header,
      @Nullable String client,
      @Nullable String address,
      @Nullable Integer port) {
    return inTime(
        () -> question(url, method, header, client, address, port),
        (question, trial) -> {
          Explanation told = plane.dryRuns().explain(question);
          return told == null
              ? new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND)
              : new WebEndpointResponse<>(trial.judged(told));
        });
  }

  /**
   * By files as they would be; 422 with the findings where these have an error.
   *
   * @param files a JSON object, as text, of whole texts by path
   * @param charset of the texts; UTF-8 where it is not said
   */
  @WriteOperation
  public Mono<WebEndpointResponse<Object>> explainEdited(
      String url,
      String files,
      @Nullable String charset,
      @Nullable String method,
      @Nullable String header,
      @Nullable String client,
      @Nullable String address,
      @Nullable Integer port) {
    return inTime(
        () -> question(url, method, header, client, address, port),
        (question, trial) -> {
          Map<String, String> texts = JSON.readValue(files, new TypeReference<>() {});
          Edits edits = new Edits(texts, List.of(), Objects.requireNonNullElse(charset, "UTF-8"));
          try (Candidate candidate = plane.dryRuns().candidate(edits)) {
            if (!candidate.isValid()) {
              trial.notAsked();
              return new WebEndpointResponse<>(new Told(null, candidate.findings()), 422);
            }
            Explanation told = trial.judged(candidate.explain(question));
            return new WebEndpointResponse<>(new Told(told, candidate.findings()));
          }
        });
  }

  /** Answers at once, or late where somebody seems to guess passwords; where it may block. */
  private Mono<WebEndpointResponse<Object>> inTime(
      Supplier<Question> asked,
      BiFunction<Question, PasswordTrial, WebEndpointResponse<Object>> answer) {
    return Mono.fromSupplier(asked)
        .flatMap(
            question -> {
              PasswordTrial trial = plane.dryRuns().trial(question);
              Mono<WebEndpointResponse<Object>> late =
                  Mono.fromCallable(() -> answer.apply(question, trial))
                      .subscribeOn(Schedulers.boundedElastic());
              return trial.delay().isZero() ? late : Mono.delay(trial.delay()).then(late);
            })
        .onErrorResume(
            e -> e instanceof IllegalArgumentException || e instanceof JacksonException,
            e -> Mono.just(wrong(e)));
  }

  private static WebEndpointResponse<Object> wrong(Throwable e) {
    return new WebEndpointResponse<>(
        Map.of("problem", String.valueOf(e.getMessage())), WebEndpointResponse.STATUS_BAD_REQUEST);
  }

  private static Question question(
      String url,
      @Nullable String method,
      @Nullable String header,
      @Nullable String client,
      @Nullable String address,
      @Nullable Integer port) {
    List<Explanation.Field> fields = new ArrayList<>();
    if (header != null) {
      header.lines().filter(l -> !l.isBlank()).map(Explanation.Field::parse).forEach(fields::add);
    }
    return new Question(
        Objects.requireNonNullElse(method, "GET"),
        url,
        fields,
        client,
        address,
        Objects.requireNonNullElse(port, 0));
  }
}
