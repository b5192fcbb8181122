package io.stoker.modules.mod_negotiation;

import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A type map: paragraphs of header lines, one paragraph for each variant.
 *
 * <p>Source: httpd manual, "Content Negotiation" and mod_negotiation.
 */
final class TypeMap {

  private static final LogMessage NO_COLON =
      LogMessage.error(
          "negotiation", "AH00681", "Syntax error in type map, no ':' in %s for header %s");
  private static final LogMessage NO_VALUE =
      LogMessage.error(
          "negotiation", "AH00682", "Syntax error in type map --- no header body: %s for %s");
  private static final LogMessage BAD_LENGTH =
      LogMessage.error(
          "negotiation",
          "AH00684",
          "Parse error in type map, Content-Length: '%s' in %s is invalid.");
  private static final LogMessage NO_END =
      LogMessage.error(
          "negotiation",
          "AH00685",
          "Syntax error in type map, no end tag '%s' found in %s for Body: content.");

  private static final Set<String> DESCRIBING =
      Set.of("content-type", "content-length", "content-language", "content-encoding");

  private final Exchange x;
  private final String filename;
  private final String text;
  private final String ownName;
  private final List<Variant> variants = new ArrayList<>();
  private Variant variant = new Variant();
  private boolean described;
  private int at;

  /**
   * @param x for the log
   * @param text the file
   * @param ownName its name, which its bodies go by
   */
  TypeMap(Exchange x, String text, String ownName) {
    this.x = x;
    this.filename = String.valueOf(x.filename());
    this.text = text;
    this.ownName = ownName;
  }

  /** The variants, as far as they could be read; null where a line is no header at all. */
  @Nullable List<Variant> read() {
    boolean more = true;
    while (more) {
      String line = line();
      if (line == null || line.isBlank()) {
        flush();
        more = line != null;
      } else {
        Boolean ok = header(line);
        if (ok == null) {
          return null;
        }
        more = ok;
      }
    }
    return variants;
  }

  private void flush() {
    if (!variant.file.isEmpty() && described) {
      variants.add(variant);
    }
    variant = new Variant();
    described = false;
  }

  /**
   * The next line that is no comment, with its line feed and its continuations; null at the end.
   */
  private @Nullable String line() {
    String line = physical();
    while (line != null && line.startsWith("#")) {
      line = physical();
    }
    if (line == null || line.isBlank() || line.regionMatches(true, 0, "Body:", 0, 5)) {
      return line;
    }
    StringBuilder whole = new StringBuilder(line);
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        physical();
      } else if (Accept.isSpace(c) && !isBlankLine()) {
        String more = physical();
        whole.append(more == null ? "" : more.stripLeading());
      } else {
        break;
      }
    }
    return whole.toString();
  }

  private boolean isBlankLine() {
    int end = text.indexOf('\n', at);
    return text.substring(at, end < 0 ? text.length() : end).isBlank();
  }

  private @Nullable String physical() {
    if (at >= text.length()) {
      return null;
    }
    int end = text.indexOf('\n', at);
    int next = end < 0 ? text.length() : end + 1;
    String line = text.substring(at, next);
    at = next;
    return line;
  }

  /** True to go on, false to stop reading here, null where the whole map is refused. */
  private @Nullable Boolean header(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      x.log(NO_COLON, filename, line.toLowerCase(Locale.ROOT));
      return null;
    }
    String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
    String value = line.substring(colon + 1).stripLeading();
    if (value.isEmpty()) {
      x.log(NO_VALUE, filename, name + line.substring(colon));
      return null;
    }
    return field(name, withoutComments(value));
  }

  private boolean field(String name, String value) {
    switch (name) {
      case "uri" -> variant.file = new Tokens(value).next(false);
      case "content-type" -> variant.describe(Accept.first(value));
      case "content-language" -> variant.languages = languages(value);
      case "content-encoding" -> variant.encoding = new Tokens(value).next(false);
      case "description" -> variant.description = description(value);
      case "content-length" -> {
        if (!length(new Tokens(value).next(false))) {
          return false;
        }
      }
      case "body" -> {
        return body(value.stripTrailing());
      }
      default -> {}
    }
    described |= DESCRIBING.contains(name);
    return true;
  }

  private static List<String> languages(String value) {
    Tokens tokens = new Tokens(value);
    List<String> languages = new ArrayList<>(2);
    while (tokens.hasMore()) {
      languages.add(tokens.next(false).toLowerCase(Locale.ROOT));
      if (!tokens.skip(',')) {
        tokens.skip(';');
      }
    }
    return languages;
  }

  private static String description(String value) {
    String line = value.replace('\n', ' ');
    return line.substring(0, line.length() - 1);
  }

  private boolean length(String word) {
    try {
      variant.bytes = Long.parseLong(word);
    } catch (NumberFormatException e) {
      variant.bytes = -1;
    }
    if (variant.bytes < 0) {
      x.log(BAD_LENGTH, word, filename);
      return false;
    }
    return true;
  }

  /** The text up to the tag; what follows the tag in its line is passed over. */
  private boolean body(String tag) {
    int end = text.indexOf(tag, at);
    if (end < 0) {
      x.log(NO_END, tag, filename);
      return false;
    }
    String body = text.substring(at, end);
    variant.body = body;
    variant.bytes = body.length();
    variant.file = ownName;
    at = end + tag.length();
    physical();
    return true;
  }

  /** Comments in parentheses become blanks. */
  private static String withoutComments(String value) {
    StringBuilder out = new StringBuilder(value);
    boolean inside = false;
    for (int i = 0; i < out.length(); i++) {
      char c = out.charAt(i);
      inside |= c == '(';
      if (inside) {
        out.setCharAt(i, ' ');
      }
      inside &= c != ')';
    }
    return out.toString();
  }
}
