package io.stoker.reference;

import io.stoker.api.OverrideClass;
import io.stoker.api.Where;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/** The manual's words for contexts and override classes. */
final class Words {

  private Words() {}

  static String of(Where where) {
    return switch (where) {
      case SERVER -> "server config";
      case VHOST -> "virtual host";
      case DIRECTORY -> "directory";
      case HTACCESS -> ".htaccess";
    };
  }

  /** The contexts in the manual's order; empty for none. */
  static String ofContexts(Collection<Where> contexts) {
    return contexts.stream()
        .sorted(Comparator.naturalOrder())
        .map(Words::of)
        .collect(Collectors.joining(", "));
  }

  /** The classes in the manual's order; empty for none. */
  static String of(Collection<OverrideClass> overrides) {
    return overrides.stream()
        .sorted(Comparator.naturalOrder())
        .map(OverrideClass::word)
        .collect(Collectors.joining(", "));
  }
}
