package io.stoker.reference;

import io.stoker.api.HttpdModule;
import io.stoker.config.ConfigReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/**
 * All directives of all modules, loaded or not, each with httpd's facts beside it: what the
 * reference pages, the compatibility report and completion are made of.
 */
public final class DirectiveReference {

  private final List<DirectiveEntry> entries = new ArrayList<>();
  private final Set<String> modules = new TreeSet<>();
  private final Map<String, List<DirectiveEntry>> byTag = new HashMap<>();

  private DirectiveReference(Iterable<HttpdModule> offered) {
    for (HttpdModule module : ConfigReport.available(offered)) {
      modules.add(module.name());
      ConfigReport.directives(module).stream()
          .map(directive -> DirectiveEntry.of(module.name(), directive))
          .sorted(Comparator.comparing(entry -> entry.directive().name().toLowerCase(Locale.ROOT)))
          .forEach(this::add);
    }
  }

  /** The modules of the class path. */
  public static DirectiveReference ofClassPath() {
    return of(ServiceLoader.load(HttpdModule.class));
  }

  /** These modules, and what the configuration language itself has. */
  public static DirectiveReference of(Iterable<HttpdModule> modules) {
    return new DirectiveReference(modules);
  }

  private void add(DirectiveEntry entry) {
    entries.add(entry);
    byTag.computeIfAbsent(key(entry.tag()), tag -> new ArrayList<>()).add(entry);
  }

  /** By module, then by name. */
  public List<DirectiveEntry> entries() {
    return List.copyOf(entries);
  }

  /** Names of the modules, those without directives included. */
  public Set<String> modules() {
    return Set.copyOf(modules);
  }

  /**
   * The directive in each module that has it; empty where none does.
   *
   * @param tag as a file writes it, in any case: {@code listen}, {@code <Directory>}
   */
  public List<DirectiveEntry> find(String tag) {
    return List.copyOf(byTag.getOrDefault(key(tag), List.of()));
  }

  private static String key(String tag) {
    return tag.toLowerCase(Locale.ROOT);
  }
}
