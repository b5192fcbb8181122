package io.stoker.files;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Small files that are parsed once: {@code .htaccess}, password files, type maps. That a file does
 * not exist is remembered too. While nothing changes, asking costs no system call: changes come
 * from the {@link Watcher}, which somebody else drains; where watching is impossible, the file's
 * identity is compared again after an interval.
 *
 * @param <T> what a file is parsed to; immutable
 */
public final class FileCache<T> {

  /** What the cache itself takes for an entry, in bytes, about. */
  private static final int OVERHEAD = 512;

  /** Makes something of a file's content. May throw: that is remembered as {@link Invalid}. */
  @FunctionalInterface
  public interface Parser<T> {
    T parse(String path, FileInfo info, byte[] content) throws Exception;
  }

  /** What is known of a file. */
  public sealed interface Cached<T> {}

  /** It was read and parsed. */
  public record Parsed<T>(T value, FileInfo info) implements Cached<T> {}

  /** There is none: no such name, or no such directory. */
  public record Absent<T>(Lookup why) implements Cached<T> {}

  /** It is there and was not read: no permission, too large, no regular file. */
  public record Unreadable<T>(Content why) implements Cached<T> {}

  /** It was read, and the parser threw this. */
  public record Invalid<T>(FileInfo info, Exception error) implements Cached<T> {}

  /** One load of a file: its result with what keeps it valid. */
  private final class Entry {
    final Guard guard;
    final FileIdentity identity;
    final Cached<T> cached;
    final int weight;
    volatile Instant checked;

    Entry(Guard guard, FileIdentity identity, Cached<T> cached, long size, Instant checked) {
      this.guard = guard;
      this.identity = identity;
      this.cached = cached;
      this.weight = (int) Math.min(Integer.MAX_VALUE, OVERHEAD + size);
      this.checked = checked;
    }

    boolean fresh(Instant now) {
      return guard.intact()
          && (guard.complete()
              || Duration.between(checked, now).abs().compareTo(recheck.get()) < 0);
    }
  }

  private final Disk disk;
  private final Watcher watcher;
  private final InstantSource clock;
  private final Supplier<Duration> recheck;
  private final int fileLimit;
  private final Parser<T> parser;
  private final Runnable onChange;
  private final AsyncCache<String, Entry> entries;
  private volatile boolean allWatched = true;

  /**
   * A cache.
   *
   * @param recheck how long a file that cannot be watched is trusted; zero: not at all
   * @param fileLimit bytes of the largest file that is read
   * @param cacheLimit bytes of all files together, about
   */
  public FileCache(
      Disk disk,
      Watcher watcher,
      InstantSource clock,
      Supplier<Duration> recheck,
      int fileLimit,
      long cacheLimit,
      Parser<T> parser) {
    this(disk, watcher, clock, recheck, fileLimit, cacheLimit, parser, () -> {});
  }

  /**
   * A cache that tells of changes.
   *
   * @param onChange called when a file that is remembered has changed, or is not remembered any
   *     more, by the thread that drains the watcher or that finds out; must not block
   */
  public FileCache(
      Disk disk,
      Watcher watcher,
      InstantSource clock,
      Supplier<Duration> recheck,
      int fileLimit,
      long cacheLimit,
      Parser<T> parser,
      Runnable onChange) {
    this.disk = disk;
    this.watcher = watcher;
    this.clock = clock;
    this.recheck = recheck;
    this.fileLimit = fileLimit;
    this.parser = parser;
    this.onChange = onChange;
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(cacheLimit)
            .weigher((String path, Entry entry) -> entry.weight + path.length())
            .executor(Runnable::run)
            .removalListener(
                (@Nullable String path, @Nullable Entry entry, RemovalCause cause) -> {
                  if (entry != null) {
                    boolean told = !entry.guard.intact();
                    entry.guard.close();
                    if (!told) {
                      onChange.run();
                    }
                  }
                })
            .buildAsync();
  }

  /** What is known without touching the disk; null when {@link #get} must look. */
  public @Nullable Cached<T> peek(String path) {
    CompletableFuture<Entry> known = entries.getIfPresent(path);
    if (known == null || !known.isDone() || known.isCompletedExceptionally()) {
      return null;
    }
    Entry entry = known.join();
    return entry.fresh(clock.instant()) ? entry.cached : null;
  }

  /**
   * The file as it is: from memory, else read. May block. Of many who ask at once one reads, and no
   * one gets what was read before a change that was told before they asked.
   */
  public Cached<T> get(String path) {
    while (true) {
      CompletableFuture<Entry> mine = new CompletableFuture<>();
      CompletableFuture<Entry> known = entries.asMap().putIfAbsent(path, mine);
      if (known == null) {
        return load(path, mine).cached;
      }
      Entry entry = await(known);
      if (entry != null && (entry.fresh(clock.instant()) || stillValid(path, entry))) {
        return entry.cached;
      }
      entries.asMap().remove(path, known);
    }
  }

  /** What another asker reads; null when it failed. */
  private @Nullable Entry await(CompletableFuture<Entry> known) {
    try {
      return known.join();
    } catch (CancellationException e) {
      return null;
    }
  }

  private boolean stillValid(String path, Entry entry) {
    Instant now = clock.instant();
    if (!entry.guard.intact()
        || !settled(entry.identity, entry.checked)
        || !FileIdentity.of(disk.stat(path)).equals(entry.identity)) {
      return false;
    }
    entry.checked = now;
    return true;
  }

  /** Whether a change after the load is sure to show in the identity. */
  private static boolean settled(FileIdentity identity, Instant loaded) {
    return identity.kind() != FileKind.REGULAR || identity.settled(loaded);
  }

  private Entry load(String path, CompletableFuture<Entry> mine) {
    Guard guard = new Guard(watcher, onChange);
    try {
      if (!guard.add(path, Watcher.Scope.ENTRY) || !guard.complete()) {
        allWatched = false;
      }
      Instant now = clock.instant();
      Content content = disk.read(path, fileLimit);
      Entry entry =
          new Entry(
              guard, RecordingDisk.identity(content), cached(path, content), size(content), now);
      mine.complete(entry);
      return entry;
    } catch (RuntimeException | Error e) {
      guard.close();
      // Those who wait try for themselves.
      mine.cancel(false);
      throw e;
    }
  }

  private Cached<T> cached(String path, Content content) {
    return switch (content) {
      case Content.Read(FileInfo info, byte[] bytes) -> parse(path, info, bytes);
      case Content.Failed(Lookup why)
          when why instanceof Lookup.Missing || why instanceof Lookup.NotDirectory ->
          new Absent<>(why);
      default -> new Unreadable<>(content);
    };
  }

  private Cached<T> parse(String path, FileInfo info, byte[] bytes) {
    try {
      return new Parsed<>(parser.parse(path, info, bytes), info);
    } catch (Exception e) {
      return new Invalid<>(info, e);
    }
  }

  private static long size(Content content) {
    return content instanceof Content.Read(FileInfo info, byte[] bytes) ? bytes.length : 0;
  }

  /** Whether every change of what is remembered is told; false once one could not be watched. */
  public boolean allWatched() {
    return allWatched;
  }

  /** Forgets everything. */
  public void clear() {
    entries.synchronous().invalidateAll();
  }

  /** Entries held now. */
  public long size() {
    return entries.synchronous().estimatedSize();
  }
}
