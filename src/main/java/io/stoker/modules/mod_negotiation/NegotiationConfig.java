package io.stoker.modules.mod_negotiation;

import io.stoker.api.Core;
import io.stoker.api.DirectiveException;
import io.stoker.api.Mergeable;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * mod_negotiation's directives in a section; null for what was not said.
 *
 * @param priority LanguagePriority, best first
 * @param force ForceLanguagePriority
 */
record NegotiationConfig(@Nullable List<String> priority, @Nullable Set<Force> force)
    implements Mergeable<NegotiationConfig> {

  static final NegotiationConfig UNSET = new NegotiationConfig(null, null);

  /** When LanguagePriority decides. */
  enum Force {
    /** Never. */
    NONE,
    /** Among languages that the client likes equally well. */
    PREFER,
    /** Where the client likes none of them. */
    FALLBACK
  }

  NegotiationConfig withLanguage(String language) {
    List<String> before = priority == null ? List.of() : priority;
    return new NegotiationConfig(
        Core.append(List.of(language.toLowerCase(Locale.ROOT)), before), force);
  }

  NegotiationConfig withForce(String word) throws DirectiveException {
    Force value =
        switch (word.toLowerCase(Locale.ROOT)) {
          case "none" -> Force.NONE;
          case "prefer" -> Force.PREFER;
          case "fallback" -> Force.FALLBACK;
          default -> throw new DirectiveException("Invalid ForceLanguagePriority option " + word);
        };
    EnumSet<Force> all = EnumSet.of(value);
    if (force != null) {
      all.addAll(force);
    }
    if (all.size() > 1 && all.contains(Force.NONE)) {
      throw new DirectiveException(
          value == Force.NONE
              ? "Cannot combine ForceLanguagePriority options with None"
              : "Cannot combine ForceLanguagePriority options None and "
                  + (value == Force.PREFER ? "Prefer" : "Fallback"));
    }
    return new NegotiationConfig(priority, Set.copyOf(all));
  }

  boolean forces(Force what) {
    return force == null ? what == Force.PREFER : force.contains(what);
  }

  /** The place of a language, by its beginning, in LanguagePriority; -1 where it has none. */
  int rank(String language) {
    List<String> all = priority == null ? List.of() : priority;
    for (int i = 0; i < all.size(); i++) {
      if (language.startsWith(all.get(i))) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public NegotiationConfig over(NegotiationConfig parent) {
    return new NegotiationConfig(
        priority != null ? priority : parent.priority, force != null ? force : parent.force);
  }
}
