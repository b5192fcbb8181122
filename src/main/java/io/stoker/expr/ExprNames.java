package io.stoker.expr;

import io.stoker.api.DirectiveException;
import io.stoker.api.ExprFunction;
import io.stoker.api.ExprVariable;
import io.stoker.api.Extensions;
import io.stoker.expr.ExprNode.Str;
import io.stoker.expr.ExprNode.Strs;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What names mean in one expression: the built-in variables, functions and operators and those of
 * the loaded modules.
 *
 * @param extensions what the modules add
 * @param restricted whether functions that read files are refused, as in {@code .htaccess}
 * @param varies whether reading a request field makes the reply vary by it
 * @param variables hears of each variable that the expression names
 * @param own functions of the place where the expression stands, by name in lower case; they count
 *     more than others
 * @param ofPage whether it stands in a page, whose author may not look around on the disk
 */
record ExprNames(
    Extensions extensions,
    boolean restricted,
    boolean varies,
    Consumer<String> variables,
    Map<String, ExprFunction> own,
    boolean ofPage) {

  /** Operators that look at the disk. */
  private static final String OF_FILES = "defhLsx";

  ExprNames(Extensions extensions, boolean restricted, boolean varies, Consumer<String> variables) {
    this(extensions, restricted, varies, variables, Map.of(), false);
  }

  ExprNames(Extensions extensions, boolean restricted, boolean varies) {
    this(extensions, restricted, varies, name -> {});
  }

  Str variable(String name) throws DirectiveException {
    variables.accept(name);
    Str builtIn = ExprVariables.find(name, varies);
    if (builtIn != null) {
      return builtIn;
    }
    ExprVariable added = extensions.find(ExprVariable.POINT, name);
    if (added == null) {
      throw new DirectiveException("Variable '" + name + "' does not exist");
    }
    return e -> Eval.orEmpty(added.value(e.x));
  }

  Str function(String name, Str argument) throws DirectiveException {
    ExprFunction here = own.get(name.toLowerCase(Locale.ROOT));
    if (here != null) {
      return e -> Eval.orEmpty(here.apply(e.x, argument.text(e)));
    }
    if (restricted && ExprFunctions.readsFiles(name)) {
      throw new DirectiveException(name + " not available in restricted context");
    }
    ExprFunctions.Function builtIn = ExprFunctions.find(name, varies);
    if (builtIn != null) {
      return e -> builtIn.apply(e, argument.text(e));
    }
    ExprFunction added = extensions.find(ExprFunction.POINT, name);
    if (added == null) {
      throw new DirectiveException("Function '" + name + "' does not exist");
    }
    return e -> Eval.orEmpty(added.apply(e.x, argument.text(e)));
  }

  /** Functions that give lists exist only in modules that read client certificates. */
  Strs listFunction(String name, Str argument) throws DirectiveException {
    ExprListFunction added = extensions.find(ExprListFunction.POINT, name);
    if (added == null) {
      throw new DirectiveException("List-returning function '" + name + "' does not exist");
    }
    return e -> added.apply(e.x, argument.text(e));
  }

  ExprOperators.Unary unary(String letter) throws DirectiveException {
    ExprOperators.@Nullable Unary operator = ExprOperators.unary(letter);
    if (operator == null) {
      throw new DirectiveException("Unary operator '-" + letter + "' does not exist");
    }
    if (ofPage && OF_FILES.contains(letter)) {
      throw new DirectiveException("-" + letter + " not available in restricted context");
    }
    return operator;
  }

  ExprOperators.Binary binary(String name) throws DirectiveException {
    ExprOperators.@Nullable Binary operator = ExprOperators.binary(name);
    if (operator == null) {
      throw new DirectiveException("Binary operator '-" + name + "' does not exist");
    }
    return operator;
  }
}
