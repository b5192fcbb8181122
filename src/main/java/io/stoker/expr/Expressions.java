package io.stoker.expr;

import io.stoker.api.Arg;
import io.stoker.api.Cmd;
import io.stoker.api.Condition;
import io.stoker.api.DirectiveException;
import io.stoker.api.EvaluationException;
import io.stoker.api.Exchange;
import io.stoker.api.ExprFunction;
import io.stoker.api.Extensions;
import io.stoker.api.LogMessage;
import io.stoker.api.Position;
import io.stoker.api.Text;
import io.stoker.api.Where;
import io.stoker.expr.ExprNode.Bool;
import io.stoker.expr.ExprNode.Str;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The expression language of {@code <If>}, {@code Require expr}, {@code SetEnvIfExpr} and the like.
 *
 * <p>Error texts are httpd's without the words of the directive around them; a caller puts {@code
 * Cannot parse condition clause: } or whatever its directive says in front.
 */
public final class Expressions {

  private static LogMessage failed(String module) {
    return LogMessage.error(module, "", "Evaluation of expression from %s failed: %s");
  }

  private Expressions() {}

  /** How an expression is used. */
  public enum Use {
    /** Request fields it reads are merged into Vary. */
    VARIES,
    /** The reply's Vary field is left alone. */
    DOES_NOT_VARY
  }

  /** An argument that is a condition, the reply varying by what it reads. */
  public static final Arg<Condition> CONDITION =
      Arg.of("expression", Arg.Kind.EXPRESSION, Expressions::condition);

  /** A condition standing in a configuration. */
  public static Condition condition(String text, Cmd cmd) throws DirectiveException {
    return condition(text, cmd, Use.VARIES);
  }

  /** As {@link #condition(String, Cmd)}, saying whether the reply varies by what it reads. */
  public static Condition condition(String text, Cmd cmd, Use use) throws DirectiveException {
    return condition(text, cmd, use, name -> {});
  }

  /**
   * As {@link #condition(String, Cmd, Use)}.
   *
   * @param variables hears the name of each variable that the expression reads, as written
   */
  public static Condition condition(String text, Cmd cmd, Use use, Consumer<String> variables)
      throws DirectiveException {
    boolean restricted = cmd.where() == Where.HTACCESS;
    ExprNames names = new ExprNames(cmd.extensions(), restricted, use == Use.VARIES, variables);
    Matching matching = matching(ExprParser.condition(text, names));
    LogMessage failed = failed(cmd.module());
    Position at = cmd.position();
    return x -> {
      try {
        return matching.test(x).holds();
      } catch (EvaluationException e) {
        x.log(failed, at, e.reason());
        throw e;
      }
    };
  }

  /** A condition wherever it comes from. */
  public static Condition condition(String text, Extensions extensions, boolean restricted, Use use)
      throws DirectiveException {
    Matching matching = matching(text, extensions, restricted, use);
    return x -> matching.test(x).holds();
  }

  /** A condition whose last match is of interest. */
  @FunctionalInterface
  public interface Matching {
    Result test(Exchange x);
  }

  /** What came of a condition: whether it holds, and what its last {@code =~} matched. */
  public record Result(boolean holds, Regex.@Nullable Match lastMatch) {}

  /** A condition that also gives the groups of its last match. */
  public static Matching matching(String text, Extensions extensions, boolean restricted, Use use)
      throws DirectiveException {
    return matching(
        ExprParser.condition(text, new ExprNames(extensions, restricted, use == Use.VARIES)));
  }

  /**
   * A condition in a page, which may be by anybody: it cannot look at the disk, and the reply does
   * not vary by it.
   *
   * @param own functions of the page, by name in lower case
   */
  public static Matching ofPage(String text, Extensions extensions, Map<String, ExprFunction> own)
      throws DirectiveException {
    return matching(
        ExprParser.condition(text, new ExprNames(extensions, true, false, name -> {}, own, true)));
  }

  private static Matching matching(Bool bool) {
    return x -> {
      Eval e = new Eval(x);
      boolean holds = bool.test(e);
      vary(x, e);
      return new Result(holds, e.lastMatch());
    };
  }

  /** A text with variables, standing in a configuration. */
  public static Text text(String text, Cmd cmd, Use use) throws DirectiveException {
    return text(text, cmd, use, cmd.module());
  }

  /**
   * As {@link #text(String, Cmd, Use)} for a provider that reads what stands behind another
   * module's directive.
   *
   * @param module whose log name failures are told under
   */
  public static Text text(String text, Cmd cmd, Use use, String module) throws DirectiveException {
    Text result = text(text, cmd.extensions(), cmd.where() == Where.HTACCESS, use);
    LogMessage failed = failed(module);
    Position at = cmd.position();
    return x -> {
      try {
        return result.eval(x);
      } catch (EvaluationException e) {
        x.log(failed, at, e.reason());
        throw e;
      }
    };
  }

  /** A text with variables wherever it comes from. */
  public static Text text(String text, Extensions extensions, boolean restricted, Use use)
      throws DirectiveException {
    Str str = ExprParser.string(text, new ExprNames(extensions, restricted, use == Use.VARIES));
    if (str instanceof ExprNode.Literal literal) {
      return Text.constant(literal.value());
    }
    return x -> {
      Eval e = new Eval(x);
      String result = str.text(e);
      vary(x, e);
      return result;
    };
  }

  /** Adds the fields that were read to Vary, each once. */
  private static void vary(Exchange x, Eval e) {
    String fields = e.varyFields();
    if (fields == null) {
      return;
    }
    String present = x.out().get("Vary");
    StringBuilder merged = new StringBuilder(present == null ? "" : present);
    for (String field : fields.split(",")) {
      if (!names(merged.toString(), field)) {
        merged.append(merged.isEmpty() ? "" : ",").append(field);
      }
    }
    x.out().set("Vary", merged.toString());
  }

  private static boolean names(String vary, String field) {
    for (String part : vary.toLowerCase(Locale.ROOT).split(",")) {
      if (part.strip().equals(field.toLowerCase(Locale.ROOT)) || part.strip().equals("*")) {
        return true;
      }
    }
    return false;
  }
}
