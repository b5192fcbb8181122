package io.stoker.config;

import io.stoker.api.ConfigStatement;
import io.stoker.api.ConfigurationView;
import io.stoker.api.HttpdModule;
import io.stoker.api.Phase;
import java.util.List;
import java.util.stream.Stream;

/** A configuration as modules see it that show it. */
record ReadConfiguration(
    String file, List<HttpdModule> modules, List<ConfigStatement> statements, HookTable hooks)
    implements ConfigurationView {

  static ConfigurationView of(LoadContext ctx, String file, ConfigNode tree) {
    List<HttpdModule> modules = ctx.modules.loaded();
    return new ReadConfiguration(
        ctx.serverRootRelative(file), modules, statements(ctx, tree), new HookTable(modules));
  }

  private static List<ConfigStatement> statements(LoadContext ctx, ConfigNode holder) {
    return holder.children().stream().map(node -> statement(ctx, node)).toList();
  }

  private static ConfigStatement statement(LoadContext ctx, ConfigNode node) {
    boolean section = node.isSection();
    String name = section ? node.name().substring(1) : node.name();
    String args = section ? node.args().replaceFirst(">$", "") : node.args();
    Modules.Entry entry = ctx.modules.find(node.name());
    return new ConfigStatement(
        name,
        ctx.defines.secrets().hide(entry == null ? args : entry.directive().shown(args)),
        section,
        node.position(),
        statements(ctx, node),
        entry == null ? null : entry.module());
  }

  @Override
  public List<Placed> hooks(Phase phase) {
    return Stream.of(hooks.of(phase))
        .map(entry -> new Placed(entry.module(), entry.hook().order()))
        .toList();
  }
}
