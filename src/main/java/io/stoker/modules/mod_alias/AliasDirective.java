package io.stoker.modules.mod_alias;

import static io.stoker.api.SectionKind.DIRECTORY;
import static io.stoker.api.SectionKind.FILES;
import static io.stoker.api.SectionKind.IF;

import io.stoker.api.Cmd;
import io.stoker.api.DirectiveException;
import io.stoker.api.LogMessage;
import io.stoker.api.Text;
import io.stoker.expr.Expressions;
import io.stoker.expr.Regex;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads Alias and its relatives.
 *
 * @param handler what ScriptAlias sets, else null
 * @param byPattern whether it is a Match directive
 */
record AliasDirective(@Nullable String handler, boolean byPattern) {

  private static final LogMessage HIDDEN =
      LogMessage.warn(
          "alias",
          "AH00671",
          "The %s directive in %s at line %d will probably never match because it overlaps an"
              + " earlier %s.");

  void apply(Cmd cmd, List<String> args) throws DirectiveException {
    if (args.size() == 1) {
      location(cmd, args.get(0));
      return;
    }
    if (cmd.path() != null) {
      throw new DirectiveException(
          cmd.directive().name() + " cannot occur within directory context");
    }
    Regex regex = byPattern ? RedirectDirective.pattern(args.get(0)) : null;
    AliasRule rule = new AliasRule(args.get(0), regex, args.get(1), handler, cmd.position());
    List<AliasRule> before = cmd.get(ModAlias.ALIASES);
    if (!byPattern) {
      warnIfHidden(cmd, rule.fake(), before);
    }
    cmd.set(ModAlias.ALIASES, ModAlias.appended(before, rule));
  }

  private static void warnIfHidden(Cmd cmd, String fake, List<AliasRule> before) {
    for (AliasRule earlier : before) {
      if (earlier.hides(fake)) {
        cmd.log(
            HIDDEN,
            cmd.directive().name(),
            cmd.position().file(),
            cmd.position().line(),
            earlier.directive());
        return;
      }
    }
  }

  /** {@code Alias file-path} in a Location, where the path is an expression. */
  private void location(Cmd cmd, String real) throws DirectiveException {
    for (Cmd.EnclosingSection section : cmd.enclosing()) {
      if (Set.of(DIRECTORY, FILES, IF).contains(section.kind())) {
        throw new DirectiveException(
            cmd.directive().name() + " cannot occur within <" + section.name() + "> section");
      }
    }
    String fake = cmd.path();
    if (fake == null) {
      throw new DirectiveException("Alias must have two arguments when used globally");
    }
    Text path;
    try {
      path = Expressions.text(real, cmd, Expressions.Use.VARIES);
    } catch (DirectiveException e) {
      throw new DirectiveException(
          "Cannot parse alias expression '" + real + "': " + e.getMessage(), e);
    }
    AliasConfig.LocationAlias alias =
        new AliasConfig.LocationAlias(fake, path, handler, cmd.position());
    cmd.update(ModAlias.CONFIG, c -> c.with(alias));
  }
}
