package io.stoker.modules.mod_dir;

import io.stoker.api.Core;
import io.stoker.api.Mergeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * mod_dir's directives at one level; null for what was not said.
 *
 * @param indexNames DirectoryIndex; empty for disabled
 * @param slash DirectorySlash
 * @param checkHandler DirectoryCheckHandler
 * @param redirect DirectoryIndexRedirect: a status, 0 for off
 * @param fallback FallbackResource
 */
record DirConfig(
    @Nullable List<String> indexNames,
    @Nullable Boolean slash,
    @Nullable Boolean checkHandler,
    @Nullable Integer redirect,
    @Nullable String fallback)
    implements Mergeable<DirConfig> {

  static final DirConfig UNSET = new DirConfig(null, null, null, null, null);

  private static final List<String> DEFAULT_NAMES = List.of("index.html");

  /** Names add up within a level; {@code disabled} alone on its line takes them back. */
  DirConfig withNames(List<String> words) {
    boolean disabled = words.size() == 1 && words.get(0).equalsIgnoreCase("disabled");
    List<String> before = indexNames == null ? List.of() : indexNames;
    List<String> names = disabled ? List.of() : Core.append(words, before);
    return new DirConfig(names, slash, checkHandler, redirect, fallback);
  }

  DirConfig withSlash(boolean on) {
    return new DirConfig(indexNames, on, checkHandler, redirect, fallback);
  }

  DirConfig withCheckHandler(boolean on) {
    return new DirConfig(indexNames, slash, on, redirect, fallback);
  }

  DirConfig withRedirect(int status) {
    return new DirConfig(indexNames, slash, checkHandler, status, fallback);
  }

  DirConfig withFallback(String url) {
    return new DirConfig(indexNames, slash, checkHandler, redirect, url);
  }

  /** The names to try, in order. */
  List<String> names() {
    return indexNames == null ? DEFAULT_NAMES : indexNames;
  }

  boolean addsSlash() {
    return slash == null || slash;
  }

  boolean checksHandler() {
    return checkHandler != null && checkHandler;
  }

  /** The status to redirect to an index with, or 0 to serve it in place. */
  int redirectStatus() {
    return redirect == null ? 0 : redirect;
  }

  /** What stands for files that do not exist, or null. */
  @Nullable String fallbackUrl() {
    return fallback == null || fallback.equalsIgnoreCase("disabled") ? null : fallback;
  }

  @Override
  public DirConfig over(DirConfig parent) {
    return new DirConfig(
        indexNames != null ? indexNames : parent.indexNames,
        slash != null ? slash : parent.slash,
        checkHandler != null ? checkHandler : parent.checkHandler,
        redirect != null ? redirect : parent.redirect,
        fallback != null ? fallback : parent.fallback);
  }
}
