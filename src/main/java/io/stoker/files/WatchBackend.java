package io.stoker.files;

/**
 * The system's way to watch single directories. Used under the lock of {@link WatchTree}, but for
 * {@link #mayHaveEvents}.
 */
interface WatchBackend {

  /** Where events go. */
  interface Sink {
    /** Something happened to the entry of this name in a watched directory. */
    void named(int id, String name);

    /** Something happened to the watched directory or file itself. */
    void self(int id);

    /** Events were lost. */
    void overflow();
  }

  /** Watches a directory that is no symbolic link: an id, or an error number negated. */
  int addDirectory(String path);

  /** Watches a file whatever names it has: an id, or an error number negated. */
  int addFile(String path);

  void remove(int id);

  /** Whether {@link #poll} could have something to give; for any thread at any time. */
  default boolean mayHaveEvents() {
    return true;
  }

  /** Gives all that happened so far to the sink, without waiting. */
  void poll(Sink sink);

  boolean immediate();

  void close();
}
