package io.stoker.modules.mod_authz_groupfile;

import io.stoker.api.FileDoor;
import io.stoker.api.FileLines;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A file of groups: lines with a name, a colon and its users.
 *
 * @param byUser the groups of each user
 */
record GroupFile(Map<String, Set<String>> byUser) {

  static final FileDoor.Form<GroupFile> FORM = GroupFile::parse;

  private static GroupFile parse(byte[] content) {
    Map<String, Set<String>> byUser = new HashMap<>();
    for (String line : FileLines.of(content, FileLines.GREATEST_LENGTH)) {
      int colon = line.indexOf(':');
      String group = (colon < 0 ? line : line.substring(0, colon)).stripTrailing();
      for (String user : FileLines.words(colon < 0 ? "" : line.substring(colon + 1))) {
        byUser.computeIfAbsent(user, u -> new HashSet<>(2)).add(group);
      }
    }
    return new GroupFile(byUser);
  }

  /** The groups of a user; empty where it is in none. */
  Set<String> groupsOf(String user) {
    return byUser.getOrDefault(user, Set.of());
  }
}
