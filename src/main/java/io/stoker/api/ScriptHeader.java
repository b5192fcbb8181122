package io.stoker.api;

import io.stoker.http.HeaderNames;
import io.stoker.http.Headers;
import io.stoker.http.HttpDate;
import io.stoker.http.Methods;
import io.stoker.http.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header that a script, or a file sent as it is, puts in front of its content (RFC 3875,
 * section 6.2; httpd's {@code ap_scan_script_header_err}): lines of names and values up to an empty
 * one.
 */
public final class ScriptHeader {

  /** Where the lines come from. */
  @FunctionalInterface
  public interface Lines {

    /**
     * The next line with its line feed, one octet per char.
     *
     * @param limit how many octets to give at most; the rest of a longer line is the next one
     * @return null at the end
     */
    @Nullable String next(int limit) throws IOException;

    /**
     * A line was no field: nobody knows what the rest would be.
     *
     * @param line without its end
     */
    default void malformed(String line) throws IOException {
      while (next(LIMIT) != null) {
        // forgotten
      }
    }
  }

  /** Octets of a line. */
  static final int LIMIT = 8191;

  /** A number as C reads it at the beginning of a text; nine digits are enough to be none. */
  private static final Pattern NUMBER = Pattern.compile("^[-+]?[0-9]{1,9}");

  private static final String BAD_TIME = "Ignored invalid header value: Last-Modified: '%s'";

  private final Exchange x;
  private final String module;
  private final String script;

  /** For fields whose lines are joined, and Set-Cookie, whose lines are not. */
  private final Headers fields = new Headers();

  private final List<String> cookies = new ArrayList<>();
  private boolean hasStatus;

  private ScriptHeader(Exchange x, String module) {
    this.x = x;
    this.module = module;
    String filename = String.valueOf(x.filename());
    this.script = filename.substring(filename.lastIndexOf('/') + 1);
  }

  /**
   * Reads a header, and gives its fields to the reply.
   *
   * @param module the module's log name
   * @return 0 to send the content that follows; else the status to answer with: 500 for what is no
   *     header, 304 or 412 where the request's conditions say so
   */
  public static int read(Exchange x, String module, Lines lines) throws IOException {
    return new ScriptHeader(x, module).read(lines);
  }

  private int read(Lines lines) throws IOException {
    boolean first = true;
    while (true) {
      String line = lines.next(LIMIT);
      if (line == null) {
        log(
            LogLevel.ERROR,
            first
                ? "End of script output before headers: %s"
                : "Premature end of script headers: %s",
            script);
        return 500;
      }
      String text = withoutEnd(line);
      if (text.isEmpty()) {
        return end();
      }
      if (first) {
        log(LogLevel.TRACE4, "Headers from script '%s':", script);
      }
      log(LogLevel.TRACE4, "  %s", text);
      first = false;
      int colon = text.indexOf(':');
      if (colon < 0) {
        lines.malformed(text);
        log(LogLevel.ERROR, "malformed header from script '%s': Bad header: %.30s", script, text);
        return 500;
      }
      take(text.substring(0, colon), text.substring(colon + 1).stripLeading());
    }
  }

  /** Up to the line end, or a NUL, which ends a text in C. */
  private static String withoutEnd(String line) {
    int nul = line.indexOf('\0');
    String text = nul < 0 ? line : line.substring(0, nul);
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private void take(String name, String value) {
    switch (name.toLowerCase(Locale.ROOT)) {
      case "content-type" -> x.contentType(value.stripTrailing());
      case "status" -> status(value);
      case "location", "content-length", "content-range", "transfer-encoding", "etag" ->
          x.out().set(name, value);
      case "last-modified" -> modified(value);
      case "set-cookie" -> cookies.add(value);
      default -> fields.add(name, value);
    }
  }

  /** What is no status goes to the logs as it is, and to the client as 500. */
  private void status(String value) {
    Matcher number = NUMBER.matcher(value);
    int status = number.find() ? Integer.parseInt(number.group()) : 0;
    hasStatus = true;
    x.status(status);
    if (status < 100 || status >= 600) {
      log(LogLevel.ERROR, "Invalid status line from script '%s': %.30s", script, value);
    }
    boolean reasoned = value.length() != 3;
    x.notes().set("status-line", reasoned || !Status.isKnown(status) ? value : Status.line(status));
  }

  private void modified(String value) {
    long seconds = HttpDate.parse(value);
    if (seconds == HttpDate.BAD) {
      x.log(new LogMessage(module, "AH10247", LogLevel.INFO, BAD_TIME), value);
      return;
    }
    x.updateLastModified(seconds * 1_000_000);
    // A time in the future would never be reached by If-Modified-Since.
    boolean past = x.lastModified() <= x.startMicros();
    long shown = past ? x.lastModified() : x.nowMicros();
    x.out().set(HeaderNames.LAST_MODIFIED, HttpDate.format(Math.floorDiv(shown, 1_000_000L)));
  }

  private int end() {
    int status = !hasStatus && Methods.isGetOrHead(x.method()) ? Conditions.check(x) : 0;
    Headers out = x.errorOut();
    cookies.addAll(0, out.getAll(HeaderNames.SET_COOKIE));
    out.addAll(fields).compress().unset(HeaderNames.SET_COOKIE);
    cookies.forEach(cookie -> out.add(HeaderNames.SET_COOKIE, cookie));
    return status;
  }

  private void log(LogLevel level, String text, Object... args) {
    x.log(new LogMessage(module, "", level, text), args);
  }
}
