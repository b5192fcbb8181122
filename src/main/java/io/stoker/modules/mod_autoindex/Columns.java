package io.stoker.modules.mod_autoindex;

import io.stoker.http.Escapes;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of a line that tables and preformatted listings have in common. */
final class Columns {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter OLD_DATE =
      DateTimeFormatter.ofPattern("dd-MMM-uuuu HH:mm", Locale.ENGLISH);

  private final Set<IndexOption> options;
  private final IndexOptions config;
  private final IndexQuery query;
  private final @Nullable String usualIcon;
  private final int nameWidth;
  private final int descriptionWidth;
  private final DateTimeFormatter date;
  private final ZoneId zone = ZoneId.systemDefault();

  /** Of 50,000 files most have one of a few icons, and many are of the same minute. */
  private final Map<Icon, String> icons = new HashMap<>();

  private long minute = -1;
  private String minuteText = "";

  private record Icon(String url, String alt) {}

  Columns(IndexOptions config, IndexQuery query, @Nullable String usualIcon, List<Entry> entries) {
    this.options = query.options();
    this.config = config;
    this.query = query;
    this.usualIcon = usualIcon;
    boolean measures = !has(IndexOption.HTML_TABLE);
    int longestName = 0;
    int longestText = 0;
    for (Entry e : entries) {
      longestName = Math.max(longestName, e.name().length());
      longestText = Math.max(longestText, e.description() == null ? 0 : e.description().length());
    }
    nameWidth = width(config.nameWidth(), measures ? longestName : 0);
    descriptionWidth = width(config.descriptionWidth(), measures ? longestText : 0);
    date = has(IndexOption.USE_OLD_DATE_FORMAT) ? OLD_DATE : DATE;
  }

  private static int width(@Nullable Width said, int longest) {
    Width width = said == null ? Width.DEFAULT : said;
    return width.adjusts() ? Math.max(width.chars(), longest) : width.chars();
  }

  boolean has(IndexOption option) {
    return options.contains(option);
  }

  int nameWidth() {
    return nameWidth;
  }

  /** The end of an element without content. */
  String close() {
    return has(IndexOption.XHTML) ? " />" : ">";
  }

  /** A column's head, a link that sorts by it, and the other way round where it is sorted so. */
  String head(String text, Order.Key key) {
    if (has(IndexOption.SUPPRESS_COLUMN_SORTING)) {
      return text;
    }
    boolean reverse = query.order().key() == key && query.order().ascending();
    return "<a href=\"?C="
        + key.letter()
        + ";O="
        + (reverse ? 'D' : 'A')
        + query.links()
        + "\">"
        + text
        + "</a>";
  }

  static String href(Entry e) {
    return Escapes.html(Escapes.osPath(e.name()));
  }

  static String shown(Entry e) {
    return e.isParent() ? "Parent Directory" : e.name();
  }

  /** The name in a link, cut to the column's width, and blanks up to it. */
  String name(Entry e) {
    boolean whole = config.nameWidth() != null && config.nameWidth().adjusts();
    String name = shown(e);
    boolean cut = name.length() > nameWidth && !(whole && has(IndexOption.HTML_TABLE));
    String text = cut ? name.substring(0, Math.max(0, nameWidth - 3)) + "..>" : name;
    String link = "<a href=\"" + href(e) + "\">" + Escapes.html(text) + "</a>";
    return whole && has(IndexOption.HTML_TABLE)
        ? link
        : link + " ".repeat(Math.max(0, nameWidth - text.length()));
  }

  /** The icon's element; null where there is none. */
  @Nullable String icon(Entry e) {
    String icon = e.icon() != null ? e.icon() : usualIcon;
    String alt = e.alt() == null ? "   " : e.alt();
    return icon == null
        ? null
        : icons.computeIfAbsent(new Icon(icon, alt), i -> image(i.url, "[" + i.alt + "]"));
  }

  String image(String url, String alt) {
    StringBuilder s = new StringBuilder("<img src=\"").append(Escapes.html(url));
    s.append("\" alt=\"").append(alt).append('"');
    if (config.iconWidth() != 0) {
      s.append(" width=\"").append(config.iconWidth()).append('"');
    }
    if (config.iconHeight() != 0) {
      s.append(" height=\"").append(config.iconHeight()).append('"');
    }
    return s.append(close()).toString();
  }

  /** The time with two blanks behind; null where it is not known. */
  @Nullable String date(Entry e) {
    if (e.modified() < 0) {
      return null;
    }
    long at = e.modified() / 60_000_000L;
    if (at != minute) {
      minute = at;
      minuteText = date.format(Instant.ofEpochSecond(at * 60).atZone(zone)) + "  ";
    }
    return minuteText;
  }

  /** As many blanks as httpd puts in place of {@link #date}, whatever its format. */
  String noDate() {
    return " ".repeat(19);
  }

  /** The description cut to its column; null where there is none. */
  @Nullable String description(Entry e) {
    String text = e.description();
    boolean whole = config.descriptionWidth() != null && config.descriptionWidth().adjusts();
    return text == null || (whole && has(IndexOption.HTML_TABLE)) ? text : cut(text);
  }

  /** Tags do not count, and entities count as one character; what is cut ends in a bracket. */
  private String cut(String text) {
    int room = descriptionWidth;
    if (config.descriptionWidth() == null) {
      room += has(IndexOption.SUPPRESS_ICON) ? 6 : 0;
      room += has(IndexOption.SUPPRESS_LAST_MODIFIED) ? 19 : 0;
      room += has(IndexOption.SUPPRESS_SIZE) ? 7 : 0;
    }
    int at = 0;
    while (at < text.length() && (room > 0 || text.charAt(at) == '<')) {
      char c = text.charAt(at);
      char end = c == '<' ? '>' : c == '&' ? ';' : 0;
      room -= c == '<' ? 0 : 1;
      if (end != 0) {
        int close = text.indexOf(end, at);
        if (close < 0) {
          return text;
        }
        at = close;
      }
      at++;
    }
    return room == 0 && at > 0 && at < text.length() ? text.substring(0, at - 1) + ">" : text;
  }
}
