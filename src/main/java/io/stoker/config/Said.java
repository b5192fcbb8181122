package io.stoker.config;

import io.stoker.api.Directive;
import io.stoker.api.Position;
import io.stoker.api.Slot;
import io.stoker.syntax.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a line filled a slot: for those who ask which line says what holds. Nobody who answers
 * requests reads it.
 *
 * @param module the directive's: {@code mod_alias}
 * @param directive null for what no line says
 * @param args as read, variables replaced, without secrets that came by one; of a section without
 *     its {@code >}
 */
public record Said(
    Slot<?> slot, String module, @Nullable Directive directive, String args, Position at) {

  /** The arguments cut into words as directives get them. */
  public List<String> words() {
    return Words.all(args).stream().map(Words.Word::value).toList();
  }

  /** What no line says, such as the default of a server. */
  static Said byNobody(Slot<?> slot, Position at) {
    return new Said(slot, "", null, "", at);
  }
}
