package io.stoker.modules.mod_mpm;

import io.stoker.api.DirectiveException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The last word of Listen, {@code options=keyword[,keyword]…}, which httpd's trunk has and 2.4 has
 * not.
 *
 * @param isGiven whether there is such a word
 * @param words in lower case
 */
record ListenOptions(boolean isGiven, List<String> words) {

  private static final String START = "options=";

  /** For sockets with a port. */
  private static final Set<String> OF_PORTS = Set.of("reuseport", "freebind");

  /** For Unix sockets: what may be done with the file, as chmod(1) takes it. */
  private static final String MODE = "mode=[0-7]{3,4}";

  static ListenOptions of(List<String> args) {
    String last = args.isEmpty() ? "" : args.getLast().toLowerCase(Locale.ROOT);
    return last.startsWith(START)
        ? new ListenOptions(true, List.of(last.substring(START.length()).split(",", -1)))
        : new ListenOptions(false, List.of());
  }

  /** The words, each known for such a socket. */
  Set<String> check(boolean isFile) throws DirectiveException {
    for (String word : words) {
      if (!(isFile ? word.matches(MODE) : OF_PORTS.contains(word))) {
        throw new DirectiveException(
            "Listen: unknown option '"
                + word
                + "'; there are "
                + (isFile ? "mode=NNN" : "reuseport and freebind"));
      }
    }
    return new LinkedHashSet<>(words);
  }
}
