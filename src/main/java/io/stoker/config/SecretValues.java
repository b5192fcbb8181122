package io.stoker.config;

import io.stoker.api.SecretNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values of variables whose names tell of a secret, as far as lines have named them: where <code>
 * ${DB_PASSWORD}</code> stands the file shows no secret, but what the line came to has it.
 * Thread-safe: {@code .htaccess} files are read while requests are answered.
 */
public final class SecretValues {

  /** Shorter ones, such as {@code on}, are words like others, and nobody's secret. */
  private static final int SHORTEST = 6;

  /** The longest first: one may be a part of another. */
  private volatile List<String> values = List.of();

  /** A line has named it. */
  synchronized void named(String name, String value) {
    if (value.length() >= SHORTEST && SecretNames.isSecret(name) && !values.contains(value)) {
      List<String> all = new ArrayList<>(values);
      all.add(value);
      all.sort(Comparator.comparing(String::length).reversed());
      values = List.copyOf(all);
    }
  }

  /** The text as it may be seen. */
  public String hide(String text) {
    String shown = text;
    for (String value : values) {
      shown = shown.replace(value, SecretNames.HIDDEN);
    }
    return shown;
  }

  /** The same of what may be none. */
  public @Nullable String hideOrNull(@Nullable String text) {
    return text == null ? null : hide(text);
  }
}
