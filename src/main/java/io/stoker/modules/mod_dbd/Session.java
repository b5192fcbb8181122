package io.stoker.modules.mod_dbd;

import io.stoker.api.Database.Failed;
import io.stoker.api.Database.Row;
import io.stoker.files.ByteNames;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A connection with its prepared statements; used by one thread at a time. */
final class Session implements AutoCloseable {

  private record Prepared(PreparedStatement statement, SqlText text) {}

  /** The present row of a result, read to its end. */
  private record ReadRow(List<String> names, List<@Nullable String> values) implements Row {
    @Override
    public int size() {
      return names.size();
    }

    @Override
    public String name(int column) {
      return names.get(column);
    }

    @Override
    public @Nullable String value(int column) {
      return values.get(column);
    }
  }

  /** {@code [SQLITE_ERROR] SQL error or missing database (no such table: m)}. */
  private static final Pattern SQLITE =
      Pattern.compile("\\[SQLITE_\\w+] [^(]*\\((.*)\\)", Pattern.DOTALL);

  /** A connection that was good so short a time ago is not asked whether it still is. */
  private static final Duration TRUSTED = Duration.ofMillis(500);

  private final Connection connection;
  private final Map<String, Prepared> statements = new HashMap<>();
  private volatile @Nullable Statement running;
  private @Nullable String complaint;
  private long goodAt;
  private boolean broken;

  private Session(Connection connection) {
    this.connection = connection;
  }

  /** Makes a connection, prepares the statements and then, as httpd does, obeys DBDInitSQL. */
  static Session open(DbdSource source) throws OpenException {
    Session session = new Session(connect(source));
    try {
      session.limitWaiting(source.patience());
      for (Map.Entry<String, SqlText> statement : source.statements().entrySet()) {
        session.prepare(statement.getKey(), statement.getValue());
      }
      session.init(source.initSql());
      session.goodAt = System.nanoTime();
      return session;
    } catch (OpenException e) {
      session.close();
      throw e;
    }
  }

  private static Connection connect(DbdSource source) throws OpenException {
    Driver driver = JdbcDrivers.find(source.url().url(), source.folder());
    Properties properties = new Properties();
    source.url().properties().forEach(properties::setProperty);
    String problem = "no JDBC driver takes " + source.url();
    if (driver != null) {
      try {
        Connection connection = driver.connect(source.url().url(), properties);
        if (connection != null) {
          return connection;
        }
      } catch (SQLException e) {
        problem = said(e);
      }
    }
    throw OpenException.connecting(source.driver(), problem);
  }

  /** What a driver waits for the network; not all have one to wait for. */
  private void limitWaiting(Duration patience) {
    try {
      connection.setNetworkTimeout(Runnable::run, (int) patience.toMillis());
    } catch (SQLException | UnsupportedOperationException | AbstractMethodError e) {
      // The pool does not wait for ever either.
    }
  }

  /** The first that fails ends it; the connection is good all the same. */
  private void init(List<String> statements) {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      complaint = said(e);
    }
  }

  /** What the database said of DBDInitSQL if it did not carry that out; once. */
  @Nullable String complaint() {
    String said = complaint;
    complaint = null;
    return said;
  }

  private void prepare(String label, SqlText text) throws OpenException {
    try {
      PreparedStatement statement = connection.prepareStatement(text.sql());
      statements.put(label, new Prepared(statement, text));
    } catch (SQLException e) {
      throw OpenException.preparing(said(e));
    }
  }

  void select(String label, List<String> values, Consumer<Row> rows) throws Failed {
    PreparedStatement statement = bound(label, values);
    boolean asked = false;
    running = statement;
    try (ResultSet result = statement.executeQuery()) {
      asked = true;
      List<String> names = names(result.getMetaData());
      while (result.next()) {
        List<@Nullable String> row = new ArrayList<>(names.size());
        for (int column = 1; column <= names.size(); column++) {
          String value = result.getString(column);
          row.add(value == null ? null : ByteNames.fromText(value));
        }
        rows.accept(new ReadRow(names, row));
      }
      goodAt = System.nanoTime();
    } catch (SQLException | RuntimeException e) {
      throw failed(label, e, asked);
    } finally {
      running = null;
    }
  }

  /**
   * Not every driver has a statement carried out again that has failed: it is prepared anew. Nor do
   * all keep to SQLException for what they do not like.
   */
  private Failed failed(String label, Exception e, boolean duringRows) {
    Prepared failed = statements.remove(label);
    if (failed != null) {
      try {
        failed.statement().close();
        prepare(label, failed.text());
      } catch (SQLException | OpenException again) {
        broken = true;
      }
    }
    return new Failed(said(e), duringRows);
  }

  private static List<String> names(ResultSetMetaData data) throws SQLException {
    List<String> names = new ArrayList<>(data.getColumnCount());
    for (int column = 1; column <= data.getColumnCount(); column++) {
      names.add(ByteNames.fromText(data.getColumnLabel(column)));
    }
    return names;
  }

  int update(String label, List<String> values) throws Failed {
    PreparedStatement statement = bound(label, values);
    running = statement;
    try {
      int changed = statement.executeUpdate();
      goodAt = System.nanoTime();
      return changed;
    } catch (SQLException | RuntimeException e) {
      throw failed(label, e, false);
    } finally {
      running = null;
    }
  }

  /** The statement with its values; what is not given is NULL, what is too much is left. */
  private PreparedStatement bound(String label, List<String> values) throws Failed {
    Prepared prepared = statements.get(label);
    if (prepared == null) {
      throw new Failed("there is no statement " + label, false);
    }
    try {
      for (int i = 0; i < prepared.text().values(); i++) {
        if (i < values.size()) {
          prepared.statement().setString(i + 1, ByteNames.toText(values.get(i)));
        } else {
          prepared.statement().setNull(i + 1, Types.VARCHAR);
        }
      }
      return prepared.statement();
    } catch (SQLException | RuntimeException e) {
      throw failed(label, e, false);
    }
  }

  /** Whether the database is still there; asks it unless it was there just now. */
  boolean isGood() {
    try {
      return !broken && (System.nanoTime() - goodAt < TRUSTED.toNanos() || connection.isValid(1));
    } catch (SQLException e) {
      return false;
    }
  }

  /** Has the database asked again before this is used again. */
  void doubt() {
    goodAt = System.nanoTime() - TRUSTED.toNanos();
  }

  /** Breaks off what is being carried out; from any thread. */
  void cancel() {
    Statement now = running;
    try {
      if (now != null) {
        now.cancel();
      }
    } catch (SQLException e) {
      // It goes on until the driver gives up.
    }
  }

  boolean isClosed() {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // It was closed at the other end.
    }
  }

  /** What a driver says; of SQLite's what SQLite itself says. */
  private static String said(Exception e) {
    String text = e.getMessage() == null ? e.toString() : e.getMessage();
    Matcher sqlite = SQLITE.matcher(text);
    return ByteNames.fromText(Secrets.without(sqlite.matches() ? sqlite.group(1) : text));
  }
}
