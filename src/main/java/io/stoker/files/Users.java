package io.stoker.files;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The users and groups of the system. Every call may block (files, or a directory service behind
 * the C library) and nothing is remembered. Names and paths hold one byte a char.
 */
public interface Users {

  /**
   * A user.
   *
   * @param home home directory
   */
  record User(String name, int uid, int gid, String home, String shell) {}

  /**
   * A group.
   *
   * @param members names of those who are in it besides those whose primary group it is
   */
  record Group(String name, int gid, List<String> members) {
    public Group {
      members = List.copyOf(members);
    }
  }

  /** By {@code getpwnam} and its sisters where the C library can be called, else by the files. */
  static Users system() {
    return Disk.system() instanceof LinuxDisk ? LibcUsers.INSTANCE : files(Disk.system());
  }

  /** By {@code /etc/passwd} and {@code /etc/group}. */
  static Users files(Disk disk) {
    return new PasswdFiles(disk, "/etc/passwd", "/etc/group");
  }

  @Nullable User user(String name);

  @Nullable User user(int uid);

  @Nullable Group group(String name);

  @Nullable Group group(int gid);
}
