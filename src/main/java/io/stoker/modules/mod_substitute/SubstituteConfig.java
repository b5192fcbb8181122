package io.stoker.modules.mod_substitute;

import io.stoker.api.Core;
import io.stoker.api.Mergeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is substituted at one level; null for what was not said.
 *
 * @param rules in the order in which they are applied
 * @param maxLength bytes of the longest line
 */
record SubstituteConfig(List<Rule> rules, @Nullable Boolean inheritBefore, @Nullable Long maxLength)
    implements Mergeable<SubstituteConfig> {

  static final SubstituteConfig UNSET = new SubstituteConfig(List.of(), null, null);

  private static final long USUAL_LENGTH = 1024 * 1024;

  SubstituteConfig with(Rule rule) {
    return new SubstituteConfig(Core.append(List.of(rule), rules), inheritBefore, maxLength);
  }

  SubstituteConfig withInheritBefore(boolean on) {
    return new SubstituteConfig(rules, on, maxLength);
  }

  SubstituteConfig withMaxLength(long bytes) {
    return new SubstituteConfig(rules, inheritBefore, bytes);
  }

  long longestLine() {
    return maxLength == null ? USUAL_LENGTH : maxLength;
  }

  @Override
  public SubstituteConfig over(SubstituteConfig parent) {
    Boolean before = inheritBefore != null ? inheritBefore : parent.inheritBefore;
    List<Rule> all =
        Boolean.TRUE.equals(before)
            ? Core.append(rules, parent.rules)
            : Core.append(parent.rules, rules);
    return new SubstituteConfig(all, before, maxLength != null ? maxLength : parent.maxLength);
  }
}
