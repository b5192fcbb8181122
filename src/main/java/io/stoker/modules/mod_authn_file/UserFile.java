package io.stoker.modules.mod_authn_file;

import io.stoker.api.FileDoor;
import io.stoker.api.FileLines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file of users says: {@code user:hash} as htpasswd writes it, or {@code user:realm:digest}
 * as htdigest does. Further fields are of no concern here.
 *
 * @param lines what stands behind the first colon, by user, in the order of the file
 */
record UserFile(Map<String, List<String>> lines) {

  static final FileDoor.Form<UserFile> FORM =
      content -> of(FileLines.of(content, FileLines.USUAL_LENGTH));

  private static UserFile of(List<String> lines) {
    Map<String, List<String>> byUser = new HashMap<>();
    for (String line : lines) {
      String user = field(line);
      byUser.computeIfAbsent(user, u -> new ArrayList<>(1)).add(behind(line, user));
    }
    return new UserFile(byUser);
  }

  /** The hash of a user's password: the first line counts. Null where there is none. */
  @Nullable String hashOf(String user) {
    List<String> own = lines.get(user);
    return own == null ? null : field(own.getFirst());
  }

  /** The digest of a user in a realm, or null. */
  @Nullable String digestOf(String user, String realm) {
    for (String line : lines.getOrDefault(user, List.of())) {
      if (field(line).equals(realm)) {
        return field(behind(line, realm));
      }
    }
    return null;
  }

  /** What stands in front of the first colon. */
  private static String field(String line) {
    int colon = line.indexOf(':');
    return colon < 0 ? line : line.substring(0, colon);
  }

  private static String behind(String line, String field) {
    return line.length() > field.length() ? line.substring(field.length() + 1) : "";
  }
}
