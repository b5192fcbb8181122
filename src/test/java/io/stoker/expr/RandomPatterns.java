package io.stoker.expr;

import java.util.Random;

/** Patterns and texts over a small alphabet, so that they often have to do with each other. */
final class RandomPatterns {

  private static final String[] ATOMS = {
    "a",
    "b",
    "c",
    "A",
    "/",
    "-",
    ".",
    "\\.",
    "\\/",
    "\\d",
    "\\D",
    "\\w",
    "\\W",
    "\\s",
    "\\S",
    "\\h",
    "\\H",
    "\\v",
    "\\V",
    "\\R",
    "\\N",
    "\\x61",
    "\\x{62}",
    "\\141",
    "\\0",
    "\\n",
    "\\t",
    "\\e",
    "\\cA",
    "1",
    "2",
    "_",
    " ",
    "#",
    "{",
    "}",
    "]",
    "{,2}",
    "{a}",
    "\\Qa.b\\E",
    "\\E",
    "é",
    "\\-",
    "\\ ",
    "\\#",
    "&",
    "&&",
    "~",
    "%",
    "\\pL",
    "\\p{Lu}",
    "\\P{L}",
    "\\p{^N}",
    "\\x",
    "\\08"
  };

  private static final String[] ASSERTIONS = {
    "^",
    "$",
    "\\b",
    "\\B",
    "\\A",
    "\\z",
    "\\Z",
    "(?=a)",
    "(?!a)",
    "(?<=a)",
    "(?<!b)",
    "(?=.b)",
    "(?i)",
    "(?-i)",
    "(?m)",
    "(?-m)",
    "(?s)",
    "(?-s)",
    "(?x)",
    "(?#note)",
    "(?)",
    "(?^)",
    "\\G"
  };

  private static final String[] ITEMS = {
    "a",
    "b",
    "a-c",
    "A-C",
    "0-9",
    "\\d",
    "\\w",
    "\\s",
    "\\D",
    "\\W",
    "[:alpha:]",
    "[:digit:]",
    "[:upper:]",
    "[:lower:]",
    "[:^alpha:]",
    "[:space:]",
    "[:punct:]",
    "[:word:]",
    "[:xdigit:]",
    "[:print:]",
    "[:graph:]",
    "[:blank:]",
    "[:cntrl:]",
    "[:alnum:]",
    "[:ascii:]",
    "\\n",
    "\\x61",
    "\\]",
    "\\\\",
    "\\-",
    ".",
    "*",
    "&",
    "&&",
    "[",
    "^",
    " ",
    "#",
    "$",
    "(",
    ")",
    "|",
    "{",
    "}",
    "/",
    "\\/",
    "\\b",
    "\\h",
    "\\v",
    "\\V",
    "\\141",
    "\\8",
    "\\cA",
    "\\Qa-b\\E",
    "\\E",
    "é",
    "\\pL",
    "W-c",
    "--/",
    "!-~",
    "\\x00-\\x1f",
    "\\e",
    "'",
    "\"",
    "~"
  };

  private static final String[] QUANTIFIERS = {
    "*", "+", "?", "*?", "+?", "??", "*+", "++", "?+", "{2}", "{1,2}", "{0,2}?", "{1,}", "{2}+",
    "{0}", "{0,1}"
  };

  private static final String SUBJECT = "aaabbbcABC//--..12_ #{}]&%~\n\té\\";

  private final Random random;
  private int groups;

  RandomPatterns(Random random) {
    this.random = random;
  }

  String next() {
    groups = 0;
    return alternatives(3);
  }

  String subject() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(9);
    for (int i = 0; i < length; i++) {
      text.append(SUBJECT.charAt(random.nextInt(SUBJECT.length())));
    }
    return text.toString();
  }

  private String alternatives(int depth) {
    StringBuilder all = new StringBuilder(sequence(depth));
    while (random.nextInt(5) == 0) {
      all.append('|').append(sequence(depth));
    }
    return all.toString();
  }

  private String sequence(int depth) {
    StringBuilder all = new StringBuilder();
    int length = random.nextInt(4);
    for (int i = 0; i < length; i++) {
      if (random.nextInt(6) == 0) {
        all.append(pick(ASSERTIONS));
      } else {
        all.append(quantified(item(depth)));
      }
    }
    return all.toString();
  }

  private String quantified(String item) {
    return random.nextInt(3) == 0 ? item + pick(QUANTIFIERS) : item;
  }

  private String item(int depth) {
    int kind = random.nextInt(10);
    if (kind < 3 && depth > 0) {
      return group(depth - 1);
    }
    if (kind == 3) {
      return bracketed();
    }
    if (kind == 4 && groups > 0) {
      return reference();
    }
    return pick(ATOMS);
  }

  private String group(int depth) {
    return switch (random.nextInt(8)) {
      case 0 -> "(?:" + alternatives(depth) + ")";
      case 1 -> "(?>" + alternatives(depth) + ")";
      case 2 -> "(?=" + alternatives(depth) + ")";
      case 3 -> "(?i:" + alternatives(depth) + ")";
      case 4 -> "(?<n" + ++groups + ">" + alternatives(depth) + ")";
      default -> {
        groups++;
        yield "(" + alternatives(depth) + ")";
      }
    };
  }

  private String reference() {
    int number = 1 + random.nextInt(groups);
    return switch (random.nextInt(3)) {
      case 0 -> "\\g{" + number + "}";
      case 1 -> "\\g{-1}";
      default -> "\\" + number;
    };
  }

  private String bracketed() {
    StringBuilder all = new StringBuilder("[");
    if (random.nextInt(3) == 0) {
      all.append('^');
    }
    if (random.nextInt(12) == 0) {
      all.append(']');
    }
    int length = 1 + random.nextInt(4);
    for (int i = 0; i < length; i++) {
      all.append(pick(ITEMS));
    }
    if (random.nextInt(8) == 0) {
      all.append('-');
    }
    return all.append(']').toString();
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }
}
