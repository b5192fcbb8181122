package io.stoker.modules.mod_dbd;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A database in a file, for tests. */
record Sqlite(Path file) {

  static Sqlite with(Path file, String... sql) {
    Sqlite database = new Sqlite(file);
    database.run(sql);
    return database;
  }

  void run(String... sql) {
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement s = c.createStatement()) {
      for (String statement : sql) {
        s.execute(statement);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  DbdSource source(int min, int keep, int max, Duration exptime, Duration patience) {
    return new DbdSource(
        "sqlite3",
        null,
        new JdbcUrl("jdbc:sqlite:" + file, Map.of()),
        true,
        min,
        keep,
        max,
        exptime,
        patience,
        List.of("CREATE TEMP TABLE asked(k)"),
        Map.of("value", new SqlText("SELECT v FROM m WHERE k = ?", 1)));
  }
}
