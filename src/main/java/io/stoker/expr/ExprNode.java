package io.stoker.expr;

import java.util.List;

/** The parts of a parsed expression. */
final class ExprNode {

  private ExprNode() {}

  /** Something with a truth value. */
  @FunctionalInterface
  interface Bool {
    boolean test(Eval e);
  }

  /** Something with a text. */
  @FunctionalInterface
  interface Str {
    String text(Eval e);
  }

  /** A text that is always the same. */
  record Literal(String value) implements Str {
    @Override
    public String text(Eval e) {
      return value;
    }
  }

  /** Something with several texts. */
  @FunctionalInterface
  interface Strs {
    List<String> texts(Eval e);
  }
}
