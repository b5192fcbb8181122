package io.stoker.modules.mod_setenvif;

import io.stoker.api.Exchange;
import io.stoker.expr.Regex;
import io.stoker.expr.Substitution;
import org.jspecify.annotations.Nullable;

/**
 * {@code name}, {@code name=value} or {@code !name}.
 *
 * @param value what to set, with {@code $1} for groups; null to unset
 */
record Assignment(String name, @Nullable String value) {

  static Assignment parse(String word) {
    if (word.startsWith("!")) {
      return new Assignment(word.substring(1), null);
    }
    int equals = word.indexOf('=');
    return equals < 0
        ? new Assignment(word, "1")
        : new Assignment(word.substring(0, equals), word.substring(equals + 1));
  }

  void applyTo(Exchange x, Regex.@Nullable Match match) {
    if (value == null) {
      x.env().unset(name);
    } else {
      x.env().set(name, match == null ? value : Substitution.apply(value, match));
    }
  }
}
