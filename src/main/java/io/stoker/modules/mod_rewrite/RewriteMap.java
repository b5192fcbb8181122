package io.stoker.modules.mod_rewrite;

import io.stoker.http.Escapes;
import io.stoker.http.Uris;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What RewriteMap names: a way from a key to a value. */
sealed interface RewriteMap {

  /**
   * The value of a key.
   *
   * @param name the map's, for the log
   * @return null where there is none
   */
  @Nullable String lookup(RuleRun run, String name, String key);

  /** {@code int:}, a function of the server. */
  enum Internal implements RewriteMap {
    TOUPPER {
      @Override
      String of(String key) {
        return ascii(key, true);
      }
    },
    TOLOWER {
      @Override
      String of(String key) {
        return ascii(key, false);
      }
    },
    ESCAPE {
      @Override
      String of(String key) {
        return Escapes.uri(key);
      }
    },
    UNESCAPE {
      @Override
      String of(String key) {
        return Uris.decode(key, Uris.EncodedSlashes.ON).text();
      }
    };

    abstract String of(String key);

    @Override
    public String lookup(RuleRun run, String name, String key) {
      String value = of(key);
      // The trace of httpd shows the key of these two as they have changed it.
      boolean inPlace = this == TOUPPER || this == TOLOWER;
      MapLog.found(run, name, "", inPlace ? value : key, value);
      return value;
    }

    /** The function of that name, or null. */
    static @Nullable Internal named(String word) {
      return switch (word) {
        case "toupper" -> TOUPPER;
        case "tolower" -> TOLOWER;
        case "escape" -> ESCAPE;
        case "unescape" -> UNESCAPE;
        default -> null;
      };
    }

    private static String ascii(String text, boolean upper) {
      StringBuilder out = new StringBuilder(text.length());
      for (int i = 0; i < text.length(); i++) {
        String c = text.substring(i, i + 1);
        boolean letter = c.charAt(0) < 0x80;
        out.append(letter ? (upper ? c.toUpperCase(Locale.ROOT) : c.toLowerCase(Locale.ROOT)) : c);
      }
      return out.toString();
    }
  }

  /** A map in a file that is read anew when it changes. */
  non-sealed interface OfFile extends RewriteMap {}

  /** A database that is asked. */
  non-sealed interface OfDatabase extends RewriteMap {}

  /** A program that is asked. */
  non-sealed interface OfProgram extends RewriteMap {}
}
