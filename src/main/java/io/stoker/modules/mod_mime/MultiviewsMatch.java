package io.stoker.modules.mod_mime;

import io.stoker.api.DirectiveException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** MultiviewsMatch: which extensions a variant may have that the request did not name. */
enum MultiviewsMatch {
  ANY("Any"),
  NEGOTIATED_ONLY("NegotiatedOnly"),
  FILTERS("Filters"),
  HANDLERS("Handlers");

  private final String word;

  MultiviewsMatch(String word) {
    this.word = word;
  }

  /** The set with one more word; httpd's words where the word does not go with those before. */
  static Set<MultiviewsMatch> add(@Nullable Set<MultiviewsMatch> before, String word)
      throws DirectiveException {
    MultiviewsMatch match = ofWord(word);
    EnumSet<MultiviewsMatch> others = EnumSet.noneOf(MultiviewsMatch.class);
    if (before != null) {
      others.addAll(before);
    }
    switch (match) {
      case ANY -> others.remove(ANY);
      case NEGOTIATED_ONLY -> others.remove(NEGOTIATED_ONLY);
      default -> others.removeAll(EnumSet.of(FILTERS, HANDLERS));
    }
    if (!others.isEmpty()) {
      throw new DirectiveException(match.word + " is incompatible with " + match.rivals());
    }
    EnumSet<MultiviewsMatch> all = EnumSet.of(match);
    if (before != null) {
      all.addAll(before);
    }
    return Set.copyOf(all);
  }

  private String rivals() {
    return switch (this) {
      case ANY -> "NegotiatedOnly, Filters and Handlers";
      case NEGOTIATED_ONLY -> "Any, Filters and Handlers";
      default -> "Any and NegotiatedOnly";
    };
  }

  private static MultiviewsMatch ofWord(String word) throws DirectiveException {
    for (MultiviewsMatch match : values()) {
      if (match.word.equalsIgnoreCase(word)) {
        return match;
      }
    }
    throw new DirectiveException("Unrecognized option '" + word + "'");
  }
}
