package io.stoker.files;

/** Chooses the implementation, once. */
final class Disks {

  static final Disk PORTABLE = new PortableDisk();
  static final Disk SYSTEM = choose();

  private Disks() {}

  private static Disk choose() {
    if ("portable".equals(System.getProperty("stoker.files")) || !Linux.here()) {
      return PORTABLE;
    }
    try {
      return LinuxDisk.probe();
    } catch (LinkageError | IllegalCallerException | UnsupportedOperationException e) {
      // No native access, or a C library without statx: the portable way does all of it.
      return PORTABLE;
    }
  }
}
