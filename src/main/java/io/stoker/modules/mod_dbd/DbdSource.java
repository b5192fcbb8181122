package io.stoker.modules.mod_dbd;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A database with all that makes a connection to it: virtual hosts for which it is the same share
 * connections, as httpd's groups do.
 *
 * @param driver as DBDriver has it, for the log
 * @param folder that drivers are looked for in
 * @param persist whether connections are kept
 * @param min connections that are ready before somebody wants one
 * @param keep unused connections that are kept however long nobody wants them
 * @param max connections at a time
 * @param exptime how long one is kept unused that is more than these; zero for as long as it is
 *     good
 * @param patience how long a request waits for a connection, and for the database
 * @param initSql what every connection begins with
 * @param statements by label
 */
record DbdSource(
    String driver,
    @Nullable String folder,
    JdbcUrl url,
    boolean persist,
    int min,
    int keep,
    int max,
    Duration exptime,
    Duration patience,
    List<String> initSql,
    Map<String, SqlText> statements) {

  /** Whether the numbers fit together; httpd makes no pool of others. */
  boolean hasPossibleSizes() {
    return !persist || (min <= keep && keep <= max && max > 0);
  }

  /** The same for one question. */
  DbdSource once() {
    return new DbdSource(
        driver, folder, url, false, min, keep, max, exptime, patience, initSql, statements);
  }

  /** Without what may be secret. */
  @Override
  public String toString() {
    return "DbdSource[" + driver + ", " + url + "]";
  }
}
