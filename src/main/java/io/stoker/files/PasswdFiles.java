package io.stoker.files;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Users and groups by the two files (passwd(5), group(5)). */
record PasswdFiles(Disk disk, String passwd, String groups) implements Users {

  private static final int LIMIT = 64 * 1024 * 1024;

  @Override
  public @Nullable User user(String name) {
    return first(passwd, PasswdFiles::parseUser, u -> u.name().equals(name));
  }

  @Override
  public @Nullable User user(int uid) {
    return first(passwd, PasswdFiles::parseUser, u -> u.uid() == uid);
  }

  @Override
  public @Nullable Group group(String name) {
    return first(groups, PasswdFiles::parseGroup, g -> g.name().equals(name));
  }

  @Override
  public @Nullable Group group(int gid) {
    return first(groups, PasswdFiles::parseGroup, g -> g.gid() == gid);
  }

  private <T> @Nullable T first(
      String file, Function<String, @Nullable T> parser, Predicate<T> wanted) {
    String text = SmallFiles.text(disk.read(file, LIMIT));
    if (text == null) {
      return null;
    }
    return text.lines()
        .map(parser)
        .filter(Objects::nonNull)
        .filter(wanted)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable User parseUser(String line) {
    String[] f = line.split(":", -1);
    if (f.length != 7 || f[0].isEmpty() || line.startsWith("#")) {
      return null;
    }
    try {
      return new User(
          f[0], Integer.parseUnsignedInt(f[2]), Integer.parseUnsignedInt(f[3]), f[5], f[6]);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Group parseGroup(String line) {
    String[] f = line.split(":", -1);
    if (f.length != 4 || f[0].isEmpty() || line.startsWith("#")) {
      return null;
    }
    try {
      List<String> members = Arrays.stream(f[3].split(",")).filter(m -> !m.isEmpty()).toList();
      return new Group(f[0], Integer.parseUnsignedInt(f[2]), members);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
