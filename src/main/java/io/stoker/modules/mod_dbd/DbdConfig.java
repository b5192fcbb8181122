package io.stoker.modules.mod_dbd;

import io.stoker.api.Core;
import io.stoker.api.Mergeable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * mod_dbd's directives of a server; null for what was not said.
 *
 * @param params DBDParams, which may hold a password
 * @param initSql DBDInitSQL, in order
 * @param statements SQL by label, as written; an empty one is none, whatever the main server says
 */
record DbdConfig(
    @Nullable DbdDriver driver,
    @Nullable String params,
    @Nullable Boolean persist,
    @Nullable Integer min,
    @Nullable Integer keep,
    @Nullable Integer max,
    @Nullable Integer exptime,
    List<String> initSql,
    Map<String, String> statements)
    implements Mergeable<DbdConfig> {

  static final DbdConfig UNSET =
      new DbdConfig(null, null, null, null, null, null, null, List.of(), Map.of());

  DbdConfig withDriver(DbdDriver value) {
    return new DbdConfig(value, params, persist, min, keep, max, exptime, initSql, statements);
  }

  DbdConfig withParams(String value) {
    return new DbdConfig(driver, value, persist, min, keep, max, exptime, initSql, statements);
  }

  DbdConfig withPersist(boolean value) {
    return new DbdConfig(driver, params, value, min, keep, max, exptime, initSql, statements);
  }

  DbdConfig withMin(int value) {
    return new DbdConfig(driver, params, persist, value, keep, max, exptime, initSql, statements);
  }

  DbdConfig withKeep(int value) {
    return new DbdConfig(driver, params, persist, min, value, max, exptime, initSql, statements);
  }

  DbdConfig withMax(int value) {
    return new DbdConfig(driver, params, persist, min, keep, value, exptime, initSql, statements);
  }

  DbdConfig withExptime(int value) {
    return new DbdConfig(driver, params, persist, min, keep, max, value, initSql, statements);
  }

  DbdConfig withInitSql(String sql) {
    List<String> more = Core.append(List.of(sql), initSql);
    return new DbdConfig(driver, params, persist, min, keep, max, exptime, more, statements);
  }

  DbdConfig withStatement(String label, String sql) {
    Map<String, String> more = Core.put(statements, label, sql);
    return new DbdConfig(driver, params, persist, min, keep, max, exptime, initSql, more);
  }

  @Override
  public DbdConfig over(DbdConfig parent) {
    return new DbdConfig(
        driver != null ? driver : parent.driver,
        params != null ? params : parent.params,
        persist != null ? persist : parent.persist,
        min != null ? min : parent.min,
        keep != null ? keep : parent.keep,
        max != null ? max : parent.max,
        exptime != null ? exptime : parent.exptime,
        // httpd carries out the virtual host's first.
        Core.append(parent.initSql, initSql),
        Core.overlay(statements, parent.statements));
  }

  /** Without what may be secret. */
  @Override
  public String toString() {
    return "DbdConfig[" + driver + ", " + statements.keySet() + "]";
  }
}
