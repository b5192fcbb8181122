package io.stoker.modules.mod_authz_core;

import io.stoker.api.AuthzProvider;
import io.stoker.api.MethodSet;
import io.stoker.api.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Require line, or a container of them. Its text is how the log names it. */
sealed interface Rule {

  /** Whether it was said of requests with this method. */
  boolean appliesTo(String method);

  /** Whether a hit denies and anything else says nothing. */
  boolean isNegated();

  /** The same with a hit meaning the opposite. */
  Rule negated();

  /**
   * One Require line.
   *
   * @param words the provider's name and its arguments as written
   * @param limit the methods of the Limit around it, or null
   * @param at its line
   */
  record Requirement(
      String words,
      AuthzProvider.Requirement test,
      @Nullable MethodSet limit,
      boolean isNegated,
      Position at)
      implements Rule {

    @Override
    public boolean appliesTo(String method) {
      return limit == null || limit.contains(method);
    }

    @Override
    public Requirement negated() {
      return new Requirement(words, test, limit, !isNegated, at);
    }

    @Override
    public String toString() {
      return (isNegated ? "Require not " : "Require ") + words;
    }
  }

  /**
   * Rules that decide together.
   *
   * @param isAll whether none may deny (RequireAll), or one must grant (RequireAny)
   * @param isMerged whether AuthMerging made it
   */
  record Group(boolean isAll, boolean isNegated, boolean isMerged, List<Rule> rules)
      implements Rule {

    static final Group ALL = new Group(true, false, false, List.of());
    static final Group ANY = new Group(false, false, false, List.of());
    static final Group NONE = new Group(false, true, false, List.of());

    static Group merged(boolean isAll, Group parent, Group child) {
      return new Group(isAll, false, true, List.of(parent, child));
    }

    Group with(List<? extends Rule> more) {
      List<Rule> longer = new ArrayList<>(rules);
      longer.addAll(more);
      return new Group(isAll, isNegated, isMerged, List.copyOf(longer));
    }

    /** Whether nothing in it can ever grant. */
    boolean isOnlyNegative() {
      return rules.stream().allMatch(Rule::isNegated);
    }

    @Override
    public boolean appliesTo(String method) {
      for (Rule rule : rules) {
        if (rule.appliesTo(method)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Group negated() {
      return new Group(isAll, !isNegated, isMerged, rules);
    }

    @Override
    public String toString() {
      String kind = isAll ? (isNegated ? "NotAll" : "All") : (isNegated ? "None" : "Any");
      return isMerged ? "AuthMerging " + kind : "<Require" + kind + ">";
    }
  }
}
