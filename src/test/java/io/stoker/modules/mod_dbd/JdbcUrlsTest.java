package io.stoker.modules.mod_dbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.DirectiveException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcUrlsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(7);

  private static JdbcUrl url(DbdDriver driver, String params) throws DirectiveException {
    return JdbcUrls.of(
        driver, driver.examples().isEmpty() ? "" : driver.examples().getFirst(), params, PATIENCE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '~',
      value = {
        "SQLITE3 ! /srv/a b.db ! jdbc:sqlite:/srv/a b.db",
        "PGSQL ! host=a port=1 dbname=b user=c ! jdbc:postgresql://a:1/b",
        "PGSQL ! user=c ! jdbc:postgresql://localhost/c",
        "PGSQL ! dbname='b c/d' host = ::1 ! jdbc:postgresql://[::1]/b%20c%2Fd",
        "MYSQL ! host=a,user=b,pass=c,dbname=d ! jdbc:mariadb://a/d",
        "MYSQL ! host=a;port=3 dbname=d|user=b ! jdbc:mariadb://a:3/d",
        "ORACLE ! user=a, pass=b, dbname=c, server=d ! jdbc:oracle:thin:@//d/c",
        "ORACLE ! dbname=c ! jdbc:oracle:thin:@c",
        "FREETDS ! username=a,password=b,dbname=c,server=d ! jdbc:sqlserver://d",
        "JDBC ! jdbc:h2:mem:a ! jdbc:h2:mem:a",
      })
  void paramsBecomeAUrl(DbdDriver driver, String params, String url) throws DirectiveException {
    assertThat(url(driver, params).url()).isEqualTo(url);
  }

  @Test
  void whatIsNoPartOfTheUrlIsAProperty() throws DirectiveException {
    assertThat(
            url(
                    DbdDriver.PGSQL,
                    "user=a password='it\\'s \\\\ b' sslmode=require connect_timeout=3")
                .properties())
        .isEqualTo(
            Map.of(
                "user", "a",
                "password", "it's \\ b",
                "sslmode", "require",
                "connectTimeout", "3",
                "stringtype", "unspecified"));
    assertThat(url(DbdDriver.MYSQL, "user=a,pass=b,flags=CLIENT_FOUND_ROWS").properties())
        .isEqualTo(
            Map.of(
                "user",
                "a",
                "password",
                "b",
                "useAffectedRows",
                "false",
                "connectTimeout",
                "7000"));
    assertThat(url(DbdDriver.FREETDS, "username=a,password=b,host=c,appname=d").properties())
        .isEqualTo(
            Map.of("user", "a", "password", "b", "applicationName", "d", "loginTimeout", "7"));
  }

  @Test
  void mysqlsOwnDriverWillDo() throws DirectiveException {
    assertThat(
            JdbcUrls.of(
                    DbdDriver.MYSQL, DbdDriver.MYSQL.examples().get(1), "host=a,dbname=b", PATIENCE)
                .url())
        .isEqualTo("jdbc:mysql://a/b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '~',
      value = {
        "PGSQL ! host=/run/postgresql ! DBDParams: host=/run/postgresql is a Unix socket, which"
            + " JDBC cannot use: name a host",
        "PGSQL ! dbname=a krbsrvname=b ! DBDParams: krbsrvname cannot be said to JDBC for DBDriver"
            + " pgsql",
        "PGSQL ! client_encoding=LATIN1 ! DBDParams: client_encoding=LATIN1 cannot be said to JDBC",
        "PGSQL ! host=a nonsense ! DBDParams: no name=value behind host",
        "PGSQL ! password='secret ! DBDParams: no name=value at the beginning",
        "MYSQL ! host=a,sock=/run/m.sock ! DBDParams: sock cannot be said to JDBC for DBDriver"
            + " mysql",
        "MYSQL ! host=a,group=b ! DBDParams: group cannot be said to JDBC for DBDriver mysql",
        "MYSQL ! host=a,=b ! DBDParams: no name=value behind host",
        "FREETDS ! username=a ! DBDParams: no host or server for DBDriver freetds",
        "JDBC ! host=a ! DBDParams: behind DBDriver jdbc a URL that begins with jdbc:",
      })
  void whatCannotBeSaidIsNamed(DbdDriver driver, String params, String error) {
    assertThatThrownBy(() -> url(driver, params))
        .isInstanceOf(DirectiveException.class)
        .hasMessage(error);
  }

  @Test
  void textsOfItShowNoPassword() throws DirectiveException {
    assertThat(url(DbdDriver.JDBC, "jdbc:x:a?password=b").toString())
        .isEqualTo("jdbc:x:a?password=***");
    assertThat(url(DbdDriver.PGSQL, "user=a password=secret").toString()).doesNotContain("secret");
  }
}
