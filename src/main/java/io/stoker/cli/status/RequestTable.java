package io.stoker.cli.status;

import java.util.ArrayList;
import java.util.List;

/** The table of requests of the status page, as text in columns. */
final class RequestTable {

  private RequestTable() {}

  /** The table with the column {@code Srv} in an HTML page; empty where there is none. */
  static String of(String page) {
    int srv = page.indexOf("<th>Srv</th>");
    int start = srv < 0 ? -1 : page.lastIndexOf("<table", srv);
    if (start < 0) {
      return "";
    }
    int end = page.indexOf("</table>", start);
    List<List<String>> rows = new ArrayList<>();
    for (String row : page.substring(start, end < 0 ? page.length() : end).split("(?i)<tr[^>]*>")) {
      List<String> cells = new ArrayList<>();
      String[] parts = row.split("(?i)<t[dh][^>]*>");
      for (int i = 1; i < parts.length; i++) {
        cells.add(plain(parts[i]));
      }
      if (!cells.isEmpty()) {
        rows.add(cells);
      }
    }
    return columns(rows);
  }

  private static String plain(String html) {
    return html.replaceAll("<[^>]*>", "")
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
        .strip();
  }

  private static String columns(List<List<String>> rows) {
    int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("  ");
      for (int i = 0; i < row.size(); i++) {
        line.append(' ').append(row.get(i));
        line.append(" ".repeat(widths[i] - row.get(i).length()));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
