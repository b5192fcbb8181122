package io.stoker.modules.mod_rewrite;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with {@code $N}, {@code %N}, {@code %{VARIABLE}} and <code>${map:key|default}</code>,
 * compiled once. A backslash takes the meaning of the next character away.
 */
final class Template {

  private sealed interface Part {}

  /**
   * @param hasMark whether a question mark is in it that was not escaped
   */
  private record Literal(String text, boolean hasMark) implements Part {}

  /** Group of the rule's pattern, or of the last condition that matched. */
  private record Group(boolean ofRule, int number) implements Part {}

  private record Lookup(Variable variable) implements Part {}

  private record MapLookup(String map, Template key, @Nullable Template otherwise)
      implements Part {}

  private final List<Part> parts;

  private Template(List<Part> parts) {
    this.parts = parts;
  }

  /** The text that comes of it, groups as they are. */
  String expand(RuleRun run) {
    return expand(run, null, null);
  }

  /**
   * The text that comes of it.
   *
   * @param escape how groups are escaped, or null
   * @param origin told where question marks come from, or null
   */
  String expand(RuleRun run, @Nullable GroupEscape escape, @Nullable QueryOrigin origin) {
    if (parts.isEmpty()) {
      return "";
    }
    if (parts.size() == 1 && origin == null) {
      return text(parts.get(0), run, escape);
    }
    StringBuilder out = new StringBuilder(64);
    for (Part part : parts) {
      String text = text(part, run, escape);
      if (origin != null) {
        tell(origin, part, text);
      }
      out.append(text);
    }
    return out.toString();
  }

  private static void tell(QueryOrigin origin, Part part, String text) {
    if (part instanceof Literal(String own, boolean hasMark)) {
      origin.written(hasMark);
    } else {
      origin.expanded(text);
    }
  }

  private static String text(Part part, RuleRun run, @Nullable GroupEscape escape) {
    return switch (part) {
      case Literal(String text, boolean hasMark) -> text;
      case Group(boolean ofRule, int number) -> {
        String group = ofRule ? run.ruleGroup(number) : run.condGroup(number);
        yield escape == null || group.isEmpty() ? group : run.escaped(group, escape);
      }
      case Lookup(Variable variable) -> variable.value(run, run.x());
      case MapLookup(String map, Template key, Template otherwise) -> {
        String found = run.map(map, key.expand(run, escape, null));
        if (found == null) {
          found = otherwise == null ? "" : otherwise.expand(run, escape, null);
        }
        yield found;
      }
    };
  }

  static Template compile(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    boolean mark = false;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : '\0';
      int end = (c == '$' || c == '%') && next == '{' ? closing(text, i + 2) : -1;
      Part part = end < 0 ? null : inBraces(c, text.substring(i + 2, end));
      if (part != null) {
        i = end + 1;
      } else if ((c == '$' || c == '%') && next >= '0' && next <= '9') {
        part = new Group(c == '$', next - '0');
        i += 2;
      } else if (c == '\\' && next != '\0') {
        plain.append(next);
        i += 2;
      } else {
        plain.append(c);
        mark |= c == '?';
        i++;
      }
      if (part != null) {
        flush(plain, mark, parts);
        mark = false;
        parts.add(part);
      }
    }
    flush(plain, mark, parts);
    return new Template(List.copyOf(parts));
  }

  private static void flush(StringBuilder plain, boolean mark, List<Part> parts) {
    if (!plain.isEmpty()) {
      parts.add(new Literal(plain.toString(), mark));
      plain.setLength(0);
    }
  }

  /** A variable, or a map look-up; null for a look-up without a key, which is plain text. */
  private static @Nullable Part inBraces(char kind, String inside) {
    if (kind == '%') {
      return new Lookup(Variable.named(inside));
    }
    int colon = outside(inside, 0, ':');
    if (colon < 0) {
      return null;
    }
    int bar = outside(inside, colon + 1, '|');
    Template key = compile(inside.substring(colon + 1, bar < 0 ? inside.length() : bar));
    Template otherwise = bar < 0 ? null : compile(inside.substring(bar + 1));
    return new MapLookup(inside.substring(0, colon), key, otherwise);
  }

  /** Where the brace that was opened before {@code from} is closed, or -1. */
  private static int closing(String text, int from) {
    int depth = 1;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /** Where {@code wanted} stands outside of braces, or -1. */
  private static int outside(String text, int from, char wanted) {
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
      } else if (c == wanted && depth == 0) {
        return i;
      } else if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      }
    }
    return -1;
  }
}
