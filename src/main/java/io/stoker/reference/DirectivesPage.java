package io.stoker.reference;

import static io.stoker.reference.Markdown.code;
import static io.stoker.reference.Markdown.plain;

import io.stoker.api.Directive;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code docs/directives.md}: every directive that Stoker has. */
public final class DirectivesPage {

  private DirectivesPage() {}

  /** The text of the page, lines end with LF. */
  public static String of(DirectiveReference reference) {
    Map<String, List<DirectiveEntry>> byModule =
        reference.entries().stream()
            .collect(
                Collectors.groupingBy(DirectiveEntry::module, TreeMap::new, Collectors.toList()));
    Markdown page = new Markdown();
    page.heading(1, "Directives");
    page.paragraph(
        "Generated from the directive tables of the modules; do not edit. `mvn -q -Dquick -Pdocs`"
            + " writes it again. [compatibility.md](compatibility.md) tells which of httpd's"
            + " directives are not here.");
    page.paragraph(
        byModule.keySet().stream().map(Markdown::link).collect(Collectors.joining(", ")) + ".");
    byModule.forEach(
        (module, entries) -> {
          page.heading(2, module);
          entries.forEach(entry -> directive(page, entry));
        });
    return page.toString();
  }

  private static void directive(Markdown page, DirectiveEntry entry) {
    Directive d = entry.directive();
    page.heading(3, plain(entry.tag()));
    page.paragraph(code(entry.syntax()));
    page.paragraph(sentence(d.help()));
    page.paragraph(facts(entry));
    if (d.differs() != null) {
      page.paragraph("Differs from httpd: " + sentence(d.differs()));
    }
    if (d.obsolete() != null) {
      page.paragraph("Accepted without effect: " + sentence(d.obsolete()));
    }
  }

  private static String facts(DirectiveEntry entry) {
    StringBuilder facts = new StringBuilder("Context: " + Words.ofContexts(entry.contexts()) + ".");
    if (!entry.overrides().isEmpty()) {
      facts.append(" Override: ").append(Words.of(entry.overrides())).append('.');
    }
    if (entry.directive().fallback() != null) {
      facts.append(" Default: ").append(code(entry.directive().fallback())).append('.');
    }
    return facts.toString();
  }

  private static String sentence(String words) {
    String text = plain(words);
    if (text.isEmpty()) {
      return text;
    }
    String upper = text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    return upper.matches("(?s).*[.!?]") ? upper : upper + ".";
  }
}
