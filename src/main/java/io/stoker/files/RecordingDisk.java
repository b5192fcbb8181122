package io.stoker.files;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A disk that remembers every question and what was seen: one for each answer that is to be kept.
 * With a {@link Guard}, each path is watched before it is looked at. For one thread at a time.
 */
public final class RecordingDisk implements Disk {

  private record Key(String path, Dependencies.Look look) {}

  /** An answer that depends on more is not worth keeping, and what it saw not worth the memory. */
  private static final int LIMIT = 1000;

  private final Disk disk;
  private final @Nullable Guard guard;
  private final int limit;
  private final Map<Key, FileIdentity> seen = new LinkedHashMap<>();
  private boolean tooMany;

  public RecordingDisk(Disk disk, @Nullable Guard guard) {
    this(disk, guard, LIMIT);
  }

  /**
   * A disk that remembers so many answers.
   *
   * @param limit with more than that, none is remembered
   */
  public RecordingDisk(Disk disk, @Nullable Guard guard, int limit) {
    this.limit = limit;
    this.disk = disk;
    this.guard = guard;
  }

  /** Takes down what a cache saw at a path, links followed. */
  public void remember(String path, FileIdentity seenThere) {
    record(path, Dependencies.Look.FOLLOW, seenThere);
  }

  /** Whether so much was asked that it is not remembered any more. */
  public boolean isTooMany() {
    return tooMany;
  }

  /** All that was asked up to now; nothing when it was too much. */
  public Dependencies dependencies() {
    return new Dependencies(
        seen.entrySet().stream()
            .map(
                e ->
                    new Dependencies.Dependency(e.getKey().path(), e.getKey().look(), e.getValue()))
            .toList());
  }

  /** Watches, before the look. */
  private boolean watch(String path, Watcher.Scope scope) {
    return guard != null && guard.add(path, scope);
  }

  /** The first sight counts: if a later one differs, the answer is not to be kept anyway. */
  private void record(String path, Dependencies.Look look, FileIdentity identity) {
    if (!tooMany) {
      seen.putIfAbsent(new Key(path, look), identity);
      tooMany = seen.size() > limit;
      if (tooMany) {
        seen.clear();
      }
    }
  }

  @Override
  public String name() {
    return disk.name();
  }

  @Override
  public Lookup stat(String path) {
    watch(path, Watcher.Scope.ENTRY);
    Lookup found = disk.stat(path);
    record(path, Dependencies.Look.FOLLOW, FileIdentity.of(found));
    return found;
  }

  @Override
  public Lookup lstat(String path) {
    watch(path, Watcher.Scope.ENTRY);
    Lookup found = disk.lstat(path);
    record(path, Dependencies.Look.NO_FOLLOW, FileIdentity.of(found));
    return found;
  }

  @Override
  public @Nullable String readLink(String path) {
    lstat(path);
    return disk.readLink(path);
  }

  @Override
  public Walked walk(String path, SymlinkPolicy.ByDirectory policies) {
    watch(path, Watcher.Scope.ENTRY);
    return record(disk.walk(path, policies));
  }

  @Override
  public Walked walkBeneath(String root, String path, SymlinkPolicy.ByDirectory policies) {
    watch(ByteNames.child(root, path), Watcher.Scope.ENTRY);
    return record(disk.walkBeneath(root, path, policies));
  }

  private Walked record(Walked walked) {
    for (Walked.Link link : walked.links()) {
      record(link.path(), Dependencies.Look.NO_FOLLOW, FileIdentity.of(link.info()));
    }
    switch (walked) {
      case Walked.Found w -> record(w.path(), end(w), FileIdentity.of(w.info()));
      case Walked.Missing w -> record(w.path(), end(w), FileIdentity.MISSING);
      case Walked.LinkRefused w ->
          record(w.path(), Dependencies.Look.FOLLOW, FileIdentity.of(disk.stat(w.path())));
      case Walked.Failed w -> record(w.path(), end(w), FileIdentity.of(w.why()));
    }
    return walked;
  }

  private static Dependencies.Look end(Walked walked) {
    return walked.links().isEmpty() ? Dependencies.Look.LINK_FREE : Dependencies.Look.FOLLOW;
  }

  @Override
  public Opened open(String path) {
    watch(path, Watcher.Scope.ENTRY);
    Opened opened = disk.open(path);
    record(path, Dependencies.Look.FOLLOW, identity(opened));
    return opened;
  }

  @Override
  public Opened open(Walked.Found walked) {
    watch(walked.path(), Watcher.Scope.ENTRY);
    Opened opened = disk.open(walked);
    record(walked.path(), end(walked), FileIdentity.of(walked.info()));
    return opened;
  }

  private static FileIdentity identity(Opened opened) {
    return switch (opened) {
      case Opened.Open(OpenFile file) -> FileIdentity.of(file.info());
      case Opened.NotRegular(FileInfo info) -> FileIdentity.of(info);
      case Opened.Failed(Lookup why) -> FileIdentity.of(why);
      case Opened.Changed c -> FileIdentity.of(Lookup.failed(Errno.ESTALE.number()));
    };
  }

  @Override
  public Content read(String path, int limit) {
    watch(path, Watcher.Scope.ENTRY);
    Content content = disk.read(path, limit);
    record(path, Dependencies.Look.FOLLOW, identity(content));
    return content;
  }

  static FileIdentity identity(Content content) {
    return switch (content) {
      case Content.Read(FileInfo info, byte[] bytes) -> FileIdentity.of(info);
      case Content.TooLarge(FileInfo info) -> FileIdentity.of(info);
      case Content.NotRegular(FileInfo info) -> FileIdentity.of(info);
      case Content.Failed(Lookup why) -> FileIdentity.of(why);
      case Content.Changing c -> FileIdentity.of(Lookup.failed(Errno.ESTALE.number()));
    };
  }

  @Override
  public Listed list(String directory) {
    boolean watched = watch(directory, Watcher.Scope.CHILDREN);
    Listed listed = disk.list(directory);
    return switch (listed) {
      case Listed.Open(DirectoryListing listing) -> {
        record(directory, Dependencies.Look.LISTING, FileIdentity.ofListing(listing.directory()));
        yield new Listed.Open(new RecordingListing(directory, listing, watched));
      }
      case Listed.Failed(Lookup why) -> {
        record(directory, Dependencies.Look.FOLLOW, FileIdentity.of(why));
        yield listed;
      }
    };
  }

  /**
   * Records what is asked of single entries, as far as watching the directory does not cover it.
   */
  private final class RecordingListing implements DirectoryListing {
    private final String path;
    private final DirectoryListing listing;
    private final boolean watched;

    RecordingListing(String path, DirectoryListing listing, boolean watched) {
      this.path = path;
      this.listing = listing;
      this.watched = watched;
    }

    @Override
    public Lookup stat(Entry entry) {
      return look(entry, Dependencies.Look.FOLLOW);
    }

    @Override
    public Lookup lstat(Entry entry) {
      return look(entry, Dependencies.Look.NO_FOLLOW);
    }

    private Lookup look(Entry entry, Dependencies.Look look) {
      boolean follow = look == Dependencies.Look.FOLLOW;
      if (watched && !(follow && entry.kind() == FileKind.SYMLINK)) {
        return follow ? listing.stat(entry) : listing.lstat(entry);
      }
      String child = ByteNames.child(path, entry.name());
      watch(child, Watcher.Scope.ENTRY);
      Lookup found = follow ? listing.stat(entry) : listing.lstat(entry);
      record(child, look, FileIdentity.of(found));
      return found;
    }

    @Override
    public boolean hasNext() {
      return listing.hasNext();
    }

    @Override
    public Entry next() {
      return listing.next();
    }

    @Override
    public FileInfo directory() {
      return listing.directory();
    }

    @Override
    public int errno() {
      return listing.errno();
    }

    @Override
    public void close() {
      listing.close();
    }
  }
}
