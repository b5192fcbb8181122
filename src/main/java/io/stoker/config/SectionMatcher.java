package io.stoker.config;

import io.stoker.api.Condition;
import io.stoker.expr.Regex;
import org.jspecify.annotations.Nullable;

/** What a section applies to. Paths are byte strings. */
public sealed interface SectionMatcher {

  /**
   * {@code <Directory /path>}: normalised, with a trailing slash; depth is its number of slashes.
   */
  record DirectoryPath(String path, int depth) implements SectionMatcher {}

  /** {@code <Directory "/home/*\/public_html">}: a wildcard never matches a slash. */
  record DirectoryWildcard(String pattern, int depth) implements SectionMatcher {}

  /** {@code <DirectoryMatch>} and {@code <Directory ~>}. */
  record DirectoryRegex(Regex regex) implements SectionMatcher {

    /** Whether it is for a directory, written without a slash at its end or with one. */
    public boolean isFor(String directory) {
      return regex.matches(directory) || regex.matches(directory + "/");
    }
  }

  /** {@code <Files name>}: a name or wildcard, compared with the last component. */
  record FileName(String pattern, boolean wildcard) implements SectionMatcher {}

  /** {@code <FilesMatch>} and {@code <Files ~>}. */
  record FileRegex(Regex regex) implements SectionMatcher {}

  /** {@code <Location /path>}: the path itself and what lies below it. */
  record LocationPath(String path) implements SectionMatcher {}

  /** {@code <Location>} with wildcards. */
  record LocationWildcard(String pattern) implements SectionMatcher {}

  /** {@code <LocationMatch>} and {@code <Location ~>}. */
  record LocationRegex(Regex regex) implements SectionMatcher {}

  /** {@code <Proxy>} and {@code <ProxyMatch>}. */
  record ProxyUrl(String pattern, @Nullable Regex regex) implements SectionMatcher {}

  /**
   * {@code <If>}, {@code <ElseIf>} and {@code <Else>} (condition null).
   *
   * @param continued whether it is skipped when a branch before it in the same chain was taken
   */
  record If(@Nullable Condition condition, boolean continued) implements SectionMatcher {}
}
