package io.stoker.modules.mod_autoindex;

import io.stoker.api.Mergeable;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * IndexOptions at one level.
 *
 * @param none whether {@code None} was said
 * @param on options said without a sign, and at merged levels those in force
 * @param added, removed options said with a sign since the last one without
 * @param iconWidth, iconHeight pixels; 0 for none
 * @param nameWidth, descriptionWidth null where not said
 * @param charset, type of the listing; null where not said
 */
record IndexOptions(
    boolean none,
    Set<IndexOption> on,
    Set<IndexOption> added,
    Set<IndexOption> removed,
    int iconWidth,
    int iconHeight,
    @Nullable Width nameWidth,
    @Nullable Width descriptionWidth,
    @Nullable String charset,
    @Nullable String type)
    implements Mergeable<IndexOptions> {

  static final IndexOptions UNSET =
      new IndexOptions(false, Set.of(), Set.of(), Set.of(), 0, 0, null, null, null, null);

  /** What holds: options with a sign count too where nothing was merged. */
  Set<IndexOption> inForce() {
    return minus(union(on, added), removed);
  }

  /** As it counts in a section: an option without sign makes those with one void. */
  IndexOptions asSection() {
    return on.isEmpty() && !none
        ? this
        : new IndexOptions(
            none,
            on,
            Set.of(),
            Set.of(),
            iconWidth,
            iconHeight,
            nameWidth,
            descriptionWidth,
            charset,
            type);
  }

  String contentType() {
    return (type == null ? "text/html" : type)
        + ";charset="
        + (charset == null ? "ISO-8859-1" : charset);
  }

  @Override
  public IndexOptions over(IndexOptions parent) {
    boolean inherits = on.isEmpty();
    Set<IndexOption> plus =
        none || !inherits ? Set.of() : minus(union(parent.added, added), removed);
    Set<IndexOption> minus = none || !inherits ? Set.of() : union(parent.removed, removed);
    Set<IndexOption> base = none ? Set.of() : inherits ? parent.on : on;
    return new IndexOptions(
        none,
        minus(union(base, plus), minus),
        plus,
        minus,
        iconWidth != 0 ? iconWidth : parent.iconWidth,
        iconHeight != 0 ? iconHeight : parent.iconHeight,
        nameWidth != null ? nameWidth : parent.nameWidth,
        descriptionWidth != null ? descriptionWidth : parent.descriptionWidth,
        charset != null ? charset : parent.charset,
        type != null ? type : parent.type);
  }

  static Set<IndexOption> union(Set<IndexOption> a, Set<IndexOption> b) {
    if (a.isEmpty()) {
      return b;
    }
    EnumSet<IndexOption> all = EnumSet.copyOf(a);
    all.addAll(b);
    return Set.copyOf(all);
  }

  static Set<IndexOption> minus(Set<IndexOption> a, Set<IndexOption> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a;
    }
    EnumSet<IndexOption> rest = EnumSet.copyOf(a);
    rest.removeAll(b);
    return Set.copyOf(rest);
  }
}
