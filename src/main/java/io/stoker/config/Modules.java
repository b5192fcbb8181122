package io.stoker.config;

import io.stoker.api.Directive;
import io.stoker.api.HttpdModule;
import io.stoker.api.OverrideClass;
import io.stoker.api.Where;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The modules of one configuration and their directives: those always there, then LoadModule's. */
final class Modules {

  /** A directive that may be used. */
  record Entry(
      Directive directive,
      HttpdModule module,
      Language.@Nullable Kind kind,
      Set<Where> contexts,
      Set<OverrideClass> overrides,
      boolean rejectedInVirtualHost) {

    /** As messages name it: {@code Listen}, {@code <Directory}. */
    String name() {
      return (directive.isSection() ? "<" : "") + directive.name();
    }

    /** As messages of context name it: {@code Listen}, {@code <Directory>}. */
    String tag() {
      return directive.isSection() ? "<" + directive.name() + ">" : directive.name();
    }
  }

  private final Map<String, HttpdModule> available = new LinkedHashMap<>();
  private final List<HttpdModule> loaded = new ArrayList<>();
  private final Set<String> identifiers = new HashSet<>();
  private final Set<String> unsupported = new HashSet<>();
  private final Map<String, Entry> entries = new HashMap<>();

  Modules(List<HttpdModule> offered) {
    for (HttpdModule module : offered) {
      available.put(module.identifier(), module);
    }
    for (HttpdModule module : LanguageModule.ALL) {
      available.putIfAbsent(module.identifier(), module);
    }
    available.values().stream()
        .filter(HttpdModule::isStatic)
        .sorted(Comparator.comparingInt(m -> HttpdTables.get().staticOrder(m.name())))
        .forEach(this::add);
  }

  /** The modules in use, in the order in which their hooks run. */
  List<HttpdModule> loaded() {
    return List.copyOf(loaded);
  }

  @Nullable HttpdModule available(String identifier) {
    return available.get(identifier);
  }

  boolean isLoadedIdentifier(String identifier) {
    return identifiers.contains(identifier) || unsupported.contains(identifier);
  }

  /** By {@code mod_x}, {@code mod_x.c} or {@code x_module}, as {@code <IfModule>} asks. */
  boolean isLoaded(String name) {
    if (isLoadedIdentifier(name)) {
      return true;
    }
    for (HttpdModule module : loaded) {
      if (module.name().equals(name) || module.sourceName().equals(name)) {
        return true;
      }
    }
    for (String identifier : unsupported) {
      HttpdTables.ModuleRow row = HttpdTables.get().moduleByIdentifier(identifier);
      if (row != null && (row.name() + ".c").equals(name)) {
        return true;
      }
    }
    return false;
  }

  void add(HttpdModule module) {
    loaded.add(module);
    identifiers.add(module.identifier());
    for (Directive directive : rows(module)) {
      entries.putIfAbsent(key(directive), entry(directive, module));
    }
  }

  /** Remembers a module that the configuration loads and Stoker has not. */
  void addUnsupported(String identifier) {
    unsupported.add(identifier);
  }

  /** Identifiers of the modules that the configuration loads and Stoker has not. */
  Set<String> unsupported() {
    return Set.copyOf(unsupported);
  }

  /** The directive of that name, as written in a file; null where no module in use has it. */
  @Nullable Entry find(String name) {
    return entries.get(name.toLowerCase(Locale.ROOT));
  }

  /** Whether httpd would know a directive here, though Stoker has none of that name. */
  boolean wouldKnow(HttpdTables.DirectiveRow row) {
    for (String module : row.modules()) {
      HttpdTables.ModuleRow m = HttpdTables.get().module(module);
      String identifier = m == null ? "" : m.identifier();
      if (module.equals("core") || (m != null && m.isStatic()) || isLoadedIdentifier(identifier)) {
        return true;
      }
    }
    return false;
  }

  Map<String, Directive> directives() {
    Map<String, Directive> all = new HashMap<>();
    entries.forEach((name, entry) -> all.put(name, entry.directive()));
    return Map.copyOf(all);
  }

  /** A module's rows together with those that the language has for it. */
  static List<Directive> rows(HttpdModule module) {
    List<Directive> rows = new ArrayList<>(Language.rows(module.name()));
    Set<String> names = new HashSet<>();
    rows.forEach(row -> names.add(key(row)));
    for (Directive row : module.directives()) {
      if (names.add(key(row))) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static String key(Directive directive) {
    return (directive.isSection() ? "<" : "") + directive.name().toLowerCase(Locale.ROOT);
  }

  private static Entry entry(Directive directive, HttpdModule module) {
    Set<Where> contexts = EnumSet.noneOf(Where.class);
    contexts.addAll(directive.contexts());
    Set<OverrideClass> overrides = EnumSet.noneOf(OverrideClass.class);
    if (directive.override() != null) {
      overrides.add(directive.override());
    }
    boolean rejected = true;
    HttpdTables.DirectiveRow row = HttpdTables.get().directive(key(directive));
    if (row != null) {
      // The manual and the server differ for some directives; existing files rely on the server.
      contexts.addAll(row.contexts());
      rejected = row.rejectedInVirtualHost();
      if (!row.overrides().isEmpty()) {
        overrides.clear();
        overrides.addAll(row.overrides());
      }
    }
    return new Entry(directive, module, Language.kind(directive), contexts, overrides, rejected);
  }
}
