package io.stoker.modules.mod_dbd;

import io.stoker.api.Cmd;
import io.stoker.api.Database;
import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import java.util.List;
import java.util.function.Consumer;

/** Asks the database of a request's server. */
final class PooledDatabase implements Database {

  private static final LogMessage NOT_CONFIGURED =
      LogMessage.error("dbd", "AH02654", "not configured");

  @Override
  public void prepare(Cmd cmd, String sql, String label) throws DirectiveException {
    ModDbd.prepare(cmd, sql, label);
  }

  @Override
  public void select(Exchange x, String label, List<String> values, Consumer<Row> rows)
      throws Unavailable, Failed {
    run(
        x,
        session -> {
          session.select(label, values, rows);
          return true;
        });
  }

  @Override
  public int update(Exchange x, String label, List<String> values) throws Unavailable, Failed {
    return run(x, session -> session.update(label, values));
  }

  private static <T> T run(Exchange x, DbdPool.Work<T> work) throws Unavailable, Failed {
    x.unplannable("a database");
    DbdLog log = DbdLog.of(x);
    DbdSource source = x.server().get(ModDbd.SOURCE);
    if (source == null) {
      x.log(NOT_CONFIGURED);
      throw new Unavailable();
    }
    ChildPools pools = x.connection().child().get(ChildPools.KEY);
    if (pools != null) {
      return pools.pool(source, log).run(log, work);
    }
    // A child that began before there was a database, and ends.
    try (DbdPool once = DbdPool.of(source.once(), log)) {
      return once.run(log, work);
    }
  }
}
