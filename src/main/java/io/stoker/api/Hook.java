package io.stoker.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of a module in a phase, with its place among the others.
 *
 * @param phase when it runs
 * @param step what runs
 * @param order coarse place; httpd's APR_HOOK_… orders
 * @param before modules ({@code mod_x}) before whose hooks it must run
 * @param after modules after whose hooks it must run
 * @param hits what a hook of LOG_TRANSACTION does for requests answered from a plan; without it no
 *     reply is planned
 */
public record Hook(
    Phase phase,
    Step step,
    Order order,
    List<String> before,
    List<String> after,
    HitLog.@Nullable Maker hits) {

  /** Coarse places within a phase; hooks of one order run in the order of the modules. */
  public enum Order {
    REALLY_FIRST,
    FIRST,
    MIDDLE,
    LAST,
    REALLY_LAST
  }

  /** The function itself: synchronous, on a worker's thread, where it may block. */
  @FunctionalInterface
  public interface Step {
    /** Any exception but an interrupt is logged and answered with 500. */
    Outcome run(Exchange x) throws Exception;
  }

  public static Hook on(Phase phase, Step step) {
    return new Hook(phase, step, Order.MIDDLE, List.of(), List.of(), null);
  }

  public Hook at(Order place) {
    return new Hook(phase, step, place, before, after, hits);
  }

  public Hook first() {
    return at(Order.FIRST);
  }

  public Hook last() {
    return at(Order.LAST);
  }

  public Hook before(String... modules) {
    return new Hook(phase, step, order, List.of(modules), after, hits);
  }

  public Hook after(String... modules) {
    return new Hook(phase, step, order, before, List.of(modules), hits);
  }

  /** Says what it does for requests that are answered from a plan. */
  public Hook forHits(HitLog.Maker maker) {
    return new Hook(phase, step, order, before, after, maker);
  }
}
