package io.stoker.modules.mod_authz_core;

import io.stoker.api.Auth;
import io.stoker.api.AuthzProvider;
import io.stoker.api.Cmd;
import io.stoker.api.Cmd.EnclosingSection;
import io.stoker.api.Core;
import io.stoker.api.Directive.SectionBody;
import io.stoker.api.DirectiveException;
import io.stoker.api.LogMessage;
import io.stoker.api.SectionKind;
import io.stoker.api.SlotValues;
import io.stoker.api.Where;
import io.stoker.modules.mod_authz_core.Rule.Group;
import io.stoker.modules.mod_authz_core.Rule.Requirement;
import java.util.List;
import java.util.Map;

/** Reads Require, its containers and AuthzProviderAlias. */
final class RequireReader {

  static final String ALL = "RequireAll";
  static final String ANY = "RequireAny";
  static final String NONE = "RequireNone";

  /** The containers by name, empty. */
  private static final Map<String, Group> CONTAINERS =
      Map.of(ALL, Group.ALL, ANY, Group.ANY, NONE, Group.NONE);

  private static final LogMessage SEVERAL_ARGUMENTS =
      LogMessage.warn(
          "authz_core",
          "AH10142",
          "When several arguments (%s %s...) are passed to a %s directive, they must be enclosed"
              + " in quotation marks.  Otherwise, only the first one is taken into account");

  private RequireReader() {}

  static void require(Cmd cmd, String line) throws DirectiveException {
    Cmd.Cut cut = cmd.cut(line);
    boolean negated = cut.word().equalsIgnoreCase("not");
    if (negated) {
      cut = cmd.cut(cut.rest());
    }
    AuthzProvider.Requirement test = provider(cut.word(), cmd).parse(cut.rest(), cmd);
    Group container = container(cmd);
    if (negated && !container.isAll()) {
      throw new DirectiveException(
          "negative "
              + cmd.directive().name()
              + " directive has no effect in "
              + container
              + " directive");
    }
    String words = cut.word() + " " + cut.rest();
    List<Rule> rule =
        List.of(new Requirement(words, test, cmd.limitedTo(), negated, cmd.position()));
    cmd.update(ModAuthzCore.CONFIG, config -> config.with(container, rule));
  }

  private static AuthzProvider provider(String name, Cmd cmd) throws DirectiveException {
    AuthzProvider provider = Auth.authzProvider(name, cmd);
    if (provider == null) {
      throw new DirectiveException("Unknown Authz provider: " + name);
    }
    return provider;
  }

  /** The container around a directive; any of its rules suffices where there is none. */
  private static Group container(Cmd cmd) {
    List<EnclosingSection> around = cmd.enclosing();
    for (int i = around.size() - 1; i >= 0; i--) {
      SectionKind kind = around.get(i).kind();
      Group container = CONTAINERS.get(around.get(i).name());
      if (container != null) {
        return container;
      }
      if (kind != SectionKind.OTHER && kind != SectionKind.LIMIT) {
        break;
      }
    }
    return Group.ANY;
  }

  static void section(Cmd cmd, String argument, SectionBody body) throws DirectiveException {
    String tag = "<" + cmd.directive().name() + ">";
    if (!argument.isEmpty()) {
      throw new DirectiveException(tag + " directive doesn't take additional arguments");
    }
    AuthzConfig inner = body.read(ModAuthzCore.CONFIG);
    Group group = inner.rules();
    if (group == null) {
      throw new DirectiveException(tag + " directive contains no authorization directives");
    }
    Group outside = container(cmd);
    if (group.isNegated() && !outside.isAll()) {
      throw new DirectiveException(tag + " directive has no effect in " + outside + " directive");
    }
    List<Rule> rules = cmd.where() == Where.HTACCESS ? List.of(group) : opened(group, outside, cmd);
    cmd.update(ModAuthzCore.CONFIG, config -> config.withSwitchesOf(inner).with(outside, rules));
  }

  /** What a container comes to among the rules around it. */
  private static List<Rule> opened(Group group, Group outside, Cmd cmd) {
    if (group.isNegated()) {
      // "None of these" among rules that must all hold is "not this" and "not that".
      return group.rules().stream().map(Rule::negated).toList();
    }
    if (!group.isOnlyNegative()) {
      return List.of(group);
    }
    if (outside.isAll()) {
      return group.rules();
    }
    rememberFirst(cmd, "<" + cmd.directive().name() + ">");
    return List.of(group);
  }

  private static void rememberFirst(Cmd cmd, String tag) {
    if (cmd.getMain(ModAuthzCore.ONLY_NEGATIVE) == null) {
      cmd.setMain(ModAuthzCore.ONLY_NEGATIVE, tag);
    }
  }

  static void alias(Cmd cmd, String argument, SectionBody body) throws DirectiveException {
    Cmd.Cut base = cmd.cut(argument);
    Cmd.Cut alias = cmd.cut(base.rest());
    Cmd.Cut words = cmd.cut(alias.rest());
    if (base.word().isEmpty() || alias.word().isEmpty()) {
      throw new DirectiveException(
          "<" + cmd.directive().name() + "> directive requires additional arguments");
    }
    if (!words.rest().isEmpty()) {
      String next = cmd.cut(words.rest()).word();
      cmd.log(SEVERAL_ARGUMENTS, words.word(), next, "<" + cmd.directive().name());
    }
    SlotValues values = body.readApart();
    AuthzProvider.Requirement requirement = aliased(base.word(), words.word(), cmd);
    Map<String, AuthzProvider> known = cmd.getMain(Auth.AUTHZ_ALIASES);
    cmd.setMain(
        Auth.AUTHZ_ALIASES,
        Core.overlay(Map.of(alias.word(), Providers.alias(requirement, values)), known));
  }

  private static AuthzProvider.Requirement aliased(String name, String words, Cmd cmd)
      throws DirectiveException {
    AuthzProvider provider = provider(name, cmd);
    try {
      return provider.parse(words, cmd);
    } catch (DirectiveException e) {
      throw new DirectiveException(
          "Can't parse 'Require " + name + " " + words + "': " + e.getMessage(), e);
    }
  }
}
