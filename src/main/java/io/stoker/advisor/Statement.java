package io.stoker.advisor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A statement of the performance-tuning guide of httpd.
 *
 * @param id its number: {@code SR-048}
 * @param kind A for what can be advised, H+A for what the server does besides, H for what only the
 *     server does
 * @param section of the guide
 * @param text in our words
 * @param measured what a real httpd was measured to do; empty where nothing was
 */
public record Statement(String id, String kind, String section, String text, String measured) {

  private static final String RESOURCE = "statements.tsv";
  private static final List<Statement> ALL = read();

  /** All that rules are for, by number. */
  public static List<Statement> all() {
    return ALL;
  }

  /**
   * The one with that number.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static Statement of(String id) {
    return ALL.stream()
        .filter(s -> s.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no statement " + id));
  }

  private static List<Statement> read() {
    try (InputStream in = Statement.class.getResourceAsStream(RESOURCE)) {
      byte[] bytes = Objects.requireNonNull(in, RESOURCE).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith("SR-"))
          .map(line -> line.split("\t", -1))
          .map(cells -> new Statement(cells[0], cells[1], cells[2], cells[3], cells[4]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
