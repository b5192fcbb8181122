package io.stoker.reference;

import static io.stoker.reference.Markdown.code;
import static io.stoker.reference.Markdown.link;
import static io.stoker.reference.Markdown.plain;

import io.stoker.reference.CompatibilityReport.Group;
import io.stoker.reference.CompatibilityReport.Row;
import io.stoker.reference.CompatibilityReport.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** {@code docs/compatibility.md}: the compatibility report as a page. */
public final class CompatibilityPage {

  /**
   * A reply that differs from httpd's on purpose, as a parity case says.
   *
   * @param module the folder of the case
   * @param file name of the case file
   * @param request name of the request or check
   * @param reason why
   */
  public record Difference(String module, String file, String request, String reason) {}

  private final CompatibilityReport report;
  private final List<Difference> differences;
  private final Markdown page = new Markdown();

  private CompatibilityPage(CompatibilityReport report, List<Difference> differences) {
    this.report = report;
    this.differences = differences;
  }

  /** The text of the page, lines end with LF. */
  public static String of(CompatibilityReport report, List<Difference> differences) {
    return new CompatibilityPage(report, differences).write();
  }

  private String write() {
    head();
    summary();
    differences();
    own();
    report.groups().stream().filter(group -> !group.rows().isEmpty()).forEach(this::group);
    return page.toString();
  }

  private void head() {
    page.heading(1, "Compatibility with Apache httpd 2.4.71");
    page.paragraph(
        "Generated from the directive tables of the modules and from the parity cases; do not edit."
            + " `mvn -q -Dquick -Pdocs` writes it again.");
    Map<Status, Long> totals = report.totals();
    String counts =
        Arrays.stream(Status.values())
            .map(status -> totals.get(status) + " " + status.words())
            .collect(Collectors.joining(", "));
    page.paragraph("Of httpd's " + report.rows().size() + " directives: " + counts + ".");
    page.paragraph(
        "*done*: a module has it, with httpd's contexts, override class and number of arguments,"
            + " and knows of no difference. *differs*: a module has it, and says what is different."
            + " *no effect*: accepted, and does nothing, for the reason told. *not yet*: refused"
            + " with an error that says so, or left out with `StokerUnsupported warn`"
            + " ([configuration.md](configuration.md)).");
    page.paragraph(
        "Where httpd shows a configuration (`-D DUMP_CONFIG`, `-D DUMP_RUN_CFG`, server-info),"
            + " Stoker shows it without secrets: [which](console.md#the-way-of-a-change).");
    page.paragraph(
        "*tier* tells how common a directive is: 1 in the stock configuration files of httpd or"
            + " Debian, 2 common, 3 rare, 4 obsolete or of other platforms.");
  }

  private void summary() {
    page.heading(2, "Modules");
    page.paragraph(
        "A module without directives counts too: *present* says that `LoadModule` switches it on.");
    page.table(
        List.of("module", "present", "directives", "done", "differs", "no effect", "not yet"));
    for (Group group : report.groups()) {
      page.row(
          List.of(
              group.rows().isEmpty() ? plain(group.name()) : link(group.name()),
              presence(group),
              number(group.rows().size()),
              number(group.count(Status.DONE)),
              number(group.count(Status.DIFFERS)),
              number(group.count(Status.OBSOLETE)),
              number(group.count(Status.NOT_YET))));
    }
  }

  private static String presence(Group group) {
    if (group.present().containsAll(group.modules())) {
      return "yes";
    }
    return group.present().isEmpty() ? "not yet" : plain(String.join(", ", group.present()));
  }

  private static String number(long count) {
    return count == 0 ? "" : Long.toString(count);
  }

  private void differences() {
    page.heading(2, "Replies that differ");
    page.paragraph(
        "The parity cases (`src/test/resources/parity`) hold what Apache httpd 2.4.71 was recorded"
            + " to reply. Where a case says that Stoker's reply differs on purpose, it is listed"
            + " here.");
    if (differences.isEmpty()) {
      page.paragraph("None.");
      return;
    }
    Map<String, List<Difference>> byModule =
        differences.stream()
            .collect(
                Collectors.groupingBy(
                    Difference::module, java.util.TreeMap::new, Collectors.toList()));
    byModule.forEach(
        (module, list) -> {
          page.heading(3, "Replies: " + module);
          page.table(List.of("case", "request", "difference"));
          list.forEach(
              d -> page.row(List.of(plain(d.file()), plain(d.request()), plain(d.reason()))));
        });
  }

  private void own() {
    page.heading(2, "Directives that httpd has not");
    page.table(List.of("directive", "module", "contexts", "override", "default", "what"));
    for (DirectiveEntry entry : report.own()) {
      page.row(
          List.of(
              code(entry.tag()),
              plain(entry.module()),
              Words.ofContexts(entry.contexts()),
              Words.of(entry.overrides()),
              code(Objects.requireNonNullElse(entry.directive().fallback(), "")),
              plain(entry.directive().help())));
    }
  }

  private void group(Group group) {
    page.heading(2, group.name());
    page.table(
        List.of("directive", "status", "contexts", "override", "default", "what", "why", "tier"));
    group.rows().forEach(row -> page.row(cells(row)));
  }

  private static List<String> cells(Row row) {
    DirectiveEntry entry = row.entry();
    String fallback = entry == null ? row.httpd().fallback() : entry.directive().fallback();
    return List.of(
        code(row.httpd().tag()),
        row.status().words(),
        Words.ofContexts(entry == null ? row.httpd().contexts() : entry.contexts()),
        Words.of(entry == null ? row.httpd().overrides() : entry.overrides()),
        code(Objects.requireNonNullElse(fallback, "")),
        entry == null ? "" : plain(entry.directive().help()),
        plain(row.why()),
        Integer.toString(row.httpd().tier()));
  }
}
