package io.stoker.modules.mod_rewrite;

import io.stoker.api.Core;
import io.stoker.api.Mergeable;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * mod_rewrite's directives of a server or of a section; null for what was not said.
 *
 * @param engine RewriteEngine
 * @param options RewriteOptions
 * @param pending conditions that wait for their rule
 * @param base RewriteBase, as merging has left it
 * @param baseSet whether it was said here, as far as MergeBase knows
 * @param maps RewriteMap by name; of servers alone
 * @param directory the path of the section, as patterns have it stripped; null for a server
 */
record RewriteConfig(
    @Nullable Boolean engine,
    @Nullable Set<RewriteOption> options,
    List<RewriteCond> pending,
    List<RewriteRule> rules,
    @Nullable String base,
    boolean baseSet,
    Map<String, RewriteMap> maps,
    @Nullable String directory)
    implements Mergeable<RewriteConfig> {

  static final RewriteConfig UNSET =
      new RewriteConfig(null, null, List.of(), List.of(), null, false, Map.of(), null);

  RewriteConfig withEngine(boolean on) {
    return new RewriteConfig(on, options, pending, rules, base, baseSet, maps, directory);
  }

  RewriteConfig with(RewriteOption option) {
    Set<RewriteOption> all = EnumSet.of(option);
    if (options != null) {
      all.addAll(options);
    }
    return new RewriteConfig(
        engine, Set.copyOf(all), pending, rules, base, baseSet, maps, directory);
  }

  RewriteConfig with(RewriteCond condition) {
    List<RewriteCond> more = Core.append(List.of(condition), pending);
    return new RewriteConfig(engine, options, more, rules, base, baseSet, maps, directory);
  }

  /** With one more rule, for which the conditions waited. */
  RewriteConfig with(RewriteRule rule) {
    List<RewriteRule> more = Core.append(List.of(rule), rules);
    return new RewriteConfig(engine, options, List.of(), more, base, baseSet, maps, directory);
  }

  RewriteConfig withBase(String url) {
    return new RewriteConfig(engine, options, pending, rules, url, true, maps, directory);
  }

  RewriteConfig withMap(String name, RewriteMap map) {
    return new RewriteConfig(
        engine, options, pending, rules, base, baseSet, Core.put(maps, name, map), directory);
  }

  /**
   * As a section's own: what stands there applies below its path, even where that is none of a
   * file.
   */
  RewriteConfig in(String path) {
    String place = path.endsWith("/") ? path : path + "/";
    return new RewriteConfig(engine, options, pending, rules, base, baseSet, maps, place);
  }

  boolean isOn() {
    return engine != null && engine;
  }

  boolean has(RewriteOption option) {
    return options != null && options.contains(option);
  }

  /** What is said here holds; rules and maps of the parent are there only where inherited. */
  @Override
  public RewriteConfig over(RewriteConfig parent) {
    Set<RewriteOption> merged = options != null ? options : parent.options;
    RewriteConfig own =
        new RewriteConfig(null, merged, pending, rules, base, baseSet, maps, directory);
    boolean open = !own.has(RewriteOption.IGNOREINHERIT);
    boolean after =
        own.has(RewriteOption.INHERIT) || (parent.has(RewriteOption.INHERITDOWN) && open);
    boolean before =
        own.has(RewriteOption.INHERITBEFORE)
            || (parent.has(RewriteOption.INHERITDOWNBEFORE) && open);
    List<RewriteRule> all = rules;
    if (after) {
      all = Core.append(parent.rules, rules);
    } else if (before) {
      all = Core.append(rules, parent.rules);
    }
    // httpd forgets that a base was said wherever it merges without MergeBase.
    boolean merges = own.has(RewriteOption.MERGEBASE);
    return new RewriteConfig(
        engine != null ? engine : parent.engine,
        merged,
        List.of(),
        all,
        merges && !baseSet ? parent.base : base,
        merges && (baseSet || parent.baseSet),
        after || before ? Core.overlay(maps, parent.maps) : maps,
        directory);
  }

  /** The base that relative substitutions get; null for none. */
  @Nullable String baseInForce() {
    return has(RewriteOption.MERGEBASE) && !baseSet ? null : base;
  }
}
