package io.stoker.reference;

import io.stoker.api.Directive;
import io.stoker.config.HttpdTables;
import io.stoker.config.HttpdTables.DirectiveRow;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rates the lines of a configuration one by one, by directive and, where they count, by words. */
public final class Ratings {

  private final DirectiveReference reference;
  private final WordRatings words;

  /** Ratings by the modules that are there. */
  public Ratings(DirectiveReference reference) {
    this.reference = reference;
    this.words = new WordRatings(reference.modules());
  }

  /**
   * Rates a line.
   *
   * @param tag as a file writes it, in any case: {@code listen}, {@code <Directory>}
   * @param arguments the words behind it
   */
  public Rating of(String tag, List<String> arguments) {
    Rating byName = byName(tag);
    return byName.grade() == Rating.Grade.NOT_YET
        ? byName
        : byName.and(words.of(tag.toLowerCase(Locale.ROOT), arguments));
  }

  /** What may be shown of a line's arguments: no secrets. */
  public String shown(String tag, String arguments) {
    List<DirectiveEntry> entries = reference.find(tag);
    return entries.isEmpty() ? arguments : entries.getFirst().directive().shown(arguments);
  }

  /** Whether a module is there, by its name: {@code mod_mime}. */
  public boolean has(String module) {
    return reference.modules().contains(module);
  }

  private Rating byName(String tag) {
    List<DirectiveEntry> entries = reference.find(tag);
    if (entries.isEmpty()) {
      return Rating.notYet(whyMissing(tag));
    }
    Directive directive = entries.getFirst().directive();
    String differs = directive.differs();
    String obsolete = directive.obsolete();
    if (obsolete != null) {
      return Rating.differs("no effect: " + obsolete + (differs == null ? "" : "; " + differs));
    }
    return differs == null ? Rating.EXACT : Rating.differs(differs);
  }

  private String whyMissing(String tag) {
    String key = tag.startsWith("<") ? tag.substring(0, tag.length() - 1) : tag;
    @Nullable DirectiveRow row = HttpdTables.get().directive(key);
    if (row == null) {
      return "no module of httpd has it";
    }
    List<String> present = row.modules().stream().filter(this::has).toList();
    return present.isEmpty()
        ? WordRatings.missing(row.modules())
        : String.join(" and ", present) + " has not got it yet";
  }
}
