package io.stoker.modules.core;

import io.stoker.api.Core.Option;
import io.stoker.api.Core.OptionSet;
import io.stoker.api.DirectiveException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words of Options. */
final class OptionWords {

  /** {@code Options All}: everything but MultiViews and the owner check. */
  private static final Set<Option> ALL =
      Set.of(
          Option.INDEXES,
          Option.INCLUDES,
          Option.INCLUDES_NOEXEC,
          Option.FOLLOW_SYM_LINKS,
          Option.EXEC_CGI);

  private final @Nullable Set<Option> granted;
  private @Nullable Set<Option> absolute;
  private final Set<Option> add;
  private final Set<Option> remove;

  private OptionWords(OptionSet before, @Nullable Set<Option> granted) {
    this.granted = granted;
    this.absolute = before.absolute() == null ? null : new HashSet<>(before.absolute());
    this.add = new HashSet<>(before.add());
    this.remove = new HashSet<>(before.remove());
  }

  /**
   * Reads one directive.
   *
   * @param before what an earlier Options said at the same place
   * @param granted the options that may be named; null for all
   */
  static OptionSet parse(List<String> words, OptionSet before, @Nullable Set<Option> granted)
      throws DirectiveException {
    OptionWords o = new OptionWords(before, granted);
    boolean signs = false;
    boolean allOrNone = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean signed = word.startsWith("+") || word.startsWith("-");
      if (signed ? i > 0 && !signs && !allOrNone : i > 0 && signs) {
        throw new DirectiveException(
            "Either all Options must start with + or -, or no Option may.");
      }
      signs |= signed;
      String name = signed ? word.substring(1) : word;
      if (name.equalsIgnoreCase("None") || name.equalsIgnoreCase("All")) {
        allOrNone = true;
        first(name.equalsIgnoreCase("None") ? "None" : "All", i, signs);
      }
      if (!signed && i == 0) {
        o.startAnew();
      }
      o.say(signed ? word.charAt(0) : 0, name);
    }
    return o.result();
  }

  private static void first(String name, int index, boolean signs) throws DirectiveException {
    if (index > 0) {
      String option = name.equals("All") ? "option" : "Option";
      throw new DirectiveException(
          "'Options " + name + "' must be the first " + option + " given.");
    }
    if (signs) {
      throw new DirectiveException(
          "You may not use 'Options +" + name + "' or 'Options -" + name + "'.");
    }
  }

  private void startAnew() {
    absolute = new HashSet<>();
    add.clear();
    remove.clear();
  }

  private void say(char sign, String name) throws DirectiveException {
    Set<Option> options = name.equalsIgnoreCase("None") ? Set.of() : named(name);
    if (granted != null && !granted.containsAll(options)) {
      throw new DirectiveException("Option " + name + " not allowed here");
    }
    // Where the set is known signs act on it at once; else they wait for the sections around.
    Set<Option> on = absolute == null ? add : absolute;
    if (sign == '-') {
      on.removeAll(options);
    } else {
      on.addAll(options);
    }
    if (absolute == null && sign == '-') {
      remove.addAll(options);
    } else if (absolute == null) {
      remove.removeAll(options);
    }
  }

  private OptionSet result() {
    return new OptionSet(
        absolute == null ? null : Set.copyOf(absolute), Set.copyOf(add), Set.copyOf(remove));
  }

  /** The switches that one word stands for. */
  static Set<Option> named(String word) throws DirectiveException {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "indexes" -> EnumSet.of(Option.INDEXES);
      case "includes" -> EnumSet.of(Option.INCLUDES, Option.INCLUDES_NOEXEC);
      case "includesnoexec" -> EnumSet.of(Option.INCLUDES_NOEXEC);
      case "followsymlinks" -> EnumSet.of(Option.FOLLOW_SYM_LINKS);
      case "symlinksifownermatch" -> EnumSet.of(Option.SYM_LINKS_IF_OWNER_MATCH);
      case "execcgi" -> EnumSet.of(Option.EXEC_CGI);
      case "multiviews" -> EnumSet.of(Option.MULTI_VIEWS);
      case "runscripts" -> EnumSet.of(Option.MULTI_VIEWS, Option.EXEC_CGI);
      case "all" -> ALL;
      default -> throw new DirectiveException("Illegal option " + word);
    };
  }
}
