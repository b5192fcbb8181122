package io.stoker.modules.mod_dbd;

import io.stoker.api.Core;
import io.stoker.api.DirectiveException;
import io.stoker.api.Server;
import io.stoker.files.ByteNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes databases of directives. */
final class Sources {

  private static final int MIN = 1;
  private static final int KEEP = 2;
  private static final int MAX = 10;
  private static final int EXPTIME_SECONDS = 300;

  private Sources() {}

  /** The database of a server; null where none is named. */
  static @Nullable DbdSource of(Server server, @Nullable String folder) throws DirectiveException {
    DbdConfig config = server.get(ModDbd.CONFIG);
    DbdDriver driver = config.driver();
    if (driver == null) {
      return null;
    }
    Duration patience = server.get(Core.TIMEOUT);
    String params = Objects.requireNonNullElse(config.params(), "");
    return new DbdSource(
        driver.word(),
        folder,
        url(driver, params, folder, patience),
        config.persist() == null || config.persist(),
        Objects.requireNonNullElse(config.min(), MIN),
        Objects.requireNonNullElse(config.keep(), KEEP),
        Objects.requireNonNullElse(config.max(), MAX),
        Duration.ofSeconds(Objects.requireNonNullElse(config.exptime(), EXPTIME_SECONDS)),
        patience,
        texts(config.initSql()),
        statements(config.statements(), driver));
  }

  private static List<String> texts(List<String> statements) {
    return statements.stream().map(ByteNames::toText).toList();
  }

  private static Map<String, SqlText> statements(Map<String, String> written, DbdDriver driver)
      throws DirectiveException {
    TreeMap<String, SqlText> statements = new TreeMap<>();
    for (Map.Entry<String, String> statement : written.entrySet()) {
      String sql = ByteNames.toText(statement.getValue());
      if (!sql.isEmpty()) {
        statements.put(statement.getKey(), SqlText.of(sql, driver == DbdDriver.PGSQL));
      }
    }
    return Collections.unmodifiableMap(statements);
  }

  /** DBDParams in JDBC's terms. */
  static JdbcUrl url(DbdDriver driver, String params, @Nullable String folder, Duration patience)
      throws DirectiveException {
    String text = ByteNames.toText(params);
    return JdbcUrls.of(driver, example(driver, text, folder), text, patience);
  }

  /**
   * A URL that a driver takes that is there.
   *
   * @throws DirectiveException where none is, with what to do about it
   */
  static String example(DbdDriver driver, @Nullable String params, @Nullable String folder)
      throws DirectiveException {
    List<String> examples = new ArrayList<>(driver.examples());
    if (driver == DbdDriver.JDBC) {
      if (params == null) {
        return "";
      }
      examples.add(params);
    }
    for (String example : examples) {
      if (JdbcDrivers.find(example, folder) != null) {
        return example;
      }
    }
    throw new DirectiveException(
        "DBD: no JDBC driver for " + driver.word() + ": " + driver.help(folder));
  }
}
