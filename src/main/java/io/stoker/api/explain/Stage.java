package io.stoker.api.explain;

import io.stoker.api.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way: the client's, a sub-request, or what one was redirected to.
 *
 * @param number from 1
 * @param kind what it is
 * @param of the stage that it came from; 0 for the client's own
 * @param uri its path in the end
 * @param file what it was mapped to
 * @param status what it came to
 * @param sections what was merged, in that order: the later wins
 * @param hooks that said or did something, in the order in which they ran
 * @param lines of the configuration in force for it, as far as anybody asked for what they say
 * @param rules that were tried
 */
public record Stage(
    int number,
    Kind kind,
    int of,
    String method,
    String uri,
    @Nullable String query,
    @Nullable String file,
    String pathInfo,
    @Nullable String handler,
    @Nullable String contentType,
    @Nullable String user,
    int status,
    List<Merged> sections,
    List<Spoken> hooks,
    List<Line> lines,
    List<RuleTrial> rules) {

  /** What it is. */
  public enum Kind {
    REQUEST,
    SUB_REQUEST,
    REDIRECT
  }

  /**
   * A section or an access file that was merged.
   *
   * @param what its opening line, or {@code .htaccess} with its directory
   * @param position of the opening line; of a file its first
   */
  public record Merged(String kind, String what, Position position) {}

  /**
   * A hook that said or did something.
   *
   * @param phase in httpd's words; {@code output_filter} for a filter
   * @param module or the filter's name
   * @param outcome {@code OK}, {@code DONE}, a status, or where it was redirected to
   * @param changes what it changed: {@code handler: server-status}
   * @param decidedBy the lines that it named
   */
  public record Spoken(
      String phase,
      String module,
      String outcome,
      List<String> changes,
      List<Position> decidedBy) {}

  /**
   * A line in force.
   *
   * @param value its arguments
   * @param decides whether something was done by it: a hook named it, or it is the one that holds
   *     of those that a hook looked at which did something
   * @param overrides lines that would hold without it, the nearest last
   */
  public record Line(
      String directive,
      String module,
      String value,
      Position position,
      boolean decides,
      List<Position> overrides) {}

  /** The lines that decide, by the name of their directive. */
  public List<Line> deciding(String directive) {
    return lines.stream()
        .filter(l -> l.decides() && l.directive().equalsIgnoreCase(directive))
        .toList();
  }
}
