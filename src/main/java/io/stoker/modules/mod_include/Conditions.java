package io.stoker.modules.mod_include;

import io.stoker.api.DirectiveException;
import io.stoker.api.EvaluationException;
import io.stoker.api.Exchange;
import io.stoker.api.ExprFunction;
import io.stoker.expr.Expressions;
import io.stoker.modules.mod_include.Element.Attribute;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The elements if, elif, else and endif. */
final class Conditions {

  private Conditions() {}

  /** Ids of what can be wrong with if or elif. */
  private record Ids(String tooMany, String missing, String unknown, String empty) {}

  private static final Ids IF = new Ids("AH01352", "AH01353", "AH01354", "AH01355");
  private static final Ids ELIF = new Ids("AH01356", "AH01357", "AH01358", "AH01359");

  static void ifElement(Page page, Element element) {
    Branches branches = page.branches();
    boolean shown = branches.isShown();
    if (!shown) {
      // Nothing comes of it but a line in the log.
      condition(page, element, IF, false);
      branches.skip();
      return;
    }
    String condition = condition(page, element, IF, true);
    if (condition != null) {
      decide(page, condition);
    }
  }

  static void elif(Page page, Element element) {
    Branches branches = page.branches();
    if (branches.isSkipped()) {
      return;
    }
    if (branches.isTaken() && element.attributes().size() == 1) {
      branches.hide();
      return;
    }
    String condition = condition(page, element, ELIF, true);
    if (condition != null) {
      decide(page, condition);
    }
  }

  static void orElse(Page page, Element element) {
    Branches branches = page.branches();
    boolean wrong = !element.attributes().isEmpty();
    if (wrong) {
      page.exchange()
          .log(Messages.error("AH01360", "else directive does not take tags in %s"), page.file());
    }
    if (branches.isSkipped()) {
      return;
    }
    if (wrong) {
      page.showError();
      branches.giveUp();
    } else {
      branches.take(!branches.isTaken());
      if (!branches.isShown()) {
        branches.giveUp();
      }
    }
  }

  static void endif(Page page, Element element) {
    if (!element.attributes().isEmpty()) {
      page.exchange()
          .log(Messages.error("AH01361", "endif directive does not take tags in %s"), page.file());
      page.showError();
    }
    page.branches().end();
  }

  /**
   * The expression; null where there is not exactly one, which was told.
   *
   * @param counts whether it decides about anything
   */
  private static @Nullable String condition(Page page, Element element, Ids ids, boolean counts) {
    String name = element.name();
    if (element.attributes().size() != 1) {
      boolean missing = element.attributes().isEmpty();
      String text =
          missing
              ? "missing expr argument for if element in %s"
              : "too many arguments for if element in %s";
      page.exchange()
          .log(Messages.mistake(counts, missing ? ids.missing : ids.tooMany, text), page.file());
      giveUp(page, counts);
      return null;
    }
    Attribute only = element.attributes().getFirst();
    String value = only.value();
    if (!only.name().equals("expr")) {
      if (counts) {
        page.exchange()
            .log(
                Messages.error(ids.unknown, "unknown parameter \"%s\" to tag %s in %s"),
                only.name(),
                name,
                page.file());
        giveUp(page, true);
      }
      return null;
    }
    if (value == null && counts) {
      page.exchange()
          .log(
              Messages.error(ids.empty, "missing expr value for " + name + " element in %s"),
              page.file());
      giveUp(page, true);
    }
    return value;
  }

  /** An error in the condition of a branch that may be shown is shown in its place. */
  private static void giveUp(Page page, boolean counts) {
    Branches branches = page.branches();
    if (counts) {
      branches.take(true);
      page.showError();
      branches.giveUp();
    }
  }

  private static void decide(Page page, String condition) {
    Boolean holds =
        page.isLegacy() ? LegacyExpression.holds(page, condition) : holds(page, condition);
    if (holds == null) {
      giveUp(page, true);
    } else {
      page.branches().take(holds);
    }
  }

  /** Null where it is no condition, which was told. */
  private static @Nullable Boolean holds(Page page, String condition) {
    Exchange x = page.exchange();
    ExprFunction variable = (y, name) -> page.value(name);
    Map<String, ExprFunction> own = Map.of("v", variable, "reqenv", variable, "env", variable);
    Expressions.Matching matching;
    try {
      matching = Expressions.ofPage(condition, x.extensions(), own);
    } catch (DirectiveException e) {
      x.log(
          Messages.error("AH01337", "Could not parse expr \"%s\" in %s: %s"),
          condition,
          page.file(),
          String.valueOf(e.getMessage()));
      return null;
    }
    try {
      Expressions.Result result = matching.test(x);
      page.groups(new Page.Groups(result.lastMatch(), null));
      return result.holds();
    } catch (EvaluationException e) {
      x.log(
          Messages.error("AH01338", "Could not evaluate expr \"%s\" in %s: %s"),
          condition,
          page.file(),
          e.reason());
      return null;
    }
  }
}
