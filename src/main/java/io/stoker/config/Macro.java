package io.stoker.config;

import io.stoker.api.Position;
import io.stoker.syntax.LogicalLine;
import io.stoker.syntax.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A macro: lines in which the names of parameters are replaced wherever they occur.
 *
 * @param key the name in lower case
 * @param description as messages name it: {@code macro 'x' (defined on line N of "FILE")}
 * @param lines logical lines, comments left out
 */
record Macro(
    String key, String description, String place, List<String> parameters, List<String> lines) {

  /** The head of a definition, its faults found. */
  static Macro define(String arguments, Position at, LoadContext ctx) throws ReadException {
    Words words = new Words(arguments);
    String name = words.hasNext() ? words.next().value() : "";
    if (name.isEmpty()) {
      throw new ReadException("<Macro macro definition: empty name", null);
    }
    String key = name.toLowerCase(Locale.ROOT);
    String place = "defined on line " + at.line() + " of \"" + at.file() + "\"";
    String description = "macro '" + key + "' (" + place + ")";
    if ("$%@".indexOf(name.charAt(0)) >= 0) {
      ctx.log(at, Messages.MACRO_NAME_PREFIX, description);
    }
    List<String> parameters = new ArrayList<>();
    while (words.hasNext()) {
      parameters.add(words.next().value());
    }
    Macro head = new Macro(key, description, place, List.copyOf(parameters), List.of());
    head.checkParameters(at, ctx);
    return head;
  }

  private void checkParameters(Position at, LoadContext ctx) throws ReadException {
    for (int i = 0; i < parameters.size(); i++) {
      String one = parameters.get(i);
      if (one.isEmpty()) {
        throw new ReadException(description + ": empty argument #" + (i + 1) + " name", null);
      }
      if (one.startsWith("${") && one.endsWith("}")) {
        ctx.log(at, Messages.MACRO_DEFINE_CLASH, description, one, i + 1);
      } else if ("$%@".indexOf(one.charAt(0)) < 0) {
        ctx.log(at, Messages.MACRO_NO_PREFIX, description, one, i + 1);
      }
    }
    for (int i = 0; i < parameters.size(); i++) {
      for (int j = i + 1; j < parameters.size(); j++) {
        checkPair(i, j, at, ctx);
      }
    }
  }

  private void checkPair(int i, int j, Position at, LoadContext ctx) throws ReadException {
    String a = parameters.get(i);
    String b = parameters.get(j);
    if (a.equals(b)) {
      throw new ReadException(
          "argument name conflict in %s: argument '%s': #%d and #%d, change argument names!"
              .formatted(description, a, i + 1, j + 1),
          null);
    }
    if (a.startsWith(b) || b.startsWith(a)) {
      ctx.log(at, Messages.MACRO_PREFIX_CONFLICT, description, a, i + 1, b, j + 1);
    }
  }

  /** The macro with its lines, which are checked for what its user may have got wrong. */
  Macro withLines(List<LogicalLine> body, boolean checkNesting, Position at, LoadContext ctx) {
    List<String> texts = body.stream().map(line -> line.text().text()).toList();
    Macro macro = new Macro(key, description, place, parameters, texts);
    if (checkNesting) {
      macro.checkNesting(body, at, ctx);
    }
    if (body.isEmpty()) {
      ctx.log(at, Messages.MACRO_EMPTY, description);
      return macro;
    }
    Set<Integer> used = new HashSet<>();
    texts.forEach(line -> macro.substitute(line, parameters, used));
    for (int i = 0; i < parameters.size(); i++) {
      if (!used.contains(i)) {
        ctx.log(at, Messages.MACRO_UNUSED, description, parameters.get(i), i + 1);
      }
    }
    return macro;
  }

  private void checkNesting(List<LogicalLine> body, Position at, LoadContext ctx) {
    int nesting = 0;
    for (LogicalLine read : body) {
      String line = read.text().text();
      if (line.startsWith("</")) {
        nesting--;
        if (nesting < 0) {
          // httpd counts from the line of the definition
          int number = read.number() - at.line() + 1;
          ctx.log(at, Messages.MACRO_NEGATIVE_NESTING, number, description);
        }
      } else if (line.startsWith("<")) {
        nesting++;
      }
    }
    if (nesting != 0) {
      ctx.log(at, Messages.MACRO_NESTING, nesting, description);
    }
  }

  /** The lines for these values. */
  List<String> expand(List<String> values) {
    List<String> expanded = new ArrayList<>(lines.size());
    for (String line : lines) {
      expanded.add(substitute(line, values, new HashSet<>()));
    }
    return expanded;
  }

  /** The value of a parameter whose name begins with {@code @} stays one word. */
  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Replaces from left to right; of several parameters at one place the longest. */
  private String substitute(String line, List<String> values, Set<Integer> used) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < line.length()) {
      int best = -1;
      for (int p = 0; p < parameters.size(); p++) {
        String name = parameters.get(p);
        if (line.startsWith(name, i)
            && (best < 0 || name.length() > parameters.get(best).length())) {
          best = p;
        }
      }
      if (best < 0) {
        out.append(line.charAt(i++));
      } else {
        used.add(best);
        boolean quoted = parameters.get(best).startsWith("@") && values != parameters;
        out.append(quoted ? quoted(values.get(best)) : values.get(best));
        i += parameters.get(best).length();
      }
    }
    return out.toString();
  }
}
