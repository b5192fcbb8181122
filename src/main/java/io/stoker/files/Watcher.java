package io.stoker.files;

/**
 * Tells of changes on disk when it is asked: nothing runs in the background. One serves the whole
 * server; all methods may be called by any thread.
 *
 * <p>A watch covers all that a path depends on: the file, every directory on the way to it, and
 * every symbolic link and what it leads to. Of a path that does not exist, the nearest directory
 * that does is watched. It fires once and is gone then; who still cares looks at the disk again and
 * sets a new one. Watch first, look second: then no change falls between.
 */
public interface Watcher extends AutoCloseable {

  /** What of a path is watched. */
  enum Scope {
    /** What a look-up of the path, or reading the file, would find. */
    ENTRY,
    /** Besides, everything in the directory at the path: names, and changes of the files. */
    CHILDREN
  }

  /** What setting a watch gave. */
  sealed interface Watching {}

  /** It is set. */
  interface Watch {
    /** Takes the watch away, if it has not fired. */
    void cancel();
  }

  /** The path is watched. */
  record Armed(Watch watch) implements Watching {}

  /**
   * Changes of this path cannot be seen (a network file system, the kernel's limit, no permission
   * to read a directory): re-check it instead.
   *
   * @param why for the log
   */
  record Impossible(String path, String why) implements Watching {}

  /**
   * The best watcher for this machine: inotify, else {@code java.nio}'s watch service, else one
   * that says of every path that it is impossible to watch.
   */
  static Watcher open(Disk disk) {
    return Watchers.open(disk);
  }

  /**
   * Sets a watch.
   *
   * @param path absolute
   * @param listener called once, by the thread that drains, while others that drain wait: it must
   *     be short and must not block. It may set watches.
   */
  Watching watch(String path, Scope scope, Runnable listener);

  /**
   * Calls the listeners of all that changed, and returns how many it called. With nothing to tell
   * it costs one system call, with nothing watched none. When it returns, every change made before
   * the call has been told, by this thread or another ({@link #immediate}). When the kernel lost
   * events, everything counts as changed.
   */
  int drain();

  /**
   * As {@link #drain} for who must not wait: false when others keep the watcher busy, so that
   * nobody can say what has changed.
   */
  boolean tryDrain();

  /** Whether {@link #drain} sees every change made before it; if not, some come later. */
  boolean immediate();

  /** Watches set and not fired. */
  int registrations();

  /** Directories and files watched in the kernel for them. */
  int watchedInodes();

  @Override
  void close();
}
