package io.stoker.modules.mod_dbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.stoker.api.Database;
import io.stoker.api.explain.Question;
import io.stoker.testing.FakeChild;
import io.stoker.testing.MemoryTransport;
import io.stoker.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** mod_dbd and the maps of mod_rewrite over it, with SQLite. */
class ModDbdTest {

  private static final String MODULES =
      """
      LoadModule authz_core_module x
      LoadModule rewrite_module x
      LoadModule dbd_module x
      """;

  private static final String MAPS =
      """
      DBDriver sqlite3
      DBDParams "map.db"
      RewriteEngine On
      RewriteMap m "dbd:SELECT v FROM m WHERE k = %s"
      RewriteMap f "fastdbd:SELECT v FROM m WHERE k = %s"
      RewriteRule ^/m/(.*)$ /got?${m:$1|default} [R]
      RewriteRule ^/f/(.*)$ /got?${f:$1|default} [R]
      """;

  @TempDir private Path root;
  private @Nullable TestServer server;

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  private Sqlite database() {
    return Sqlite.with(
        root.resolve("map.db"), "CREATE TABLE m(k, v)", "INSERT INTO m VALUES('one', '1')");
  }

  private TestServer start(String configuration) {
    close();
    server =
        TestServer.in(root)
            .config(MODULES + configuration.replace("map.db", root + "/map.db"))
            .start();
    return server;
  }

  private static String location(String reply) {
    return reply.replaceFirst("(?s).*Location: http://a", "").replaceFirst("(?s)\r?\n.*", "");
  }

  private String asked(String path) {
    return location(server.get(path));
  }

  @Test
  void aMapSeesWhatTheDatabaseHasNow() {
    Sqlite database = database();
    start(MAPS);
    assertThat(asked("/m/one")).isEqualTo("/got?1");
    database.run("UPDATE m SET v = '2'");
    assertThat(asked("/m/one")).isEqualTo("/got?2");
    database.run("DELETE FROM m");
    assertThat(asked("/m/one")).isEqualTo("/got?default");
  }

  @Test
  void aFastMapKeepsWhatItHasFoundUntilTheConfigurationIsReadAgain() {
    Sqlite database = database();
    start(MAPS);
    assertThat(asked("/f/one")).isEqualTo("/got?1");
    assertThat(asked("/f/two")).isEqualTo("/got?default");
    database.run("UPDATE m SET v = '2'", "INSERT INTO m VALUES('two', '22')");
    assertThat(asked("/f/one")).isEqualTo("/got?1");
    assertThat(asked("/f/two")).isEqualTo("/got?22");
    start(MAPS);
    assertThat(asked("/f/one")).isEqualTo("/got?2");
  }

  /** Of a map that asks each time no reply is kept, of one that keeps its values they are. */
  @Test
  void whatIsKnownIsPlanned() {
    database();
    MemoryTransport connections = start(MAPS).connections();
    for (int i = 0; i < 4; i++) {
      assertThat(over(connections, "/m/one")).isEqualTo("/got?1");
    }
    assertThat(server.plans().hits()).isZero();
    for (int i = 0; i < 4; i++) {
      assertThat(over(connections, "/f/one")).isEqualTo("/got?1");
    }
    assertThat(server.plans().hits()).isPositive();
  }

  private static String over(MemoryTransport connections, String path) {
    try (MemoryTransport.Client client = connections.connect("127.0.0.1", 80, "127.0.0.1", 4000)) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
      client.send(request.getBytes(StandardCharsets.ISO_8859_1));
      return location(new String(client.received(), StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void anExplanationDoesNotAskTheDatabase() {
    database();
    start(MAPS);
    for (String map : List.of("m", "f")) {
      assertThat(server.explain(Question.of("GET", "/" + map + "/one")).notDone())
          .containsExactly("the database of RewriteMap " + map + " is not asked: it has no value");
    }
  }

  @Test
  void aChildHasItsConnectionsAsLongAsItLives() throws Exception {
    database();
    start(MAPS + "<VirtualHost *>\nServerName b\n</VirtualHost>\n");
    var main = server.snapshot().main();
    FakeChild child = new FakeChild();
    ModDbd module = new ModDbd();
    module.childInit(child, main);
    ChildPools pools = child.get(ChildPools.KEY);
    DbdSource source = main.get(ModDbd.SOURCE);
    assertThat(main.get(ModDbd.SOURCES)).containsExactly(source);
    DbdPool pool = pools.pool(source, DbdLog.of(child));
    assertThat(((KeptSessions) pool.sessions()).idle()).isEqualTo(1);
    Session session = pool.run(DbdLog.of(child), s -> s);
    module.childExit(child, main);
    assertThat(session.isClosed()).isTrue();
    assertThatThrownBy(() -> pools.pool(source, DbdLog.of(child)))
        .isInstanceOf(Database.Unavailable.class);
    assertThat(child.said()).isEmpty();
  }

  @Test
  void aChildStartsWithoutTheDatabase() {
    start("DBDriver sqlite3\nDBDParams \"no/such/map.db\"\n");
    FakeChild child = new FakeChild();
    new ModDbd().childInit(child, server.snapshot().main());
    assertThat(child.said())
        .hasSize(3)
        .last()
        .isEqualTo(
            "(20014)Internal error (specific information not available): AH00636: child init"
                + " failed!");
    new ModDbd().childExit(child, server.snapshot().main());
  }

  @Test
  void aDriverInTheFolderIsFoundBeforeOthers() throws Exception {
    Path jar =
        Path.of(org.sqlite.JDBC.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path folder = Files.createDirectories(root.resolve("home/lib/jdbc"));
    String url = "jdbc:sqlite:" + root.resolve("map.db");
    assertThat(JdbcDrivers.find(url, folder.toString()).getClass()).isSameAs(org.sqlite.JDBC.class);
    Files.createSymbolicLink(folder.resolve("sqlite-jdbc.jar"), jar);
    var driver = JdbcDrivers.find(url, folder.toString());
    assertThat(driver.getClass().getName()).isEqualTo("org.sqlite.JDBC");
    assertThat(driver.getClass()).isNotSameAs(org.sqlite.JDBC.class);
    assertThat(JdbcDrivers.find(url, folder.toString())).isSameAs(driver);
    ClassLoader loader = driver.getClass().getClassLoader();
    assertThatThrownBy(() -> loader.loadClass("io.stoker.api.Exchange"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void aDriverThatIsMissingIsNamedWithItsPlace() {
    assertThatThrownBy(() -> start("DBDriver pgsql\n"))
        .hasMessageContaining(
            "DBD: no JDBC driver for pgsql: put postgresql-*.jar (org.postgresql:postgresql in"
                + " Maven Central) into "
                + System.getenv("STOKER_HOME")
                + "/lib/jdbc");
  }

  @Test
  void whatIsShownOfTheConfigurationHasNoPassword() {
    start("DBDriver sqlite3\nDBDParams \"x password=secret\"\n");
    assertThat(server.snapshot().directives().get("dbdparams").shown("\"x password=secret\""))
        .isEqualTo("\"x password=***\"");
    assertThat(server.snapshot().main().get(ModDbd.SOURCE).toString()).doesNotContain("secret");
    assertThat(server.snapshot().main().get(ModDbd.CONFIG).toString()).doesNotContain("secret");
  }

  @Test
  void nobodyWhoLooksAtTheConfigurationSeesThePassword() {
    start(
        """
        LoadModule info_module x
        DBDriver sqlite3
        DBDParams "x password=secret"
        <Location "/server-info">
        SetHandler server-info
        </Location>
        """);
    for (String query : List.of("", "?config", "?mod_dbd.c")) {
      assertThat(server.get("/server-info" + query))
          .contains("password=***")
          .doesNotContain("secret");
    }
  }

  /** A server without a database loads neither JDBC nor the pool: they cost 400 classes. */
  @Test
  void jdbcIsNamedOnlyByWhatADatabaseNeeds() {
    List<String> using =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.stoker.modules.mod_dbd", "io.stoker.modules.mod_rewrite")
                .stream()
                .filter(ModDbdTest::usesJdbcOrPool)
                .map(type -> type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName())
                .toList();
    assertThat(using)
        .isSubsetOf(
            "Session",
            "Prepared",
            "JdbcDrivers",
            "Loaded",
            "KeptSessions",
            "Factory",
            "MoreThan",
            "Sources");
  }

  private static boolean usesJdbcOrPool(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .map(d -> d.getTargetClass().getPackageName())
        .anyMatch(p -> p.startsWith("java.sql") || p.startsWith("org.apache.commons.pool2"));
  }
}
