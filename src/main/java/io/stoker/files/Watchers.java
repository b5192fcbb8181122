package io.stoker.files;

/** Chooses a watcher. */
final class Watchers {

  private static final int BUFFER = 64 * 1024;

  private Watchers() {}

  static Watcher open(Disk disk) {
    try {
      WatchBackend backend =
          disk instanceof LinuxDisk ? InotifyBackend.open(BUFFER) : WatchServiceBackend.open();
      return new WatchTree(disk, backend);
    } catch (LinkageError | UnsupportedOperationException e) {
      return new None(String.valueOf(e.getMessage()));
    }
  }

  /** Watches nothing. */
  record None(String why) implements Watcher {

    @Override
    public Watching watch(String path, Scope scope, Runnable listener) {
      return new Impossible(path, why);
    }

    @Override
    public int drain() {
      return 0;
    }

    @Override
    public boolean tryDrain() {
      return true;
    }

    @Override
    public boolean immediate() {
      return false;
    }

    @Override
    public int registrations() {
      return 0;
    }

    @Override
    public int watchedInodes() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
