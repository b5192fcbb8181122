package io.stoker.cli.compat;

import io.stoker.config.HttpdTables;
import io.stoker.config.HttpdTables.ModuleRow;
import io.stoker.reference.Ratings;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which modules httpd would have loaded, for what {@code <IfModule>} asks. */
final class LoadedModules {

  private final Ratings ratings;
  private final Set<String> names = new HashSet<>();

  LoadedModules(Ratings ratings) {
    this.ratings = ratings;
  }

  /** Takes the words of LoadModule. */
  void load(String identifier, String file) {
    names.add(identifier);
    String base = file.substring(file.lastIndexOf('/') + 1);
    names.add(base.endsWith(".so") ? base.substring(0, base.length() - 3) + ".c" : base);
  }

  /**
   * Whether a module is there. A configuration without any LoadModule, such as an {@code .htaccess}
   * file, is taken for one of a server that has what Stoker has.
   *
   * @param name {@code mod_x}, {@code mod_x.c} or {@code x_module}
   */
  boolean has(String name) {
    ModuleRow row = row(name);
    if (row != null && (row.isStatic() || row.name().equals("core"))) {
      return true;
    }
    if (names.isEmpty()) {
      return row != null && ratings.has(row.name());
    }
    return names.contains(name)
        || (row != null && (names.contains(row.identifier()) || names.contains(row.name() + ".c")));
  }

  private static @Nullable ModuleRow row(String name) {
    ModuleRow byIdentifier = HttpdTables.get().moduleByIdentifier(name);
    if (byIdentifier != null) {
      return byIdentifier;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    String plain = lower.endsWith(".c") ? lower.substring(0, lower.length() - 2) : lower;
    ModuleRow row = HttpdTables.get().module(plain);
    // The sources of the MPMs and of the core are called otherwise than the modules.
    return row != null
        ? row
        : switch (plain) {
          case "event", "worker", "prefork" -> HttpdTables.get().module("mpm_" + plain);
          default -> null;
        };
  }
}
