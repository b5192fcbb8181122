package io.stoker.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads header field lines one by one and checks them as httpd 2.4 does under HttpProtocolOptions:
 * folded lines are joined with one space, fields of one name are joined with commas at the end.
 */
public final class FieldRules {
  private static final String TOO_LARGE = "Size of a request header field exceeds server limit.";
  private static final String TOO_MANY =
      "The number of request header fields exceeds this server's limit.";
  private static final Diagnostic FAILED =
      Diagnostic.debug("AH00567", "request failed: error reading the headers");

  private final ProtocolOptions options;
  private final Headers headers = new Headers();
  private @Nullable String pending;
  private int fieldsRead;

  public FieldRules(ProtocolOptions options) {
    this.options = options;
  }

  /** The fields read so far; complete after {@link #finish}. */
  public Headers headers() {
    return headers;
  }

  /**
   * Takes the next line, which must not be the empty one that ends the fields.
   *
   * @param line octets without the line end
   * @param crlf whether it ended with CR LF rather than LF alone
   * @return null when all is well
   */
  public @Nullable Refusal line(String line, boolean crlf) {
    if (line.indexOf('\0') >= 0) {
      String seen = line.substring(0, line.indexOf('\0'));
      return refuse(RequestLineRules.nulBytes(line), unread(seen));
    }
    if (ProtocolOptions.exceeds(line, options.limitRequestFieldSize())) {
      String seen = line.substring(0, options.limitRequestFieldSize() + 1);
      return refuse(
          TOO_LARGE,
          unread(seen),
          Diagnostic.info(
              "AH00561", "Request header exceeds LimitRequestFieldSize: " + Scan.forLog(seen)));
    }
    if (options.strict() && !crlf) {
      String seen = line + "\n";
      int shown = Math.min(seen.length(), options.limitRequestFieldSize() + 1);
      return refuse(unread(seen.substring(0, shown)));
    }
    if (line.startsWith(" ") || line.startsWith("\t")) {
      return fold(line);
    }
    Refusal refusal = flush();
    pending = line;
    return refusal;
  }

  /** Ends the fields: checks the last one and joins those of one name. */
  public @Nullable Refusal finish() {
    Refusal refusal = flush();
    if (refusal != null) {
      return refusal;
    }
    int before = headers.size();
    headers.compress();
    for (int i = 0; before != headers.size() && i < headers.size(); i++) {
      if (headers.value(i).length() > options.limitRequestFieldSize()) {
        return refuse(
            TOO_LARGE,
            Diagnostic.info(
                "AH00560",
                "Request header exceeds LimitRequestFieldSize after merging: "
                    + Scan.forLog(headers.name(i))));
      }
    }
    return null;
  }

  private @Nullable Refusal fold(String line) {
    String first = pending;
    if (first == null) {
      return refuse(
          Diagnostic.debug("AH03442", "Line folding encountered before first header line"));
    }
    String more = Scan.trimBlanks(line);
    if (more.isEmpty()) {
      return refuse(Diagnostic.debug("AH03443", "Empty folded line encountered"));
    }
    String whole = trimEnd(first) + " " + more;
    if (whole.length() + 1 >= options.limitRequestFieldSize()) {
      return refuse(
          TOO_LARGE,
          Diagnostic.info(
              "AH00562",
              "Request header exceeds LimitRequestFieldSize after folding: " + Scan.forLog(first)));
    }
    pending = whole;
    return null;
  }

  private @Nullable Refusal flush() {
    String line = pending;
    if (line == null) {
      return null;
    }
    pending = null;
    fieldsRead++;
    if (options.limitRequestFields() > 0 && fieldsRead > options.limitRequestFields()) {
      return refuse(
          TOO_MANY,
          Diagnostic.info("AH00563", "Number of request headers exceeds LimitRequestFields"));
    }
    return options.strict() ? strict(trimEnd(line)) : unsafe(trimEnd(line));
  }

  private @Nullable Refusal strict(String line) {
    int colon = Scan.tokenEnd(line, 0);
    if (colon == 0 || colon == line.length() || line.charAt(colon) != ':') {
      return refuse(
          Diagnostic.debug("AH02426", "Request header field name is malformed: " + Scan.cut(line)));
    }
    String value = line.substring(Scan.skipBlanks(line, colon + 1));
    if (Scan.fieldContentEnd(value, 0) < value.length()) {
      return refuse(
          Diagnostic.debug("AH02427", "Request header value is malformed: " + Scan.cut(value)));
    }
    headers.add(line.substring(0, colon), value);
    return null;
  }

  private @Nullable Refusal unsafe(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return refuse(
          Diagnostic.debug(
              "AH00564", "Request header field is missing ':' separator: " + Scan.cut(line)));
    }
    if (colon == 0) {
      return refuse(Diagnostic.debug("AH03453", "Request header field name was empty"));
    }
    String name = line.substring(0, colon);
    if (Scan.spaceFrom(name, 0) >= 0) {
      return refuse(
          Diagnostic.debug("AH03452", "Request header field name presented invalid whitespace"));
    }
    String value = line.substring(Scan.skipBlanks(line, colon + 1));
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\t' && c != ' ' && Scan.isSpace(c)) {
        return refuse(
            Diagnostic.debug("AH03451", "Request header field value presented bad whitespace"));
      }
    }
    headers.add(name, value);
    return null;
  }

  private static String trimEnd(String line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
      end--;
    }
    return line.substring(0, end);
  }

  private static Diagnostic unread(String line) {
    return Diagnostic.debug("", "Failed to read request header line " + line);
  }

  private static Refusal refuse(Diagnostic... why) {
    return refuse(null, why);
  }

  private static Refusal refuse(@Nullable String notes, Diagnostic... why) {
    List<Diagnostic> all = new ArrayList<>(List.of(why));
    all.add(FAILED);
    return new Refusal(Status.BAD_REQUEST, all, notes);
  }
}
