package io.stoker.modules.mod_dbd;

import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Arg;
import io.stoker.api.ChildContext;
import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Database;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.Extension;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogMessage;
import io.stoker.api.Server;
import io.stoker.api.Slot;
import io.stoker.api.Startup;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * mod_dbd: connections to SQL databases for modules that look something up. Where httpd loads a
 * driver of APR, a driver of JDBC is asked; see {@link DbdDriver}.
 */
@AutoService(HttpdModule.class)
public final class ModDbd implements HttpdModule {

  static final Slot<DbdConfig> CONFIG = Slot.server(DbdConfig.UNSET);

  /** The folder of the drivers; of the main server. */
  static final Slot<@Nullable String> FOLDER = Slot.optionalServer("folder of JDBC drivers");

  /** The database of a server, made of its directives. */
  static final Slot<@Nullable DbdSource> SOURCE = Slot.optionalServer("database");

  /** Those of all servers, each once; of the main server. */
  static final Slot<List<DbdSource>> SOURCES = Slot.server("databases", List.of());

  private static final String NOT_A_NUMBER = "Argument must be numeric!";

  private static final Arg<Integer> NUMBER =
      Arg.of(
          "number",
          Arg.Kind.NUMBER,
          (word, cmd) -> {
            if (!word.chars().allMatch(c -> c >= '0' && c <= '9')) {
              throw new DirectiveException(NOT_A_NUMBER);
            }
            return (int) Math.min(Integer.MAX_VALUE, whole(word));
          });

  private static final LogMessage CONFLICT =
      LogMessage.warn("dbd", "AH02653", "conflicting SQL statements with label %s");

  @Override
  public String name() {
    return "mod_dbd";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        row("DBDriver")
            .differs(
                "drivers are JDBC's, which are put into lib/jdbc: sqlite3, pgsql, mysql, oracle and"
                    + " freetds (SQL Server); jdbc takes any URL of JDBC; odbc and sqlite2 are"
                    + " refused")
            .help("the kind of database, and so the driver that is asked")
            .apply(Directive.Arity.TAKE1, "name", ModDbd::driver),
        row("DBDParams")
            .differs(
                "what JDBC has no word for is refused; PostgreSQL without a host is at localhost;"
                    + " passwords are not shown where a configuration is")
            .help("where the database is, and who asks; may hold a password")
            .shown(Secrets::without)
            .apply(Directive.Arity.TAKE1, "param1=value1[,param2=value2]", ModDbd::params),
        row("DBDPersist")
            .fallback("On")
            .help("whether connections are kept and used again")
            .flag(CONFIG, DbdConfig::withPersist),
        row("DBDPrepareSQL")
            .differs("formats of binary data (%pDb, %pDc) are refused")
            .several(Directive.Several.LAST_OF_OTHER_WORDS)
            .help("a statement with %s for each value, and the label that it is known by")
            .apply(
                Directive.Arity.TAKE12,
                "\"SQL-statement\" [label]",
                (cmd, args) -> {
                  boolean isTakenBack = args.size() == 1;
                  prepare(cmd, isTakenBack ? "" : args.get(0), args.getLast());
                }),
        number(
            "DBDMin", "1", "connections that are ready before they are needed", DbdConfig::withMin),
        number("DBDKeep", "2", "unused connections that are kept", DbdConfig::withKeep),
        row("DBDMax")
            .fallback("10")
            .help("connections at a time, for each child")
            .differs(
                "a request waits for a connection, and for the database, no longer than Timeout;"
                    + " holds with DBDPersist Off too")
            .take(NUMBER, CONFIG, DbdConfig::withMax),
        number(
            "DBDExptime",
            "300",
            "seconds that unused connections are kept beyond DBDKeep",
            DbdConfig::withExptime),
        row("DBDInitSQL")
            .differs("a statement that fails is logged, and one that gives rows does not fail")
            .several(Directive.Several.ALL)
            .help("a statement that every connection begins with")
            .take(Arg.word("\"SQL-statement\""), CONFIG, DbdConfig::withInitSql));
  }

  private static Directive.Builder row(String name) {
    return Directive.named(name).in(SERVER, VHOST);
  }

  private static Directive number(
      String name, String fallback, String help, BiFunction<DbdConfig, Integer, DbdConfig> with) {
    return row(name).fallback(fallback).help(help).take(NUMBER, CONFIG, with);
  }

  /** A number of digits; one that is too large for anything is as large as can be. */
  private static long whole(String digits) {
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private static void driver(Cmd cmd, List<String> args) throws DirectiveException {
    DbdDriver driver = DbdDriver.named(args.getFirst());
    String home = cmd.processEnv("STOKER_HOME");
    String folder = home == null || !home.startsWith("/") ? null : home + "/lib/jdbc";
    cmd.setMain(FOLDER, folder);
    cmd.update(CONFIG, config -> config.withDriver(driver));
    Sources.example(driver, cmd.get(CONFIG).params(), folder);
    check(cmd, driver, cmd.get(CONFIG).params());
  }

  private static void params(Cmd cmd, List<String> args) throws DirectiveException {
    String params = args.getFirst();
    cmd.update(CONFIG, config -> config.withParams(params));
    DbdDriver own = cmd.get(CONFIG).driver();
    check(cmd, own != null ? own : cmd.getMain(CONFIG).driver(), params);
  }

  /** Complains at the line at fault as soon as both are known. */
  private static void check(Cmd cmd, @Nullable DbdDriver driver, @Nullable String params)
      throws DirectiveException {
    if (driver != null && params != null) {
      Sources.url(driver, params, cmd.getMain(FOLDER), Core.TIMEOUT.fallback());
    }
  }

  static void prepare(Cmd cmd, String sql, String label) throws DirectiveException {
    SqlText.of(sql, false);
    if (cmd.get(CONFIG).statements().containsKey(label) && !sql.isEmpty()) {
      cmd.log(CONFLICT, label);
    }
    cmd.update(CONFIG, config -> config.withStatement(label, sql));
  }

  @Override
  public List<Extension<?>> extensions() {
    return List.of(Database.POINT.offer(Database.NAME, new PooledDatabase()));
  }

  @Override
  public void checkConfig(Startup startup) throws DirectiveException {
    String folder = startup.main().get(FOLDER);
    Set<DbdSource> all = new LinkedHashSet<>();
    for (Server server : startup.servers()) {
      DbdSource source = Sources.of(server, folder);
      if (source != null) {
        all.add(source);
        startup.set(server, SOURCE, source);
      }
    }
    startup.set(startup.main(), SOURCES, List.copyOf(all));
  }

  @Override
  public void childInit(ChildContext child, Server main) {
    List<DbdSource> sources = main.get(SOURCES);
    ChildPools pools = new ChildPools();
    child.put(ChildPools.KEY, pools);
    pools.open(sources, DbdLog.of(child));
  }

  @Override
  public void childExit(ChildContext child, Server main) {
    ChildPools pools = child.get(ChildPools.KEY);
    if (pools != null) {
      pools.close();
    }
  }
}
