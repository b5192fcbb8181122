package io.stoker.modules.mod_rewrite;

/** The trace of map look-ups. */
final class MapLog {

  private MapLog() {}

  /**
   * @param kind {@code [txt]} and the like, or empty
   */
  static void found(RuleRun run, String map, String kind, String key, String value) {
    run.trace().log(5, null, "map lookup OK: map=%s%s key=%s -> val=%s", map, kind, key, value);
  }

  static void failed(RuleRun run, String map, String kind, String key) {
    run.trace().log(5, null, "map lookup FAILED: map=%s%s key=%s", map, kind, key);
  }

  static void cached(RuleRun run, String map, String kind, String key, String value) {
    run.trace().log(5, null, "cache lookup OK: map=%s%s key=%s -> val=%s", map, kind, key, value);
  }

  static void forced(RuleRun run) {
    run.trace().log(6, null, "cache lookup FAILED, forcing new map lookup");
  }
}
