package io.stoker.modules.mod_rewrite;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.stoker.api.Database;
import io.stoker.api.LogMessage;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * {@code dbd:} and {@code fastdbd:}: the first column of the row that a statement finds for the
 * key; one of them at random where it finds several. {@code fastdbd:} keeps what it has found as
 * long as the configuration is served; what there is none of is asked for again.
 *
 * <p>Source: httpd manual, "Using RewriteMap", dbd and fastdbd.
 */
final class DatabaseMap implements RewriteMap.OfDatabase {

  private static final LogMessage NO_CONNECTION =
      LogMessage.error(
          "rewrite", "AH02963", "rewritemap: No db handle available! Check your database access");
  private static final LogMessage REFUSED =
      LogMessage.error("rewrite", "AH00657", "rewritemap: error %s querying for %s");
  private static final LogMessage BROKE_OFF =
      LogMessage.error("rewrite", "AH00658", "rewritemap: error %s looking up %s");

  /** Keys come from clients: what is kept of them is bounded, in characters. */
  private static final long MOST_KEPT = 4L << 20;

  /** What an entry costs beside its characters. */
  private static final int ENTRY = 64;

  /** What has come of the rows so far. */
  private static final class Choice {
    private int rows;
    private @Nullable String value;

    /** Each row is as likely as the others. */
    void offer(Database.Row row) {
      rows++;
      if (rows == 1 || ThreadLocalRandom.current().nextInt(rows) == 0) {
        value = row.value(0);
      }
    }
  }

  private final Database database;
  private final String label;
  private final @Nullable Cache<String, String> kept;

  /**
   * @param label of the statement that the database has prepared
   * @param fast whether values are kept
   */
  DatabaseMap(Database database, String label, boolean fast) {
    this.database = database;
    this.label = label;
    this.kept =
        fast
            ? Caffeine.newBuilder()
                .maximumWeight(MOST_KEPT)
                .<String, String>weigher((k, v) -> k.length() + v.length() + ENTRY)
                .executor(Runnable::run)
                .build()
            : null;
  }

  @Override
  public @Nullable String lookup(RuleRun run, String name, String key) {
    String known = kept == null ? null : kept.getIfPresent(key);
    if (known != null) {
      run.trace().log(5, null, "cache lookup OK: map=%s[SQL] key=%s, val=%s", name, key, known);
      return known;
    }
    if (kept != null) {
      MapLog.forced(run);
    }
    String value = ask(run, name, key);
    if (value == null) {
      run.trace().log(5, null, "SQL map lookup FAILED: map %s key=%s", name, key);
      return null;
    }
    run.trace().log(5, null, "SQL map lookup OK: map %s key=%s, val=%s", name, key, value);
    if (kept != null) {
      kept.put(key, value);
    }
    return value;
  }

  private @Nullable String ask(RuleRun run, String name, String key) {
    if (!run.x().mayAct("the database of RewriteMap " + name + " is not asked: it has no value")) {
      return null;
    }
    Choice choice = new Choice();
    try {
      database.select(run.x(), label, List.of(key), choice::offer);
    } catch (Database.Unavailable e) {
      run.x().log(NO_CONNECTION);
      return null;
    } catch (Database.Failed e) {
      run.x().log(e.isDuringRows() ? BROKE_OFF : REFUSED, String.valueOf(e.getMessage()), key);
      return null;
    }
    if (choice.rows > 1) {
      run.trace().log(3, null, "Multiple values found for %s", key);
    }
    return choice.value;
  }
}
