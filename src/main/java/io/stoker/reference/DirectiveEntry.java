package io.stoker.reference;

import io.stoker.api.Directive;
import io.stoker.api.Directive.Arity;
import io.stoker.api.OverrideClass;
import io.stoker.api.SectionKind;
import io.stoker.api.Where;
import io.stoker.config.HttpdTables;
import io.stoker.config.HttpdTables.DirectiveRow;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A directive of Stoker beside what is known of httpd's directive of that name.
 *
 * @param module name of the module that declares it: {@code mod_mime}
 * @param httpd null for a directive that httpd has not
 */
public record DirectiveEntry(String module, Directive directive, @Nullable DirectiveRow httpd) {

  static DirectiveEntry of(String module, Directive directive) {
    HttpdTables tables = HttpdTables.get();
    String tag = directive.toString();
    DirectiveRow known =
        tables.directives().stream()
            .filter(row -> row.tag().equalsIgnoreCase(tag) && isHome(row, module))
            .findFirst()
            .orElse(tables.directive((directive.isSection() ? "<" : "") + directive.name()));
    return new DirectiveEntry(module, directive, known);
  }

  /**
   * Whether a module is where httpd has the directive. What the MPMs and the core of httpd share
   * among them is one to a configuration.
   */
  static boolean isHome(DirectiveRow row, String module) {
    return row.modules().contains(module)
        || (isCore(module) && row.modules().stream().anyMatch(DirectiveEntry::isCore));
  }

  private static boolean isCore(String module) {
    return module.equals("core") || module.equals("http_core") || module.startsWith("mpm_");
  }

  /** As a file writes it: {@code Listen}, {@code <Directory>}. */
  public String tag() {
    return directive.toString();
  }

  /**
   * A row that is read in a virtual host only to be refused there in httpd's words has not VHOST.
   */
  private Set<Where> declared() {
    Set<Where> said = EnumSet.noneOf(Where.class);
    said.addAll(directive.contexts());
    if (directive.notIn().contains(SectionKind.VIRTUAL_HOST)) {
      said.remove(Where.VHOST);
    }
    return said;
  }

  /** Where it may stand: what the module says, and where httpd permits it besides. */
  public Set<Where> contexts() {
    Set<Where> all = declared();
    if (httpd != null) {
      all.addAll(httpd.contexts());
      if (httpd.rejectedInVirtualHost()) {
        all.remove(Where.VHOST);
      }
    }
    return all;
  }

  /** The classes of AllowOverride that let it into .htaccess; any one of them is enough. */
  public Set<OverrideClass> overrides() {
    Set<OverrideClass> all = EnumSet.noneOf(OverrideClass.class);
    if (httpd != null && !httpd.overrides().isEmpty()) {
      all.addAll(httpd.overrides());
    } else if (directive.override() != null) {
      all.add(Objects.requireNonNull(directive.override()));
    }
    return all;
  }

  /** {@code Name argument [optional] [repeated] ...}, a section in its brackets. */
  public String syntax() {
    List<String> words = new ArrayList<>();
    words.add(directive.name());
    directive.params().forEach(p -> words.add(word(p)));
    String line = words.stream().filter(w -> !w.isEmpty()).collect(Collectors.joining(" "));
    return directive.isSection() ? "<" + line + ">" : line;
  }

  private static String word(Directive.Param param) {
    String label = param.type().label();
    // A row that was written as plain words carries brackets and dots already.
    boolean optional = param.optional() && !label.startsWith("[");
    boolean repeated = param.repeated() && !label.contains("...");
    String open = optional ? "[" + label + "]" : label;
    return repeated ? open + " [" + label + "] ..." : open;
  }

  /**
   * What a configuration would notice: module, contexts, override class and number of arguments
   * that are not httpd's. Empty where they agree or where httpd has no such directive.
   */
  public List<String> deviations() {
    if (httpd == null) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    if (!isHome(httpd, module)) {
      found.add("stands in " + module + " instead of " + String.join(", ", httpd.modules()));
    }
    Set<Where> declared = declared();
    httpd.contexts().stream()
        .filter(where -> !declared.contains(where))
        .filter(where -> where != Where.VHOST || !httpd.rejectedInVirtualHost())
        .forEach(where -> found.add("lacks context " + Words.of(where)));
    declared.stream()
        .filter(where -> !isPermitted(httpd, where))
        .forEach(where -> found.add("context " + Words.of(where) + " is not httpd's"));
    override(httpd, found);
    // A section reads its own argument, whatever httpd's table calls it.
    if (httpd.arguments() != null && !directive.isSection() && !sameArity(httpd.arguments())) {
      found.add("takes " + directive.arity() + " instead of " + httpd.arguments());
    }
    return List.copyOf(found);
  }

  /**
   * httpd's own tables cannot tell main server from virtual host: what the manual lists for one is
   * read in the other too, unless the action refuses it.
   */
  private static boolean isPermitted(DirectiveRow httpd, Where where) {
    Set<Where> theirs = httpd.contexts();
    return switch (where) {
      case SERVER -> theirs.contains(Where.SERVER) || theirs.contains(Where.VHOST);
      case VHOST ->
          theirs.contains(Where.VHOST)
              || (theirs.contains(Where.SERVER) && !httpd.rejectedInVirtualHost());
      case DIRECTORY, HTACCESS -> theirs.contains(where);
    };
  }

  private void override(DirectiveRow httpd, List<String> found) {
    OverrideClass said = directive.override();
    if (said == null && !httpd.overrides().isEmpty()) {
      found.add("lacks override class " + Words.of(httpd.overrides()));
    } else if (said != null && !httpd.overrides().contains(said)) {
      String theirs = httpd.overrides().isEmpty() ? "none" : Words.of(httpd.overrides());
      found.add("override class " + said.word() + " instead of " + theirs);
    }
  }

  /** An action that gets all words or the whole line says itself what is wrong with them. */
  private boolean sameArity(String httpd) {
    Arity ours = directive.arity();
    return switch (httpd) {
      case "RAW_ARGS", "TAKE_ARGV" ->
          ours == Arity.RAW_ARGS || ours == Arity.WORDS || ours == Arity.TAKE_ARGV;
      default -> ours.name().equals(httpd);
    };
  }
}
