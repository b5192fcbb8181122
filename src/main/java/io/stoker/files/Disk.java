package io.stoker.files;

import org.jspecify.annotations.Nullable;

/**
 * The disk, as the server uses it. Every call may block; none throws for what is on the disk. Paths
 * are absolute and hold one byte a char (see the package description).
 */
public interface Disk {

  /** The best implementation for this machine, chosen once. */
  static Disk system() {
    return Disks.SYSTEM;
  }

  /** The implementation on {@code java.nio}, which works everywhere. */
  static Disk portable() {
    return Disks.PORTABLE;
  }

  /** For logs: {@code linux (openat2)}, {@code linux} or {@code portable}. */
  String name();

  /** Looks up a path, symbolic links followed. */
  Lookup stat(String path);

  /** Looks up a path; a symbolic link at its end is itself what is found. */
  Lookup lstat(String path);

  /** The text of a symbolic link; null when it is none or cannot be read. */
  @Nullable String readLink(String path);

  /**
   * Walks a path from the root of the file system: finds what it names, applies the policy to every
   * symbolic link on the way, and splits off path info. A path without symbolic link (the common
   * case) asks for no policy at all. {@code .} and {@code ..} are refused: the caller has removed
   * them. Repeated slashes count as one.
   */
  Walked walk(String path, SymlinkPolicy.ByDirectory policies);

  /**
   * The same below a directory, which may itself be reached by links, and never finds anything
   * outside of it, wherever a link leads: that is {@link Walked.Failed} with {@link Lookup.Denied}.
   *
   * @param root absolute; a {@link Walked.Failed} with it when it is no directory
   * @param path below it, with or without slash at the beginning
   */
  Walked walkBeneath(String root, String path, SymlinkPolicy.ByDirectory policies);

  /** Opens a regular file for reading, symbolic links followed. */
  Opened open(String path);

  /** Opens what was walked to, and only that: {@link Opened.Changed} when it is another by now. */
  Opened open(Walked.Found walked);

  /**
   * Reads a whole small file, seen in one state.
   *
   * @param limit in bytes; a longer file is {@link Content.TooLarge}
   */
  Content read(String path, int limit);

  /** Opens a directory for listing, symbolic links followed. */
  Listed list(String directory);
}
