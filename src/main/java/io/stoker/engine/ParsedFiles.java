package io.stoker.engine;

import io.stoker.api.FileDoor;
import io.stoker.files.FileCache;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Small files that modules read, kept as what they were parsed to until they change. */
final class ParsedFiles {

  /** No file that a hook reads whole is larger: password files, maps, includes. */
  static final int FILE_LIMIT = 64 * 1024 * 1024;

  private static final long MEMORY = 2L * FILE_LIMIT;

  private final Services services;
  private final Supplier<Duration> recheck;
  private final Map<FileDoor.Form<?>, FileCache<?>> caches = new ConcurrentHashMap<>();

  /**
   * @param recheck how long a file that cannot be watched is trusted
   */
  ParsedFiles(Services services, Supplier<Duration> recheck) {
    this.services = services;
    this.recheck = recheck;
  }

  /** Those of one form. */
  @SuppressWarnings("unchecked") // the cache under a form holds what this form makes
  <T> FileCache<T> of(FileDoor.Form<T> form) {
    return (FileCache<T>) caches.computeIfAbsent(form, this::made);
  }

  private <T> FileCache<T> made(FileDoor.Form<T> form) {
    return new FileCache<>(
        services.disk(),
        services.watcher(),
        services.clock(),
        recheck,
        FILE_LIMIT,
        MEMORY,
        (path, info, content) -> form.parse(content));
  }
}
