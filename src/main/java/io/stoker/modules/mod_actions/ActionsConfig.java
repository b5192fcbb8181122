package io.stoker.modules.mod_actions;

import io.stoker.api.Core;
import io.stoker.api.Mergeable;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * mod_actions's directives of a place.
 *
 * @param actions by handler or media type, in lower case
 * @param scripts URL paths by method
 */
record ActionsConfig(Map<String, Action> actions, Map<String, String> scripts)
    implements Mergeable<ActionsConfig> {

  /**
   * Where an action leads.
   *
   * @param script URL path
   * @param virtual whether the file need not be there
   */
  record Action(String script, boolean virtual) {}

  static final ActionsConfig UNSET = new ActionsConfig(Map.of(), Map.of());

  ActionsConfig with(String type, Action action) {
    return new ActionsConfig(Core.put(actions, type.toLowerCase(Locale.ROOT), action), scripts);
  }

  ActionsConfig withScript(String method, String script) {
    return new ActionsConfig(actions, Core.put(scripts, method, script));
  }

  @Nullable Action action(@Nullable String type) {
    return type == null ? null : actions.get(type.toLowerCase(Locale.ROOT));
  }

  boolean isEmpty() {
    return actions.isEmpty() && scripts.isEmpty();
  }

  @Override
  public ActionsConfig over(ActionsConfig parent) {
    return new ActionsConfig(
        Core.overlay(actions, parent.actions), Core.overlay(scripts, parent.scripts));
  }
}
