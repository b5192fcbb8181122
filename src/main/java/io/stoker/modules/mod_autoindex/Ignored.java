package io.stoker.modules.mod_autoindex;

import io.stoker.api.Core;
import io.stoker.api.Mergeable;
import io.stoker.http.Wildcards;
import java.util.List;

/**
 * IndexIgnore at one level.
 *
 * @param reset IndexIgnoreReset: whether what levels above say is left out
 */
record Ignored(boolean reset, List<Rule> rules) implements Mergeable<Ignored> {

  static final Ignored UNSET = new Ignored(false, List.of());

  /** A pattern for names of files at a place. */
  record Rule(String place, String pattern) {}

  Ignored with(Rule rule) {
    return new Ignored(reset, Core.append(List.of(rule), rules));
  }

  Ignored withReset(boolean on) {
    return new Ignored(on, rules);
  }

  boolean covers(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    for (Rule rule : rules) {
      String pattern = rule.pattern.substring(rule.pattern.lastIndexOf('/') + 1);
      if (Wildcards.matches(pattern, name) && Wildcards.matches(rule.place, path)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Ignored over(Ignored parent) {
    return reset ? this : new Ignored(false, Core.append(parent.rules, rules));
  }
}
