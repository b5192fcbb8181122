package io.stoker.files;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The state of a path that an answer was made from: two equal identities mean the answer still
 * holds. Made of what every change touches: device and inode, size, times, owner, mode, or the
 * error where there is no file.
 */
public record FileIdentity(
    FileKind kind,
    int errno,
    long device,
    long inode,
    long size,
    Instant modified,
    Instant changed,
    int uid,
    int gid,
    int mode) {

  /** Two ticks of the slowest kernel clock that file times are taken from. */
  private static final Duration FINE = Duration.ofMillis(20);

  /** Where times have no fraction of a second: FAT counts in two seconds. */
  private static final Duration COARSE = Duration.ofSeconds(2);

  /** Nothing there. */
  public static final FileIdentity MISSING = failed(Errno.ENOENT.number());

  /**
   * The identity of what was looked up. Of a directory only that it is this directory with these
   * permissions: what is created in it changes nothing here (see {@link #ofListing}).
   */
  public static FileIdentity of(Lookup lookup) {
    return lookup instanceof Lookup.Found(FileInfo info) ? of(info) : failed(lookup.errno());
  }

  /** See {@link #of(Lookup)}. */
  public static FileIdentity of(FileInfo info) {
    return info.isDirectory() ? make(info, 0, Instant.EPOCH, Instant.EPOCH) : ofListing(info);
  }

  /** The identity of a directory's list of names: its times as well. */
  public static FileIdentity ofListing(FileInfo info) {
    return make(info, info.size(), info.modified(), info.changed());
  }

  private static FileIdentity failed(int errno) {
    return new FileIdentity(
        FileKind.MISSING, errno, 0, 0, 0, Instant.EPOCH, Instant.EPOCH, -1, -1, 0);
  }

  private static FileIdentity make(FileInfo i, long size, Instant modified, Instant changed) {
    return new FileIdentity(
        i.kind(), 0, i.device(), i.inode(), size, modified, changed, i.uid(), i.gid(), i.mode());
  }

  /**
   * Whether a later change is sure to show: false while the file was changed so recently that
   * another write could leave the same times behind.
   */
  public boolean settled(Instant now) {
    return settled(now, now);
  }

  /** The same of a file that was looked at between two moments, nobody knows when. */
  public boolean settled(Instant began, Instant now) {
    boolean wholeSecond = changed.equals(changed.truncatedTo(ChronoUnit.SECONDS));
    Duration tick = wholeSecond ? COARSE : FINE;
    return changed.isBefore(began.minus(tick)) || changed.isAfter(now.plus(tick));
  }
}
