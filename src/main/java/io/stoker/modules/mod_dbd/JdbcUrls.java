package io.stoker.modules.mod_dbd;

import io.stoker.api.DirectiveException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * DBDParams in the terms of a driver of JDBC: as APR's driver for the database has them, or a URL
 * for {@code DBDriver jdbc}. What cannot be said to the driver of JDBC is an error that names it.
 *
 * <p>Source: httpd manual, mod_dbd, DBDParams; PostgreSQL manual, "Connection Strings".
 */
final class JdbcUrls {

  private final DbdDriver driver;
  private final String example;
  private final Duration patience;
  private final Map<String, String> properties = new HashMap<>();

  private JdbcUrls(DbdDriver driver, String example, Duration patience) {
    this.driver = driver;
    this.example = example;
    this.patience = patience;
  }

  /**
   * The database that DBDParams names.
   *
   * @param example a URL of the driver that will be asked, see {@link DbdDriver#examples}
   * @param patience for making a connection
   */
  static JdbcUrl of(DbdDriver driver, String example, String params, Duration patience)
      throws DirectiveException {
    JdbcUrls urls = new JdbcUrls(driver, example, patience);
    String url =
        switch (driver) {
          case SQLITE3 -> "jdbc:sqlite:" + params;
          case PGSQL -> urls.postgres(params);
          case MYSQL -> urls.mysql(params);
          case ORACLE -> urls.oracle(params);
          case FREETDS -> urls.sqlServer(params);
          case JDBC -> url(params);
        };
    return new JdbcUrl(url, urls.properties);
  }

  private static String url(String params) throws DirectiveException {
    if (!params.startsWith("jdbc:")) {
      throw new DirectiveException("DBDParams: behind DBDriver jdbc a URL that begins with jdbc:");
    }
    return params;
  }

  private String postgres(String params) throws DirectiveException {
    if (params.startsWith("postgresql://") || params.startsWith("postgres://")) {
      throw new DirectiveException(
          "DBDParams: a URL in place of host=... dbname=...: say DBDriver jdbc and"
              + " jdbc:postgresql://host/database?user=...");
    }
    String host = "localhost";
    String port = "";
    String database = null;
    put("connectTimeout", seconds());
    // The database knows of what type a value is, not the driver.
    put("stringtype", "unspecified");
    for (Map.Entry<String, String> param : ParamText.conninfo(params).entrySet()) {
      String value = param.getValue();
      switch (param.getKey()) {
        case "host", "hostaddr" -> host = tcp(param.getKey(), value);
        case "port" -> port = ":" + value;
        case "dbname" -> database = value;
        case "user", "password", "sslmode", "sslcert", "sslkey", "sslrootcert", "sslpassword" ->
            put(param.getKey(), value);
        case "connect_timeout" -> put("connectTimeout", value);
        case "application_name", "fallback_application_name" -> put("ApplicationName", value);
        case "options" -> put("options", value);
        case "keepalives" -> put("tcpKeepAlive", value.equals("0") ? "false" : "true");
        case "client_encoding" -> needs(param, "UTF8".equalsIgnoreCase(value.replace("-", "")));
        default -> throw unknown(param.getKey());
      }
    }
    String name = database == null ? properties.getOrDefault("user", "") : database;
    return "jdbc:postgresql://" + host + port + "/" + encoded(name);
  }

  private String mysql(String params) throws DirectiveException {
    String scheme = example.substring(0, example.indexOf("://") + 3);
    String host = "localhost";
    String port = "";
    String database = "";
    put("connectTimeout", Long.toString(patience.toMillis()));
    put("useAffectedRows", "true");
    for (Map.Entry<String, String> param : ParamText.list(params).entrySet()) {
      String value = param.getValue();
      switch (param.getKey()) {
        case "host" -> host = tcp("host", value);
        case "port" -> port = ":" + value;
        case "dbname" -> database = value;
        case "user" -> put("user", value);
        case "pass" -> put("password", value);
        case "flags" -> {
          needs(param, value.equals("CLIENT_FOUND_ROWS"));
          put("useAffectedRows", "false");
        }
        // Values are of any size, and a connection that broke is replaced by the pool.
        case "fldsz", "reconnect" -> {}
        default -> throw unknown(param.getKey());
      }
    }
    return scheme + host + port + "/" + encoded(database);
  }

  private String oracle(String params) throws DirectiveException {
    String server = "";
    String database = "";
    put("oracle.net.CONNECT_TIMEOUT", Long.toString(patience.toMillis()));
    for (Map.Entry<String, String> param : ParamText.list(params).entrySet()) {
      switch (param.getKey()) {
        case "server" -> server = param.getValue();
        case "dbname" -> database = param.getValue();
        case "user" -> put("user", param.getValue());
        case "pass" -> put("password", param.getValue());
        default -> throw unknown(param.getKey());
      }
    }
    return "jdbc:oracle:thin:@" + (server.isEmpty() ? database : "//" + server + "/" + database);
  }

  private String sqlServer(String params) throws DirectiveException {
    @Nullable String host = null;
    put("loginTimeout", seconds());
    for (Map.Entry<String, String> param : ParamText.list(params).entrySet()) {
      String value = param.getValue();
      switch (param.getKey()) {
        case "host", "server" -> host = value;
        case "dbname" -> put("databaseName", value);
        case "username" -> put("user", value);
        case "password" -> put("password", value);
        case "appname" -> put("applicationName", value);
        case "charset" -> needs(param, "UTF8".equalsIgnoreCase(value.replace("-", "")));
        default -> throw unknown(param.getKey());
      }
    }
    if (host == null) {
      throw new DirectiveException("DBDParams: no host or server for DBDriver freetds");
    }
    return "jdbc:sqlserver://" + host;
  }

  private void put(String name, String value) {
    properties.put(name, value);
  }

  private String seconds() {
    return Long.toString(Math.max(1, patience.toSeconds()));
  }

  /** The name of a host; JDBC's drivers know no sockets of the file system. */
  private static String tcp(String name, String value) throws DirectiveException {
    if (value.startsWith("/") || value.startsWith("@")) {
      throw new DirectiveException(
          "DBDParams: "
              + name
              + "="
              + value
              + " is a Unix socket, which JDBC cannot use: name a"
              + " host");
    }
    return value.isEmpty() ? "localhost" : value.indexOf(':') >= 0 ? "[" + value + "]" : value;
  }

  private static void needs(Map.Entry<String, String> param, boolean understood)
      throws DirectiveException {
    if (!understood) {
      throw new DirectiveException(
          "DBDParams: " + param.getKey() + "=" + param.getValue() + " cannot be said to JDBC");
    }
  }

  private DirectiveException unknown(String name) {
    return new DirectiveException(
        "DBDParams: " + name + " cannot be said to JDBC for DBDriver " + driver.word());
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
