package io.stoker.expr;

import io.stoker.expr.PatternException.Malformed;
import io.stoker.expr.PatternException.Unsupported;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The pattern for Java that is being written, item by item, and what is learnt of it on the way:
 * what every match has in it ({@link Literals}) and whether it can be run at all ({@link
 * PatternCost}).
 */
final class PatternOutput {

  private final StringBuilder out = new StringBuilder();
  private final LiteralCollector literals = new LiteralCollector();
  private final PatternCost cost = new PatternCost();

  /** A group: where it begins, and how many capturing groups came before it and in it. */
  private record Opened(int start, int captures) {}

  private final Deque<Opened> opened = new ArrayDeque<>();
  private int captures;
  private boolean itemCaptures;
  private int itemStart;
  private boolean repeatable;

  /** Something that takes characters but is no literal one. */
  void consuming(String java) {
    literals.other();
    itemStart = out.length();
    out.append(java);
    cost.consuming();
    repeatable = true;
  }

  /** A reference to a group, which may have been empty. */
  void reference(String java) {
    itemStart = out.length();
    assertion(java);
    repeatable = true;
  }

  /** Something that takes no characters. */
  void assertion(String java) {
    literals.other();
    out.append(java);
    cost.assertion();
    repeatable = false;
  }

  /** The beginning of the text. */
  void start(boolean isFirst) {
    assertion("^");
    if (isFirst) {
      literals.start();
    }
  }

  /** A character that stands for itself. */
  void literal(char c, boolean ignoreCase) {
    literals.literal(c, ignoreCase, opened.isEmpty());
    itemStart = out.length();
    escaped(out, c);
    cost.consuming();
    repeatable = true;
  }

  void open(String java) throws Malformed {
    literals.other();
    captures += java.equals("(") ? 1 : 0;
    opened.push(new Opened(out.length(), captures));
    out.append(java);
    cost.open();
    repeatable = false;
  }

  void close() throws PatternException {
    out.append(')');
    Opened group = opened.pop();
    itemStart = group.start;
    itemCaptures = captures > group.captures;
    cost.close();
    repeatable = true;
  }

  void alternative() {
    literals.other();
    if (opened.isEmpty()) {
      literals.alternative();
    }
    out.append('|');
    cost.alternative();
    repeatable = false;
  }

  /**
   * Repeats the item before it, which may then be missing.
   *
   * @param most the highest number of times; {@link Integer#MAX_VALUE} where there is none
   */
  void quantifier(String java, int least, int most) throws PatternException {
    if (!repeatable) {
      throw new Malformed("quantifier does not follow a repeatable item");
    }
    repeatable = false;
    if (itemCaptures && most > 1 && out.charAt(out.length() - 1) == ')') {
      keepCaptures();
    }
    itemCaptures = false;
    literals.repeated();
    out.append(java);
    cost.quantifier(least, most);
  }

  /**
   * Java repeats a group of fixed length in a simpler way, in which the groups within it keep what
   * they took in repetitions that were given back. Another alternative, that never matches, makes
   * the length unknown to it.
   */
  private void keepCaptures() {
    out.insert(out.length() - 1, "|(?!)");
  }

  /** The last quantifier takes as little as it can. */
  void lazy() {
    out.append('?');
  }

  /**
   * The last quantifier gives nothing back. Java has a sign for that too, but makes each repetition
   * of a group atomic with it, not all of them together.
   */
  void possessive() {
    out.insert(itemStart, "(?>").append(')');
  }

  /** Flags that Java has to know of. */
  void flags(String java) {
    literals.other();
    out.append(java);
    repeatable = false;
  }

  /** Appends a character so that it means nothing but itself, in classes as well. */
  static void escaped(StringBuilder to, char c) {
    boolean plain = c >= 0x80 || Character.isLetterOrDigit(c) || c == '_' || c == '/';
    if (plain) {
      to.append(c);
    } else if (c > ' ' && c != 0x7f) {
      to.append('\\').append(c);
    } else {
      to.append("\\x{").append(Integer.toHexString(c)).append('}');
    }
  }

  Literals literals() {
    return literals.result();
  }

  /** The whole pattern, now that there is no more. */
  String finish() throws Unsupported {
    cost.finish();
    return out.toString();
  }
}
