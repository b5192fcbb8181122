package io.stoker.config;

import io.stoker.api.Core;
import io.stoker.api.OverrideClass;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code .htaccess} file may say.
 *
 * @param override AllowOverride in force
 * @param list AllowOverrideList in force, lower case, or null
 */
record Grant(Core.AllowOverride override, @Nullable Set<String> list) {

  boolean permits(Modules.Entry entry) {
    if (list != null && list.contains(entry.name().toLowerCase(Locale.ROOT))) {
      return true;
    }
    Set<OverrideClass> needed = entry.overrides();
    if (needed.contains(OverrideClass.ANY)) {
      return !override.classes().isEmpty();
    }
    return needed.stream().anyMatch(override.classes()::contains);
  }
}
