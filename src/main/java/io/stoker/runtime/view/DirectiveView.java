package io.stoker.runtime.view;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A directive of a loaded module, and what the configuration says with it.
 *
 * @param name sections in brackets: {@code <Directory>}
 * @param module whose it is
 * @param help one line: what the argument is
 * @param contexts where it may stand: SERVER, VHOST, DIRECTORY, HTACCESS
 * @param override the class of AllowOverride that lets it into .htaccess; null where none does
 * @param arity how many arguments it takes: FLAG, TAKE1 …
 * @param parameters their labels, in order
 * @param fallback the default as the manual writes it; null where there is none
 * @param isSingle whether a later line takes the place of an earlier one
 * @param obsolete why it has no effect; null where it has
 * @param uses every line that says it, in the order of the files; empty where the default holds
 */
public record DirectiveView(
    String name,
    String module,
    String help,
    List<String> contexts,
    @Nullable String override,
    String arity,
    List<String> parameters,
    @Nullable String fallback,
    boolean isSingle,
    @Nullable String obsolete,
    List<DirectiveUse> uses) {

  /** Whether any line says it. */
  public boolean isSet() {
    return !uses.isEmpty();
  }

  /** The same with those of the lines alone that are wanted. */
  public DirectiveView only(Predicate<DirectiveUse> wanted) {
    return new DirectiveView(
        name,
        module,
        help,
        contexts,
        override,
        arity,
        parameters,
        fallback,
        isSingle,
        obsolete,
        uses.stream().filter(wanted).toList());
  }
}
