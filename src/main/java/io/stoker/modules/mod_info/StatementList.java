package io.stoker.modules.mod_info;

import io.stoker.api.ConfigStatement;
import io.stoker.http.Escapes;
import java.util.List;
import java.util.function.Predicate;

/** Directives with the lines that they stand on, indented by the sections around them. */
final class StatementList {

  private static final String SPACE = "&nbsp;";
  private static final int LINE_WIDTH = 4;

  private final List<ConfigStatement> statements;
  private String file = "";

  StatementList(List<ConfigStatement> statements) {
    this.statements = statements;
  }

  /** Writes those that are wanted, and the sections around them. */
  void write(StringBuilder page, Predicate<ConfigStatement> wanted) {
    statements.forEach(statement -> write(page, statement, 0, wanted));
  }

  private static boolean hasAny(ConfigStatement statement, Predicate<ConfigStatement> wanted) {
    return wanted.test(statement)
        || statement.inside().stream().anyMatch(inner -> hasAny(inner, wanted));
  }

  private void write(
      StringBuilder page, ConfigStatement s, int depth, Predicate<ConfigStatement> wanted) {
    if (!hasAny(s, wanted)) {
      return;
    }
    if (!s.position().file().equals(file)) {
      file = s.position().file();
      page.append("<dd><tt><strong>In file: ")
          .append(Escapes.html(file))
          .append("</strong></tt></dd>\n");
    }
    String line = Integer.toString(s.position().line());
    begin(page, SPACE.repeat(Math.max(0, LINE_WIDTH - line.length())) + line, depth);
    if (!s.isSection()) {
      page.append(Escapes.html(s.name()))
          .append(" <i>")
          .append(Escapes.html(s.args()))
          .append("</i></tt></dd>\n");
      return;
    }
    page.append("&lt;").append(Escapes.html(s.name() + " " + s.args())).append("&gt;</tt></dd>\n");
    s.inside().forEach(inner -> write(page, inner, depth + 1, wanted));
    begin(page, SPACE.repeat(LINE_WIDTH), depth);
    page.append("&lt;/").append(Escapes.html(s.name())).append("&gt;</tt></dd>");
  }

  private static void begin(StringBuilder page, String line, int depth) {
    page.append("<dd><tt>").append(line).append(':').append(SPACE).append(SPACE.repeat(2 * depth));
  }
}
