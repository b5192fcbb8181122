package io.stoker.reference;

import io.stoker.api.Directive;
import io.stoker.config.HttpdTables;
import io.stoker.config.HttpdTables.DirectiveRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** httpd's directives beside Stoker's: what is done, what differs, what is not there yet. */
public final class CompatibilityReport {

  /** How far Stoker has a directive of httpd. */
  public enum Status {
    /** Works as in httpd. */
    DONE("done"),
    /** Works, but not in all as in httpd; the reason is told. */
    DIFFERS("differs"),
    /** Accepted without effect; the reason is told. */
    OBSOLETE("no effect"),
    NOT_YET("not yet");

    private final String words;

    Status(String words) {
      this.words = words;
    }

    /** As the report writes it. */
    public String words() {
      return words;
    }
  }

  /**
   * A directive of httpd.
   *
   * @param entry Stoker's directive, or null for {@link Status#NOT_YET}
   * @param why the reason of a difference or of having no effect; else empty
   */
  public record Row(
      DirectiveRow httpd, Status status, @Nullable DirectiveEntry entry, String why) {}

  /**
   * A module of httpd, or several that share directives, such as the MPMs.
   *
   * @param name {@code mod_mime}; {@code mod_cgi, mod_cgid}
   * @param modules the modules' names
   * @param present those of them that Stoker has
   * @param rows its directives, as httpd's table orders them
   */
  public record Group(String name, Set<String> modules, Set<String> present, List<Row> rows) {

    /** Directives of that status. */
    public long count(Status status) {
      return rows.stream().filter(row -> row.status() == status).count();
    }
  }

  /** The name of the group of all MPMs of Unix. */
  public static final String MPM = "mpm_event, mpm_worker, mpm_prefork";

  private static final Set<String> UNIX_MPM = Set.of("mpm_event", "mpm_worker", "mpm_prefork");

  private final DirectiveReference reference;
  private final List<Group> groups;

  public CompatibilityReport(DirectiveReference reference) {
    this.reference = reference;
    Map<String, Set<String>> modules = new TreeMap<>();
    Map<String, List<Row>> rows = new TreeMap<>();
    for (HttpdTables.ModuleRow module : HttpdTables.get().modules()) {
      // mpm_common is a chapter of the manual, no module.
      if (!module.name().equals("mpm_common")) {
        group(modules, List.of(module.name()));
      }
    }
    for (DirectiveRow row : HttpdTables.get().directives()) {
      String name = group(modules, row.modules());
      rows.computeIfAbsent(name, n -> new ArrayList<>()).add(row(row));
    }
    List<Group> all = new ArrayList<>();
    modules.forEach(
        (name, members) -> {
          Set<String> present = new TreeSet<>(members);
          present.retainAll(reference.modules());
          all.add(new Group(name, members, present, rows.getOrDefault(name, List.of())));
        });
    this.groups = List.copyOf(all);
  }

  /** All modules, by name. */
  public List<Group> groups() {
    return groups;
  }

  /** All of httpd's directives. */
  public List<Row> rows() {
    return groups.stream().flatMap(group -> group.rows().stream()).toList();
  }

  /** How many directives have which status. */
  public Map<Status, Long> totals() {
    Map<Status, Long> totals = new EnumMap<>(Status.class);
    for (Status status : Status.values()) {
      totals.put(status, groups.stream().mapToLong(group -> group.count(status)).sum());
    }
    return totals;
  }

  /** The directives that httpd has not, by module and name. */
  public List<DirectiveEntry> own() {
    return reference.entries().stream().filter(entry -> entry.httpd() == null).toList();
  }

  /**
   * The directives whose contexts, override class or arguments are not httpd's though nothing says
   * so: mistakes in a module's table.
   */
  public List<DirectiveEntry> undeclared() {
    return reference.entries().stream()
        .filter(e -> e.directive().differs() == null && !e.deviations().isEmpty())
        .toList();
  }

  private static String group(Map<String, Set<String>> modules, List<String> names) {
    boolean mpm = names.stream().anyMatch(UNIX_MPM::contains);
    String name = mpm ? MPM : String.join(", ", names);
    modules.computeIfAbsent(name, n -> new TreeSet<>(mpm ? UNIX_MPM : Set.copyOf(names)));
    return name;
  }

  private Row row(DirectiveRow httpd) {
    for (DirectiveEntry entry : reference.find(httpd.tag())) {
      if (DirectiveEntry.isHome(httpd, entry.module())) {
        return row(httpd, entry);
      }
    }
    return new Row(httpd, Status.NOT_YET, null, "");
  }

  private static Row row(DirectiveRow httpd, DirectiveEntry entry) {
    Directive directive = entry.directive();
    String differs = directive.differs();
    String obsolete = directive.obsolete();
    if (obsolete != null) {
      return new Row(
          httpd, Status.OBSOLETE, entry, differs == null ? obsolete : obsolete + "; " + differs);
    }
    return differs == null
        ? new Row(httpd, Status.DONE, entry, "")
        : new Row(httpd, Status.DIFFERS, entry, differs);
  }
}
