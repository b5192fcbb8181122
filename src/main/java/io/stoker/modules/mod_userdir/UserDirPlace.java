package io.stoker.modules.mod_userdir;

/**
 * Where one word of UserDir leads for a user; a star in it is the user's name.
 *
 * <p>Source: httpd manual, mod_userdir, UserDir.
 */
sealed interface UserDirPlace {

  /** A directory with the user's name in its path. */
  record Directory(String path) implements UserDirPlace {}

  /** A directory of the user's home directory. */
  record InHome(String below) implements UserDirPlace {}

  /** Another server: a URL to redirect to. */
  record Elsewhere(String url) implements UserDirPlace {}

  static UserDirPlace of(String word, String user) {
    int star = word.indexOf('*');
    String before = star < 0 ? null : word.substring(0, star);
    String behind = word.substring(star + 1);
    if (behind.isEmpty() || word.startsWith("/")) {
      return new Directory(before == null ? behind + "/" + user : before + user + behind);
    }
    if (before != null && before.indexOf(':') >= 0) {
      // httpd leaves out what is behind the star, though its manual says otherwise.
      return new Elsewhere(before + user);
    }
    return new InHome(behind);
  }
}
