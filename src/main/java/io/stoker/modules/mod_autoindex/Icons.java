package io.stoker.modules.mod_autoindex;

import io.stoker.api.Exchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What AddIcon, AddAlt and AddDescription say, in force for one listing. */
record Icons(
    List<Item> icons, List<Item> alts, List<Description> descriptions, @Nullable String usual) {

  static Icons of(Exchange x) {
    return new Icons(
        x.config(ModAutoindex.ICONS),
        x.config(ModAutoindex.ALTS),
        x.config(ModAutoindex.DESCRIPTIONS),
        x.config(ModAutoindex.DEFAULT_ICON));
  }

  @Nullable String icon(Item.Subject subject, boolean directory) {
    return find(icons, subject, directory);
  }

  /** The text instead of an icon; {@code fallback} for a directory without any. */
  @Nullable String alt(Item.Subject subject, boolean directory, String fallback) {
    String found = find(alts, subject, directory);
    return found == null && directory ? fallback : found;
  }

  @Nullable String blank() {
    return Item.find(icons, Item.Subject.named(Item.BLANK_ICON));
  }

  @Nullable String description(String path) {
    return Description.find(descriptions, path);
  }

  private static @Nullable String find(List<Item> items, Item.Subject subject, boolean directory) {
    if (!directory) {
      return Item.find(items, subject);
    }
    String own = Item.find(items, Item.Subject.named(subject.path()));
    return own != null ? own : Item.find(items, Item.Subject.named(Item.DIRECTORY));
  }
}
