package io.stoker.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What is said of each operation of the interface for programs: {@code api.tsv}. */
final class ApiTable {

  /**
   * An operation.
   *
   * @param scope the least that a token must have
   */
  record Row(String method, String path, Role scope, String words) {}

  private ApiTable() {}

  static List<Row> rows() {
    try (InputStream in = ApiTable.class.getResourceAsStream("api.tsv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .map(c -> new Row(c[0], c[1], Role.valueOf(c[2].toUpperCase(Locale.ROOT)), c[3]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
