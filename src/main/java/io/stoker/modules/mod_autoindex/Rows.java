package io.stoker.modules.mod_autoindex;

import io.stoker.http.Escapes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a listing in one of three forms. */
final class Rows {

  private final Columns c;
  private final @Nullable String blankIcon;
  private final boolean styled;
  private final StringBuilder out;

  /**
   * @param blankIcon stands above the icons
   * @param styled whether rows and cells have classes for a style sheet
   */
  Rows(Columns columns, @Nullable String blankIcon, boolean styled, StringBuilder out) {
    this.c = columns;
    this.blankIcon = blankIcon;
    this.styled = styled;
    this.out = out;
  }

  void write(List<Entry> entries) {
    if (c.has(IndexOption.HTML_TABLE)) {
      table(entries);
    } else if (c.has(IndexOption.FANCY_INDEXING)) {
      preformatted(entries);
    } else {
      plain(entries);
    }
  }

  private void plain(List<Entry> entries) {
    out.append("<ul>");
    for (Entry e : entries) {
      out.append("<li><a href=\"").append(Columns.href(e)).append("\"> ");
      out.append(Escapes.html(Columns.shown(e))).append("</a></li>\n");
    }
    out.append("</ul>\n");
  }

  // ---- preformatted ----

  private void preformatted(List<Entry> entries) {
    out.append("<pre>");
    preformattedHead();
    for (Entry e : entries) {
      preformattedLine(e);
    }
    out.append(c.has(IndexOption.SUPPRESS_RULES) ? "" : "<hr" + c.close()).append("</pre>\n");
  }

  private void preformattedHead() {
    if (!c.has(IndexOption.SUPPRESS_ICON)) {
      out.append(blankIcon == null ? "      " : c.image(blankIcon, "Icon ") + " ");
    }
    out.append(c.head("Name", Order.Key.NAME));
    out.append(" ".repeat(Math.max(0, c.nameWidth() - 4) + 1));
    if (!c.has(IndexOption.SUPPRESS_LAST_MODIFIED)) {
      out.append(c.head("Last modified", Order.Key.LAST_MODIFIED)).append("      ");
    }
    if (!c.has(IndexOption.SUPPRESS_SIZE)) {
      out.append(c.head("Size", Order.Key.SIZE)).append("  ");
    }
    if (!c.has(IndexOption.SUPPRESS_DESCRIPTION)) {
      out.append(c.head("Description", Order.Key.DESCRIPTION));
    }
    out.append(c.has(IndexOption.SUPPRESS_RULES) ? "\n" : "<hr" + c.close());
  }

  private void preformattedLine(Entry e) {
    if (!c.has(IndexOption.SUPPRESS_ICON)) {
      String icon = c.icon(e);
      boolean link = c.has(IndexOption.ICONS_ARE_LINKS);
      out.append(link ? "<a href=\"" + Columns.href(e) + "\">" : "");
      out.append(icon == null ? "     " : icon);
      out.append(link ? "</a> " : " ");
    }
    out.append(c.name(e)).append(' ');
    if (!c.has(IndexOption.SUPPRESS_LAST_MODIFIED)) {
      String date = c.date(e);
      out.append(date == null ? c.noDate() : date);
    }
    if (!c.has(IndexOption.SUPPRESS_SIZE)) {
      out.append(SizeText.of(e.size())).append("  ");
    }
    if (!c.has(IndexOption.SUPPRESS_DESCRIPTION)) {
      String description = c.description(e);
      out.append(description == null ? "" : description);
    }
    out.append('\n');
  }

  // ---- table ----

  private void table(List<Entry> entries) {
    String rule = rule();
    out.append(styled ? "  <table id=\"indexlist\">\n" : "  <table>\n");
    tableHead();
    out.append(rule);
    boolean even = true;
    for (Entry e : entries) {
      tableRow(e, even);
      even = !even;
    }
    out.append(rule).append("</table>\n");
  }

  private String rule() {
    if (c.has(IndexOption.SUPPRESS_RULES)) {
      return "";
    }
    int columns = 1;
    columns += c.has(IndexOption.SUPPRESS_ICON) ? 0 : 1;
    columns += c.has(IndexOption.SUPPRESS_LAST_MODIFIED) ? 0 : 1;
    columns += c.has(IndexOption.SUPPRESS_SIZE) ? 0 : 1;
    columns += c.has(IndexOption.SUPPRESS_DESCRIPTION) ? 0 : 1;
    return (styled ? "   <tr class=\"indexbreakrow\">" : "   <tr>")
        + "<th colspan=\""
        + columns
        + "\"><hr"
        + c.close()
        + "</th></tr>\n";
  }

  private void tableHead() {
    out.append(styled ? "   <tr class=\"indexhead\">" : "   <tr>");
    if (!c.has(IndexOption.SUPPRESS_ICON)) {
      cell("th", "icon", " valign=\"top\"");
      out.append(blankIcon == null ? "&nbsp;" : c.image(blankIcon, "[ICO]")).append("</th>");
    }
    head("name", "Name", Order.Key.NAME);
    if (!c.has(IndexOption.SUPPRESS_LAST_MODIFIED)) {
      head("lastmod", "Last modified", Order.Key.LAST_MODIFIED);
    }
    if (!c.has(IndexOption.SUPPRESS_SIZE)) {
      head("size", "Size", Order.Key.SIZE);
    }
    if (!c.has(IndexOption.SUPPRESS_DESCRIPTION)) {
      head("desc", "Description", Order.Key.DESCRIPTION);
    }
    out.append("</tr>\n");
  }

  private void head(String column, String text, Order.Key key) {
    cell("th", column, "");
    out.append(c.head(text, key)).append("</th>");
  }

  /** The beginning of a cell: with its class for a style sheet, else with what it needs. */
  private void cell(String element, String column, String attributes) {
    out.append('<').append(element);
    if (styled) {
      out.append(" class=\"indexcol").append(column).append("\">");
    } else {
      out.append(attributes).append('>');
    }
  }

  private void tableRow(Entry e, boolean even) {
    if (styled) {
      boolean named = c.has(IndexOption.ADD_ALT_CLASS) && e.alt() != null;
      out.append("   <tr class=\"").append(even ? "even" : "odd");
      out.append(named ? "-" + classOf(String.valueOf(e.alt())) : "").append("\">");
    } else {
      out.append("<tr>");
    }
    if (!c.has(IndexOption.SUPPRESS_ICON)) {
      String icon = c.icon(e);
      boolean link = c.has(IndexOption.ICONS_ARE_LINKS);
      cell("td", "icon", " valign=\"top\"");
      out.append(link ? "<a href=\"" + Columns.href(e) + "\">" : "");
      out.append(icon == null ? "&nbsp;" : icon).append(link ? "</a></td>" : "</td>");
    }
    cell("td", "name", "");
    out.append(c.name(e)).append("</td>");
    if (!c.has(IndexOption.SUPPRESS_LAST_MODIFIED)) {
      String date = c.date(e);
      cell("td", "lastmod", date == null ? "" : " align=\"right\"");
      out.append(date == null ? "&nbsp;" : date).append("</td>");
    }
    if (!c.has(IndexOption.SUPPRESS_SIZE)) {
      cell("td", "size", " align=\"right\"");
      out.append(SizeText.of(e.size())).append("</td>");
    }
    if (!c.has(IndexOption.SUPPRESS_DESCRIPTION)) {
      String description = c.description(e);
      cell("td", "desc", "");
      out.append(description == null ? "&nbsp;" : description).append("</td>");
    }
    out.append("</tr>\n");
  }

  private static String classOf(String alt) {
    return alt.toLowerCase(java.util.Locale.ROOT);
  }
}
