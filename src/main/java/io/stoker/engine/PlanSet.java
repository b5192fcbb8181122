package io.stoker.engine;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plans for one target: one for each way in which requests for it differ in what was read of
 * them. Reading takes no lock.
 */
final class PlanSet {

  /** More differences than these are no differences that come again. */
  private static final int MOST = 16;

  private static final Plan[] NONE = new Plan[0];

  private final Plans owner;
  private final PlanKey key;
  private volatile Plan[] plans = NONE;
  private boolean closed;

  /** The second in which the cache was last told that it is used. */
  private volatile long touched;

  PlanSet(Plans owner, PlanKey key) {
    this.owner = owner;
    this.key = key;
  }

  /** Whether these are plans of that configuration, for such requests. */
  boolean isFor(Plans plans, PlanProbe probe) {
    return owner == plans && key.isOf(probe);
  }

  PlanKey key() {
    return key;
  }

  /** A plan for the request; null where there is none. */
  @Nullable Plan find(PlanProbe probe) {
    for (Plan plan : plans) {
      if (plan.isFor(probe)) {
        return plan;
      }
    }
    return null;
  }

  /** The plan with exactly these conditions; null where there is none. */
  @Nullable Plan find(List<PlanCondition> conditions) {
    for (Plan plan : plans) {
      if (plan.isFor(conditions)) {
        return plan;
      }
    }
    return null;
  }

  /** Whether it is one of these, still. */
  boolean has(Plan plan) {
    return Arrays.stream(plans).anyMatch(p -> p == plan);
  }

  /** Whether it is the first time in this second. */
  boolean touch(long second) {
    if (touched == second) {
      return false;
    }
    touched = second;
    return true;
  }

  /** The plan to be taken out before another is added; null while there are few. */
  @Nullable Plan oldestOfMany() {
    Plan[] now = plans;
    return now.length < MOST ? null : now[0];
  }

  /** Adds a plan; false when it is too late. */
  synchronized boolean add(Plan plan) {
    if (closed) {
      return false;
    }
    Plan[] after = Arrays.copyOf(plans, plans.length + 1);
    after[after.length - 1] = plan;
    plans = after;
    return true;
  }

  /** Takes a plan out and lets go of what it holds; false when it was out already. */
  synchronized boolean remove(Plan plan) {
    Plan[] before = plans;
    Plan[] after = Arrays.stream(before).filter(p -> p != plan).toArray(Plan[]::new);
    if (after.length == before.length) {
      return false;
    }
    plans = after;
    plan.close();
    return true;
  }

  /** Lets go of all plans and takes no more of them; those that it had. */
  synchronized List<Plan> close() {
    closed = true;
    List<Plan> all = List.of(plans);
    plans = NONE;
    all.forEach(Plan::close);
    return all;
  }

  int weight() {
    int sum = key.weight() + 128;
    for (Plan plan : plans) {
      sum += plan.weight();
    }
    return sum;
  }

  int size() {
    return plans.length;
  }
}
