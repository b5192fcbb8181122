package io.stoker.modules.mod_dbd;

import io.stoker.api.Database.Unavailable;
import io.stoker.api.Key;
import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.api.SystemError;
import io.stoker.files.Errno;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pools of a child: one for each database, as each of httpd's processes has them. */
final class ChildPools implements AutoCloseable {

  static final Key<ChildPools> KEY = Key.named("mod_dbd pools");

  private static final LogMessage INIT_FAILED =
      new LogMessage("dbd", "AH00636", LogLevel.CRIT, "child init failed!");

  private final Map<DbdSource, DbdPool> pools = new HashMap<>();
  private boolean closed;

  /**
   * Makes the pools of a configuration, with the connections that are to be there. A child is there
   * without them too; the log says so.
   */
  void open(List<DbdSource> sources, DbdLog log) {
    SystemError failed = null;
    for (DbdSource source : sources.reversed()) {
      if (source.persist()) {
        try {
          pool(source, log).fill(log);
        } catch (Unavailable e) {
          failed =
              source.hasPossibleSizes()
                  ? SystemError.general()
                  : new SystemError(Errno.EINVAL.number());
        }
      }
    }
    if (failed != null) {
      log.write(failed, INIT_FAILED);
    }
  }

  /**
   * The pool of a database; a child that has begun with another configuration makes it now.
   *
   * @throws Unavailable where there cannot be one, which is logged, or the child has ended
   */
  synchronized DbdPool pool(DbdSource source, DbdLog log) throws Unavailable {
    if (closed) {
      throw new Unavailable();
    }
    DbdPool pool = pools.get(source);
    if (pool == null) {
      pool = DbdPool.of(source, log);
      pools.put(source, pool);
    }
    return pool;
  }

  @Override
  public synchronized void close() {
    closed = true;
    pools.values().forEach(DbdPool::close);
    pools.clear();
  }
}
