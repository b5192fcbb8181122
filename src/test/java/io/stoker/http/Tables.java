package io.stoker.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Tab-separated tables recorded from Apache httpd; lines with a hash sign in front are remarks. */
final class Tables {
  private Tables() {}

  static Stream<List<String>> rows(String name) {
    try (var in = Objects.requireNonNull(Tables.class.getResourceAsStream(name), name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      return text
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> List.of(line.split("\t", -1)))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
