package io.stoker.api;

import java.io.Serial;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * SQL for modules: what mod_dbd offers to those that look things up in a database. A statement is
 * given a label while the configuration is read, and carried out by that label afterwards, on a
 * connection of the pool of the request's virtual host.
 *
 * <p>Texts are one byte a char, as everywhere in a request; the database sees them as UTF-8. What
 * is put into a statement is a value and never a part of the SQL. A request that has asked a
 * database is not planned.
 */
public interface Database {

  ExtensionPoint<Database> POINT = ExtensionPoint.exact("database");

  /** The name under which mod_dbd offers it. */
  String NAME = "dbd";

  /**
   * Gives a statement a label in the server that the directive stands in. Another statement of that
   * label there is replaced, and the log says so.
   *
   * @param sql with a format ({@code %s}) for each value, and {@code %%} for a percent sign
   * @throws DirectiveException where a format is none that a value can be put into
   */
  void prepare(Cmd cmd, String sql, String label) throws DirectiveException;

  /**
   * Carries out a query; blocks no longer than Timeout says.
   *
   * @param values for the formats of the statement in order; those that are missing are NULL
   * @param rows gets the rows one after the other, on a thread of the database's
   * @throws Unavailable where no connection is to be had
   * @throws Failed where the database refuses the statement
   */
  void select(Exchange x, String label, List<String> values, Consumer<Row> rows)
      throws Unavailable, Failed;

  /**
   * Carries out a statement that changes something, as {@link #select}.
   *
   * @return how many rows it has changed
   */
  int update(Exchange x, String label, List<String> values) throws Unavailable, Failed;

  /** A row of a result, as long as it is the present one. */
  interface Row {

    /** The number of columns. */
    int size();

    /**
     * @param column from 0
     */
    String name(int column);

    /**
     * The value as text, or null for NULL.
     *
     * @param column from 0
     */
    @Nullable String value(int column);
  }

  /** No connection is to be had; why was logged. */
  final class Unavailable extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    public Unavailable() {
      super(null, null, false, false);
    }
  }

  /** The database did not carry out a statement, and says why. */
  final class Failed extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final boolean duringRows;

    /**
     * @param duringRows whether it had carried it out and failed to give all rows
     */
    public Failed(String message, boolean duringRows) {
      super(message, null, false, false);
      this.duringRows = duringRows;
    }

    public boolean isDuringRows() {
      return duringRows;
    }
  }
}
