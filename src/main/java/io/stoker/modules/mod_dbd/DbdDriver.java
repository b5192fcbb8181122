package io.stoker.modules.mod_dbd;

import io.stoker.api.DirectiveException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What DBDriver names: the drivers of APR, each with what stands for it in JDBC; and JDBC itself.
 */
enum DbdDriver {
  SQLITE3("sqlite3", "sqlite-jdbc-*.jar", "org.xerial:sqlite-jdbc", "jdbc:sqlite:"),
  PGSQL(
      "pgsql",
      "postgresql-*.jar",
      "org.postgresql:postgresql",
      "jdbc:postgresql://localhost/database"),
  /** The second is taken where only that is there. */
  MYSQL(
      "mysql",
      "mariadb-java-client-*.jar or mysql-connector-j-*.jar",
      "org.mariadb.jdbc:mariadb-java-client or com.mysql:mysql-connector-j",
      "jdbc:mariadb://localhost/database",
      "jdbc:mysql://localhost/database"),
  ORACLE(
      "oracle",
      "ojdbc17.jar",
      "com.oracle.database.jdbc:ojdbc17",
      "jdbc:oracle:thin:@//localhost/database"),
  FREETDS(
      "freetds",
      "mssql-jdbc-*.jar",
      "com.microsoft.sqlserver:mssql-jdbc",
      "jdbc:sqlserver://localhost"),
  /** Any database that there is a driver for; DBDParams is its URL. httpd has no such driver. */
  JDBC("jdbc", "the driver's .jar", "see the database's documentation");

  /** Drivers of APR that nothing stands for, and what to say instead. */
  private static final String ODBC =
      "DBD: No driver for odbc: a data source of ODBC cannot be reached from Java; name its"
          + " database (DBDriver pgsql, mysql, oracle, freetds), or say DBDriver jdbc and its URL";

  private static final String SQLITE2 =
      "DBD: No driver for sqlite2: files of SQLite 2 cannot be read; convert them for sqlite3";

  private final String word;
  private final String file;
  private final String artifact;
  private final List<String> examples;

  /**
   * @param word as DBDriver has it
   * @param file what the driver's file is called
   * @param artifact what it is in Maven Central
   * @param examples a URL for each driver that will do, the best first
   */
  DbdDriver(String word, String file, String artifact, String... examples) {
    this.word = word;
    this.file = file;
    this.artifact = artifact;
    this.examples = List.of(examples);
  }

  /** The driver of that name. */
  static DbdDriver named(String word) throws DirectiveException {
    @Nullable DbdDriver found = null;
    for (DbdDriver driver : values()) {
      found = driver.word.equals(word) ? driver : found;
    }
    if (found != null) {
      return found;
    }
    throw new DirectiveException(
        switch (word) {
          case "odbc" -> ODBC;
          case "sqlite2" -> SQLITE2;
          default -> "Can't load driver file apr_dbd_" + word + ".so";
        });
  }

  String word() {
    return word;
  }

  List<String> examples() {
    return examples;
  }

  /**
   * Where a driver is to be had and where it goes.
   *
   * @param folder that drivers are looked for in, or null where there is none
   */
  String help(@Nullable String folder) {
    String place = folder == null ? "lib/jdbc of Stoker's folder (STOKER_HOME)" : folder;
    String source = this == JDBC ? artifact : artifact + " in Maven Central";
    return String.format(Locale.ROOT, "put %s (%s) into %s", file, source, place);
  }
}
