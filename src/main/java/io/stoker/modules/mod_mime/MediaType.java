package io.stoker.modules.mod_mime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A media type taken apart as httpd does it, blanks kept where httpd keeps them.
 *
 * @param type with its subtype, {@code text/html}
 * @param params in order; values with their quotes
 */
record MediaType(String type, List<Param> params) {

  record Param(String name, String value) {}

  /** A text that is no media type. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    private final String id;

    Malformed(String id, String message) {
      super(message, null, false, false);
      this.id = id;
    }

    /** The number of httpd's message. */
    String id() {
      return id;
    }
  }

  static MediaType parse(String text) throws Malformed {
    return new Parser(text).parse();
  }

  /**
   * The type with {@code charset} in place of the first charset it names, other charsets left out;
   * all its own where {@code charset} is null.
   */
  String withCharset(@Nullable String charset) {
    StringBuilder out = new StringBuilder(type);
    boolean placed = charset == null;
    for (Param param : params) {
      if (charset == null || !param.name().equals("charset")) {
        out.append("; ").append(param.name()).append('=').append(param.value());
      } else if (!placed) {
        out.append("; charset=").append(charset);
        placed = true;
      }
    }
    return placed ? out.toString() : out.append("; charset=").append(charset).toString();
  }

  /** A reader of one text, from left to right. */
  private static final class Parser {
    private static final String SPECIAL = "()<>@,;:\\\"/[]?=";

    private final String s;
    private final List<Param> params = new ArrayList<>(2);
    private int at;

    Parser(String s) {
      this.s = s;
    }

    MediaType parse() throws Malformed {
      String type = type();
      skipSpace();
      if (at < s.length()) {
        at++;
        skipSpace();
        if (at == s.length()) {
          throw noParam("AH01602");
        }
        while (at < s.length() && param()) {
          at++;
        }
      }
      return new MediaType(type, List.copyOf(params));
    }

    private String type() throws Malformed {
      skipSpace();
      int start = at;
      if (at == s.length()) {
        throw new Malformed(
            "AH01598", "mod_mime: analyze_ct: cannot get media type from '" + s + "'");
      }
      at++;
      skipUntil(true);
      if (at == s.length() || s.charAt(at) == ';') {
        throw new Malformed("AH01599", "Cannot get media type from '" + s + "'");
      }
      skipSpace();
      if (at == s.length() || s.charAt(at) != '/') {
        throw new Malformed(
            "AH01600", "mod_mime: analyze_ct: cannot get media type from '" + s + "'");
      }
      String major = s.substring(start, at++);
      skipSpace();
      int subtype = at;
      if (at == s.length()) {
        throw new Malformed("AH01601", "Cannot get media subtype.");
      }
      at++;
      skipUntil(false);
      return major + "/" + s.substring(subtype, at);
    }

    private void skipUntil(boolean slashEnds) {
      while (at < s.length() && !isSpace(s.charAt(at)) && s.charAt(at) != ';') {
        if (slashEnds && s.charAt(at) == '/') {
          return;
        }
        at++;
      }
    }

    /** One parameter; false at the end of the text. A name without a value is passed over. */
    private boolean param() throws Malformed {
      int start = at;
      while (at < s.length() && s.charAt(at) != '=') {
        if (!isToken(s.charAt(at)) && !isSpace(s.charAt(at))) {
          throw noParam("AH01605");
        }
        at++;
      }
      if (at == s.length()) {
        return false;
      }
      String name = s.substring(start, at++).strip();
      if (name.isEmpty()) {
        throw noParam("AH01603");
      }
      skipSpace();
      if (at == s.length()) {
        throw noParam("AH01604");
      }
      String value = s.charAt(at) == '"' ? quoted() : token();
      if (value.isEmpty()) {
        throw noParam("AH01609");
      }
      params.add(new Param(name, value));
      return at < s.length();
    }

    private String token() throws Malformed {
      int start = at;
      while (at < s.length() && s.charAt(at) != ';') {
        if (!isToken(s.charAt(at))) {
          throw noParam("AH01608");
        }
        at++;
      }
      return s.substring(start, at);
    }

    /** A quoted value; the closing quote may be missing. */
    private String quoted() throws Malformed {
      int start = at++;
      while (at < s.length()) {
        char c = s.charAt(at++);
        if (c == '"') {
          skipSpace();
          if (at < s.length() && s.charAt(at) != ';') {
            throw noParam("AH01606");
          }
          break;
        }
        if (c == '\\' && at < s.length()) {
          at++;
        } else if (c >= 0x80 || c == '\n') {
          throw noParam("AH01607");
        }
      }
      return s.substring(start, at).strip();
    }

    private void skipSpace() {
      while (at < s.length() && isSpace(s.charAt(at))) {
        at++;
      }
    }

    private static boolean isSpace(char c) {
      return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean isToken(char c) {
      return c > ' ' && c < 0x7f && SPECIAL.indexOf(c) < 0;
    }

    private static Malformed noParam(String id) {
      return new Malformed(id, "Cannot get media parameter.");
    }
  }
}
