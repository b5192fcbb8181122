package io.stoker.modules.mod_include;

import io.stoker.api.Exchange;
import io.stoker.api.Key;
import io.stoker.api.ScriptEnvironment;
import io.stoker.files.FileInfo;
import io.stoker.http.Escapes;
import io.stoker.logging.Strftime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a page, which the pages that it includes share: what elements set, what is said
 * of the page, of the request (as scripts are told), and what is in its environment. Each is looked
 * up when it is asked for, so that a reply depends on no more than it shows.
 */
final class Variables {

  /** Those of the page that a request is for, or is a part of. */
  static final Key<Variables> KEY = Key.named("mod_include variables");

  private static final String DATE_LOCAL = "DATE_LOCAL";
  private static final String DATE_GMT = "DATE_GMT";
  private static final String LAST_MODIFIED = "LAST_MODIFIED";
  private static final String USER_NAME = "USER_NAME";

  private final Exchange base;

  /** What the page says of itself, by name, those with empty values being found out when asked. */
  private final Map<String, String> ofPage = new LinkedHashMap<>();

  /** Names, in lower case, of what elements set. */
  private final Set<String> set = new LinkedHashSet<>();

  /** The variables of a page that nothing else includes. */
  Variables(Exchange base) {
    this.base = base;
    ofPage.put(DATE_LOCAL, "");
    ofPage.put(DATE_GMT, "");
    ofPage.put(LAST_MODIFIED, "");
    ofPage.put("DOCUMENT_URI", base.uri());
    if (!base.pathInfo().isEmpty()) {
      ofPage.put("DOCUMENT_PATH_INFO", base.pathInfo());
    }
    String query = base.query();
    ofPage.put("DOCUMENT_ARGS", query == null ? "" : query);
    ofPage.put(USER_NAME, "");
    String file = String.valueOf(base.filename());
    ofPage.put("DOCUMENT_NAME", file.substring(file.lastIndexOf('/') + 1));
    if (query != null) {
      ofPage.put("QUERY_STRING_UNESCAPED", Escapes.shell(Coding.percent(query)));
    }
    // Scripts that the page includes find them, as they are in httpd.
    ofPage.forEach(base.env()::set);
  }

  /** An included page that has a query brings it along. */
  void query(Exchange x) {
    String query = x.query();
    if (query != null) {
      set(x, "QUERY_STRING", query);
      set(x, "QUERY_STRING_UNESCAPED", Escapes.shell(Coding.percent(query)));
    }
  }

  /** Sets a variable, for the page and all between it and {@code x}. */
  void set(Exchange x, String name, String value) {
    set.add(name.toLowerCase(Locale.ROOT));
    for (Exchange at = x; at != null; at = at.main()) {
      at.env().set(name, value);
      if (at == base) {
        return;
      }
    }
  }

  /** The value of a variable, or null. */
  @Nullable String get(String name, Formats formats) {
    String upper = name.toUpperCase(Locale.ROOT);
    if (set.contains(name.toLowerCase(Locale.ROOT))) {
      return base.env().get(name);
    }
    String ours = ofPage.get(upper);
    if (ours != null) {
      return ofPage(upper, ours, formats);
    }
    String value = ScriptEnvironment.value(base, name);
    return value != null ? value : base.env().get(name);
  }

  private String ofPage(String name, String value, Formats formats) {
    return switch (name) {
      case DATE_LOCAL -> formats.time(base.nowMicros());
      case DATE_GMT -> formats.timeInGmt(base.nowMicros());
      case LAST_MODIFIED -> lastModified(formats);
      case USER_NAME -> owner();
      default -> value;
    };
  }

  private String lastModified(Formats formats) {
    FileInfo file = base.file();
    return formats.time(file == null ? 0 : file.modifiedMicros());
  }

  private String owner() {
    FileInfo file = base.file();
    return file == null ? "<unknown>" : base.files().userName(file.uid());
  }

  /** All of them, in httpd's order. */
  Map<String, String> all(Formats formats) {
    base.unplannable("printenv");
    Map<String, String> script = ScriptEnvironment.all(base);
    Map<String, String> all = new LinkedHashMap<>();
    base.env()
        .forEach(
            (name, value) -> {
              boolean later =
                  ofPage.containsKey(name)
                      || script.containsKey(name)
                      || set.contains(name.toLowerCase(Locale.ROOT));
              if (!later) {
                all.put(name, value);
              }
            });
    script.forEach(
        (name, value) -> {
          if (!set.contains(name.toLowerCase(Locale.ROOT))) {
            all.put(name, value);
          }
        });
    ofPage.forEach((name, value) -> all.put(name, ofPage(name, value, formats)));
    base.env()
        .forEach(
            (name, value) -> {
              if (set.contains(name.toLowerCase(Locale.ROOT))) {
                all.put(name, value);
              }
            });
    return all;
  }

  /** How times and sizes are written. */
  record Formats(String timeFormat, boolean inBytes) {

    private static final ZoneId GMT = ZoneId.of("GMT");

    String time(long micros) {
      return time(micros, ZoneId.systemDefault());
    }

    String timeInGmt(long micros) {
      return time(micros, GMT);
    }

    private String time(long micros, ZoneId zone) {
      Instant at = Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L));
      return new Strftime(timeFormat).format(at.atZone(zone));
    }

    String size(long bytes) {
      return inBytes ? String.format(Locale.ROOT, "%,d", bytes) : abbreviated(bytes);
    }

    /** Four characters, as apr_strfsize has it. */
    private static String abbreviated(long bytes) {
      if (bytes < 973) {
        return "%3d ".formatted(bytes);
      }
      String units = "KMGTPE";
      long size = bytes;
      int unit = 0;
      while (true) {
        int remain = (int) (size & 1023);
        size >>= 10;
        if (size >= 973) {
          unit++;
          continue;
        }
        if (size < 9 || (size == 9 && remain < 973)) {
          int tenth = ((remain * 5) + 256) / 512;
          if (tenth >= 10) {
            size++;
            tenth = 0;
          }
          return "%d.%d%c".formatted(size, tenth, units.charAt(unit));
        }
        if (remain >= 512) {
          size++;
        }
        return "%3d%c".formatted(size, units.charAt(unit));
      }
    }
  }
}
