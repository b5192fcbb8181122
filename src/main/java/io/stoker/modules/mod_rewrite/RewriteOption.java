package io.stoker.modules.mod_rewrite;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What RewriteOptions can turn on. */
enum RewriteOption {
  INHERIT,
  INHERITBEFORE,
  INHERITDOWN,
  INHERITDOWNBEFORE,
  IGNOREINHERIT,
  ALLOWNOSLASH,
  ALLOWANYURI,
  MERGEBASE,
  IGNORECONTEXTINFO,
  LEGACYPREFIXDOCROOT,
  UNSAFEPREFIXSTAT;

  /** The option of that name in any case, or null. */
  static @Nullable RewriteOption of(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    for (RewriteOption option : values()) {
      if (option.name().equals(upper)) {
        return option;
      }
    }
    return null;
  }
}
