package io.stoker.files;

import java.time.Instant;
import java.util.List;

/**
 * What an answer was made from: paths and what was seen there, things that do not exist included.
 * It holds as long as looking again shows the same.
 */
public record Dependencies(List<Dependency> seen) {

  public static final Dependencies NONE = new Dependencies(List.of());

  public Dependencies {
    seen = List.copyOf(seen);
  }

  /** How a path was looked at. */
  public enum Look {
    /** Symbolic links followed. */
    FOLLOW,
    /** A link at the end not followed. */
    NO_FOLLOW,
    /** Found without any symbolic link on the way. */
    LINK_FREE,
    /** The names in a directory. */
    LISTING
  }

  /** One path and what was seen. */
  public record Dependency(String path, Look look, FileIdentity identity) {

    boolean stillValid(Disk disk) {
      return identity.equals(now(disk));
    }

    /** Of a directory that was not listed only that it is this one counts. */
    private boolean settled(Instant began, Instant now) {
      boolean hasTimes = look == Look.LISTING || identity.kind() == FileKind.REGULAR;
      return !hasTimes || identity.settled(began, now);
    }

    private FileIdentity now(Disk disk) {
      return switch (look) {
        case FOLLOW -> FileIdentity.of(disk.stat(path));
        case NO_FOLLOW -> FileIdentity.of(disk.lstat(path));
        case LINK_FREE -> FileIdentity.of(linkFree(disk));
        case LISTING ->
            disk.stat(path) instanceof Lookup.Found(FileInfo info)
                ? FileIdentity.ofListing(info)
                : FileIdentity.MISSING;
      };
    }

    private Lookup linkFree(Disk disk) {
      return switch (disk.walk(path, SymlinkPolicy.NEVER.everywhere())) {
        case Walked.Found w when w.pathInfo().isEmpty() -> new Lookup.Found(w.info());
        case Walked.Found w -> Lookup.notDirectory();
        case Walked.Missing w -> Lookup.missing();
        case Walked.LinkRefused w -> Lookup.failed(Errno.ELOOP.number());
        case Walked.Failed w -> w.why();
      };
    }
  }

  /** The same questions with what is seen now, which may block. */
  public Dependencies lookAgain(Disk disk) {
    return new Dependencies(
        seen.stream().map(d -> new Dependency(d.path(), d.look(), d.now(disk))).toList());
  }

  /** Looks at every path again, which may block. */
  public boolean stillValid(Disk disk) {
    for (Dependency d : seen) {
      if (!d.stillValid(disk)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a later change of any of them is sure to show ({@link FileIdentity#settled}). */
  public boolean settled(Instant now) {
    return settled(now, now);
  }

  /** The same of what was looked at between two moments, nobody knows when. */
  public boolean settled(Instant began, Instant now) {
    return seen.stream().allMatch(d -> d.settled(began, now));
  }
}
