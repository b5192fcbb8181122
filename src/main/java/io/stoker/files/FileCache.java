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

    /**
     * Not while unwatched and new: what is made of it may be watched from then on, and be told of
     * later changes, but not of one that it has missed already.
     */
    boolean fresh(Instant now) {
      return guard.intact() && (guard.complete() || (settled() && checkedLately(now)));
    }

    private boolean checkedLately(Instant now) {
      return Duration.between(checked, now).abs().compareTo(recheck.get()) < 0;
    }

    /** Whether a change after it was checked is sure to show in the identity. */
    boolean settled() {
      return identity.kind() != FileKind.REGULAR || identity.settled(checked);
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
   * @param onChange called when a file that is remembered has changed, and when {@link #allWatched}
   *     ends, by the thread that drains the watcher or that finds out; must not block
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
                    letGo(entry);
                  }
                })
            .buildAsync();
  }

  private void letGo(Entry entry) {
    if (entry.guard.intact()) {
      tellsNoMoreOfAll(); // before the watch ends: what changes after it is told to nobody
    }
    entry.guard.close();
  }

  /**
   * Who relied on being told of every change is told now, and watches for himself from then on. In
   * this order, so that who begins after he has been told does not rely on it any more.
   */
  private synchronized void tellsNoMoreOfAll() {
    if (allWatched) {
      allWatched = false;
      onChange.run();
    }
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
        || !entry.settled()
        || !FileIdentity.of(disk.stat(path)).equals(entry.identity)) {
      return false;
    }
    entry.checked = now;
    return true;
  }

  private Entry load(String path, CompletableFuture<Entry> mine) {
    Guard guard = new Guard(watcher, onChange);
    try {
      if (!guard.add(path, Watcher.Scope.ENTRY) || !guard.complete()) {
        tellsNoMoreOfAll();
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

  /**
   * Whether every change of what was ever asked for is told; false for good once a file could not
   * be watched, or was let go for others unchanged. Who asks while files are let go one after the
   * other so has to hear of the first only.
   */
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
