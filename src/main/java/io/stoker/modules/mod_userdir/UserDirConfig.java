package io.stoker.modules.mod_userdir;

import io.stoker.api.Mergeable;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * UserDir of a server.
 *
 * @param places where directories of users are, in the order in which they are tried; null where
 *     not said
 * @param all whether users that no list names have one; null where not said
 * @param enabled names in lower case
 * @param disabled names in lower case
 */
record UserDirConfig(
    @Nullable List<String> places, @Nullable Boolean all, Set<String> enabled, Set<String> disabled)
    implements Mergeable<UserDirConfig> {

  static final UserDirConfig UNSET = new UserDirConfig(null, null, Set.of(), Set.of());

  UserDirConfig withPlaces(List<String> words) {
    return new UserDirConfig(List.copyOf(words), all, enabled, disabled);
  }

  UserDirConfig withAll(boolean on) {
    return new UserDirConfig(places, on, enabled, disabled);
  }

  UserDirConfig withEnabled(List<String> names) {
    return new UserDirConfig(places, all, with(enabled, names), disabled);
  }

  UserDirConfig withDisabled(List<String> names) {
    return new UserDirConfig(places, all, enabled, with(disabled, names));
  }

  private static Set<String> with(Set<String> before, List<String> names) {
    Set<String> more = new TreeSet<>(before);
    names.forEach(name -> more.add(name.toLowerCase(Locale.ROOT)));
    return Set.copyOf(more);
  }

  /** Whether a user's directory may be shown at all. */
  boolean allows(String user) {
    String name = user.toLowerCase(Locale.ROOT);
    return !disabled.contains(name) && (all == null || all || enabled.contains(name));
  }

  /** The lists of names are not inherited. */
  @Override
  public UserDirConfig over(UserDirConfig parent) {
    return new UserDirConfig(
        places != null ? places : parent.places, all != null ? all : parent.all, enabled, disabled);
  }
}
