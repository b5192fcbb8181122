package io.stoker.modules.mod_include;

import java.util.HashMap;
import java.util.Map;

/** Entities of HTML, those of ISO-8859-1 alone. */
final class Entities {

  /** In the order of ISO-8859-1, from 0xa0 on; the names of HTML 4. */
  private static final String LATIN =
      "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn"
          + " sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest"
          + " Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave"
          + " Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave"
          + " Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig"
          + " ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute"
          + " ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

  private static final Map<String, Character> NAMES = new HashMap<>();

  static {
    NAMES.put("lt", '<');
    NAMES.put("gt", '>');
    NAMES.put("amp", '&');
    NAMES.put("quot", '"');
    char code = 0xa0;
    for (String name : LATIN.split(" ")) {
      NAMES.put(name, code++);
    }
  }

  private Entities() {}

  /** The text with its entities as chars; unknown ones stay. */
  static String decode(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int end = c == '&' ? text.indexOf(';', i) : -1;
      int decoded = end < 0 ? -1 : decoded(text.substring(i + 1, end));
      if (decoded < 0) {
        out.append(c);
      } else {
        out.append((char) decoded);
        i = end;
      }
    }
    return out.toString();
  }

  /** What stands between the ampersand and the semicolon; -1 where it is nothing known. */
  private static int decoded(String name) {
    if (!name.startsWith("#")) {
      Character known = NAMES.get(name);
      return known == null ? -1 : known;
    }
    int code = 0;
    for (int i = 1; i < name.length(); i++) {
      int digit = Character.digit(name.charAt(i), 10);
      if (digit < 0 || code > 0xff) {
        return -1;
      }
      code = code * 10 + digit;
    }
    boolean shown = code == '\t' || code == '\n' || code == '\r' || code >= 0x20;
    boolean taken = code <= 0xff && shown && !(code >= 0x7f && code <= 0xa0) && code != 0xad;
    return taken ? code : -1;
  }
}
