package io.stoker.reference;

import java.util.List;

/** The little of Markdown that the generated pages need. */
final class Markdown {

  private final StringBuilder text = new StringBuilder();

  Markdown heading(int level, String title) {
    if (!text.isEmpty()) {
      text.append('\n');
    }
    text.append("#".repeat(level)).append(' ').append(title).append("\n");
    return this;
  }

  Markdown paragraph(String words) {
    text.append('\n').append(words).append('\n');
    return this;
  }

  /** The head of a table; rows follow. */
  Markdown table(List<String> columns) {
    text.append('\n');
    row(columns);
    text.append("|").append(" --- |".repeat(columns.size())).append('\n');
    return this;
  }

  Markdown row(List<String> cells) {
    text.append('|');
    for (String cell : cells) {
      text.append(cell.isEmpty() ? " |" : " " + cell.replace("|", "\\|") + " |");
    }
    text.append('\n');
    return this;
  }

  /** Words that may hold anything: nothing in them is read as Markdown or HTML. */
  static String plain(String words) {
    return words
        .replace("\\", "\\\\")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("*", "\\*")
        .replace("_", "\\_")
        .replace("[", "\\[")
        .replace("`", "\\`");
  }

  /** Words as they stand in a file; empty for none. */
  static String code(String words) {
    if (words.isEmpty()) {
      return "";
    }
    String fence = words.contains("`") ? "``" : "`";
    String pad = words.startsWith("`") || words.endsWith("`") ? " " : "";
    return fence + pad + words + pad + fence;
  }

  /** A link to a heading of this page. */
  static String link(String title) {
    String anchor = title.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9_ -]", "");
    return "[" + plain(title) + "](#" + anchor.replace(' ', '-') + ")";
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
