package io.stoker.files;

/** What {@code Options} in force in a directory say about symbolic links in it. */
public enum SymlinkPolicy {
  /** {@code FollowSymLinks}: every link is followed. */
  FOLLOW,
  /** {@code SymLinksIfOwnerMatch}: a link is followed when its owner owns what it leads to. */
  OWNER_MATCH,
  /** Neither: a path with a link is refused. */
  NEVER;

  /** Whether the link may be followed to its (final) target. */
  boolean allows(FileInfo link, FileInfo target) {
    return switch (this) {
      case FOLLOW -> true;
      case OWNER_MATCH -> link.uid() == target.uid() && link.uid() != -1;
      case NEVER -> false;
    };
  }

  /** The policy in force in a directory; asked only for directories that hold a link. */
  @FunctionalInterface
  public interface ByDirectory {
    /**
     * The policy for links in this directory.
     *
     * @param directory absolute, without a slash at the end except for {@code /}
     */
    SymlinkPolicy in(String directory);
  }

  /** The same policy everywhere. */
  public ByDirectory everywhere() {
    return directory -> this;
  }
}
