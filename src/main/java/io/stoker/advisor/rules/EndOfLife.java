package io.stoker.advisor.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** When systems are no longer looked after by their makers; from a table that comes with Stoker. */
final class EndOfLife {

  private static final String RESOURCE = "/io/stoker/advisor/end-of-life.tsv";
  private static final Map<String, LocalDate> ENDS = read();

  private EndOfLife() {}

  /** The day; null where the table has none. A version is looked up without its last part, too. */
  static @Nullable LocalDate of(String id, String version) {
    LocalDate exact = ENDS.get(id + " " + version);
    return exact != null ? exact : ENDS.get(id + " " + version.replaceFirst("\\.[^.]*$", ""));
  }

  private static Map<String, LocalDate> read() {
    try (InputStream in = EndOfLife.class.getResourceAsStream(RESOURCE)) {
      byte[] bytes = Objects.requireNonNull(in, RESOURCE).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .collect(
              Collectors.toMap(cells -> cells[0] + " " + cells[1], c -> LocalDate.parse(c[2])));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
