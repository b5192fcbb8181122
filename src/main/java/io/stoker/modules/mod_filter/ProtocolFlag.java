package io.stoker.modules.mod_filter;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What FilterProtocol says that a filter does to a reply. */
enum ProtocolFlag {
  /** The content changes, not its length. */
  CHANGE,
  /** The length changes. */
  CHANGE_LENGTH,
  /** Needs the whole content: no ranges. */
  NO_BYTERANGE,
  /** Not for proxied replies. */
  NO_PROXY,
  /** Not for proxied replies that forbid transformations. */
  TRANSFORM,
  /** What it makes may not be kept. */
  NO_CACHE;

  /** Words with commas, semicolons or spaces between them; unknown ones mean nothing. */
  static Set<ProtocolFlag> parse(String words) {
    Set<ProtocolFlag> flags = EnumSet.noneOf(ProtocolFlag.class);
    for (String word : words.split("[;, \t]+")) {
      switch (word.toLowerCase(Locale.ROOT)) {
        case "change=yes" -> flags.addAll(EnumSet.of(CHANGE, CHANGE_LENGTH));
        case "change=1:1" -> flags.add(CHANGE);
        case "byteranges=no" -> flags.add(NO_BYTERANGE);
        case "proxy=no" -> flags.add(NO_PROXY);
        case "proxy=transform" -> flags.add(TRANSFORM);
        case "cache=no" -> flags.add(NO_CACHE);
        default -> {
          // As in httpd, words that are none of these do nothing.
        }
      }
    }
    return flags;
  }
}
