package io.stoker.api.explain;

import io.stoker.api.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a request is, or would be, answered. Texts are text, not octets.
 *
 * @param generation of the configuration; 0 for one that is not served
 * @param method of the request
 * @param target as in the request line
 * @param client the address that asks
 * @param host who answers
 * @param stages the request itself, then its sub-requests and what it was redirected to, in the
 *     order in which they began
 * @param reply what the client would get
 * @param planning whether it would be kept for others
 * @param fieldsRead names of the request's fields that were looked at, in lower case
 * @param notDone what was left undone since nobody was to notice: sentences
 * @param log lines that the error log would have
 */
public record Explanation(
    long generation,
    String method,
    String target,
    String client,
    Host host,
    List<Stage> stages,
    Reply reply,
    Planning planning,
    List<String> fieldsRead,
    List<String> notDone,
    List<LogLine> log) {

  /**
   * The server that answers.
   *
   * @param name its ServerName
   * @param position of its section; null for the main server
   * @param reason a word: {@code NAME}, {@code ALIAS} …
   * @param why a sentence
   */
  public record Host(
      String name, boolean isVirtual, @Nullable Position position, String reason, String why) {}

  /** A field of a request or a reply. */
  public record Field(String name, String value) {

    /**
     * A field as it is written: {@code Name: value}.
     *
     * @throws IllegalArgumentException with a sentence where it is none
     */
    public static Field parse(String line) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IllegalArgumentException("a header field is 'Name: value': " + line);
      }
      return new Field(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
  }

  /**
   * What the client would get.
   *
   * @param reason the phrase behind the status
   * @param headers without those of the connection, and without Date
   * @param length of the content in octets; -1 where it is not known before it is sent
   * @param file that it is made of; null where it is not made of one
   * @param handler by name; empty for the one that sends files; null where none was asked
   * @param filters of the content, nearest to the handler first
   * @param stage the number of the stage that was answered in the end
   */
  public record Reply(
      int status,
      String reason,
      List<Field> headers,
      long length,
      @Nullable String file,
      @Nullable String handler,
      List<String> filters,
      int stage) {}

  /**
   * Whether the reply would be kept for others.
   *
   * @param whyNot null where it would
   * @param dependsOn what such requests have to have in common besides method, target and host
   */
  public record Planning(boolean isPlanned, @Nullable String whyNot, List<String> dependsOn) {}

  /** A line of the error log. */
  public record LogLine(String module, String level, String text) {}
}
