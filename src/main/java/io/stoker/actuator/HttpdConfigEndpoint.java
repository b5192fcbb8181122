package io.stoker.actuator;

import io.stoker.runtime.Cause;
import io.stoker.runtime.Change;
import io.stoker.runtime.ConfigHistory;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.Edits;
import io.stoker.runtime.Reload;
import io.stoker.runtime.Reloader;
import io.stoker.runtime.view.ConfigFile;
import io.stoker.runtime.view.Finding;
import io.stoker.runtime.view.Revision;
import io.stoker.runtime.view.ServedConfiguration;
import java.io.IOException;
import java.nio.charset.Charset;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /actuator/httpdconfig}: the configuration files. They can be read; for changes, {@code
 * management.endpoint.httpdconfig.access=unrestricted} has to be said.
 */
@Component
@Endpoint(id = "httpdconfig", defaultAccess = Access.READ_ONLY)
final class HttpdConfigEndpoint {

  /** Who it was, where the management plane asks nobody for a name. */
  private static final String NOBODY = "management";

  private static final int REVISIONS = 100;
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The files of a generation.
   *
   * @param files in the order in which they were read
   * @param isWatched whether a change on disk is taken by itself
   * @param findings what there was to say when it was loaded
   * @param latest what came of the latest reload; null where there was none
   */
  record Configuration(
      long generation,
      List<ConfigFile> files,
      boolean isWatched,
      List<Finding> findings,
      @Nullable Reload latest) {}

  private final ContentPlane plane;

  HttpdConfigEndpoint(ContentPlane plane) {
    this.plane = plane;
  }

  /** What files there are; null, which is 404, where nothing is served. */
  @ReadOperation
  public @Nullable Configuration configuration() {
    ServedConfiguration served = plane.configuration();
    if (served == null) {
      return null;
    }
    Reloader reloader = plane.reloader();
    return new Configuration(
        served.generation(),
        served.files(),
        reloader.isWatching(),
        served.findings(),
        reloader.latest());
  }

  /** The configurations that were applied, the newest first. */
  record History(List<Revision> revisions) {}

  /** What differs between two of them, as {@code git diff} writes it. */
  record Diff(long from, long to, String diff) {}

  /**
   * {@code file}: one file as it was read. {@code history}: what was applied before. {@code diff}:
   * what differs between two revisions. Null, which is 404, where there is no such thing.
   *
   * @param path of a file, as the list of files has it
   * @param limit how many revisions at most; 100 where it is not said
   * @param from a revision; the one before {@code to} where it is not said
   * @param to a revision
   */
  @ReadOperation
  public @Nullable Object part(
      @Selector String part,
      @Nullable String path,
      @Nullable Integer limit,
      @Nullable Long from,
      @Nullable Long to)
      throws IOException {
    ServedConfiguration served = plane.configuration();
    if (served == null) {
      return null;
    }
    ConfigHistory kept = plane.reloader().history();
    return switch (part) {
      case "file" -> path == null ? null : served.file(path);
      case "history" ->
          kept == null
              ? null
              : new History(kept.list(Objects.requireNonNullElse(limit, REVISIONS)));
      case "diff" -> to == null ? null : diff(from, to);
      default -> null;
    };
  }

  private @Nullable Diff diff(@Nullable Long from, long to) throws IOException {
    long before = from == null ? to - 1 : from;
    String diff = plane.reloader().diff(before, to);
    return diff == null ? null : new Diff(before, to, diff);
  }

  /**
   * {@code validate} or {@code apply} files, {@code rollback} to a revision, or {@code reload} what
   * is on disk.
   *
   * @param path of one file that is to be changed
   * @param text that it is to have, whole
   * @param files for several files at once: a JSON object, as text, of whole texts by path; the
   *     values of an endpoint's parameters cannot be more than text
   * @param removed paths of files that are to be gone, each on a line
   * @param charset of the texts; UTF-8 unless the file was read as another
   * @param base the generation that the change was made to; without it, whatever is served
   * @param revision to go back to
   */
  @WriteOperation
  public WebEndpointResponse<Object> change(
      SecurityContext security,
      @Selector String part,
      @Nullable String path,
      @Nullable String text,
      @Nullable String files,
      @Nullable String removed,
      @Nullable String charset,
      @Nullable Long base,
      @Nullable Long revision)
      throws IOException {
    if (plane.configuration() == null) {
      return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
    }
    Reloader reloader = plane.reloader();
    Edits edits;
    try {
      edits = edits(path, text, files, removed, Objects.requireNonNullElse(charset, "UTF-8"));
    } catch (IllegalArgumentException | JacksonException e) {
      return new WebEndpointResponse<>(WebEndpointResponse.STATUS_BAD_REQUEST);
    }
    String user = user(security);
    String from = from(security);
    return switch (part) {
      case "validate" -> answer(reloader.validate(edits));
      case "apply" ->
          answer(
              reloader
                  .apply(edits, Objects.requireNonNullElse(base, 0L), Cause.rest(user, from))
                  .change());
      case "rollback" ->
          revision == null
              ? new WebEndpointResponse<>(WebEndpointResponse.STATUS_BAD_REQUEST)
              : answer(reloader.rollback(revision, Cause.rollback(user, from)));
      case "reload" -> answer(reloader.reload(Cause.rest(user, from)));
      default -> new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
    };
  }

  private static Edits edits(
      @Nullable String path,
      @Nullable String text,
      @Nullable String files,
      @Nullable String removed,
      String charset) {
    Map<String, String> texts = new HashMap<>();
    if (files != null) {
      texts.putAll(JSON.readValue(files, new TypeReference<Map<String, String>>() {}));
    }
    if (path != null && text != null) {
      texts.put(path, text);
    }
    Charset.forName(charset);
    List<String> gone = removed == null ? List.of() : removed.lines().toList();
    return new Edits(texts, gone, charset);
  }

  private static String user(SecurityContext security) {
    Principal principal = security.getPrincipal();
    return principal == null ? NOBODY : principal.getName();
  }

  /** The address, which the chain of filters notes beside the name. */
  private static @Nullable String from(SecurityContext security) {
    return security.getPrincipal() instanceof Authentication who
            && who.getDetails() instanceof String from
        ? from
        : null;
  }

  private static WebEndpointResponse<Object> answer(Reload done) {
    return new WebEndpointResponse<>(done, done.isAccepted() ? 200 : 422);
  }

  private static WebEndpointResponse<Object> answer(Change change) {
    int status =
        switch (change.outcome()) {
          case VALID, APPLIED -> 200;
          case HANDED_ON -> 202;
          case INVALID, REFUSED -> 422;
          case OUTDATED -> 409;
          case READ_ONLY -> 403;
          case UNKNOWN -> 404;
        };
    return new WebEndpointResponse<>(change, status);
  }
}
