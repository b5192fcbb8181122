package io.stoker.modules.mod_log_config;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Core;
import io.stoker.api.Exchange;
import io.stoker.api.Extensions;
import io.stoker.api.Hook;
import io.stoker.api.LogLine;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.api.Position;
import io.stoker.api.Server;
import io.stoker.api.SlotValues;
import io.stoker.config.ConfigLoader;
import io.stoker.config.HookTable;
import io.stoker.config.LoadRequest;
import io.stoker.config.LoadResult;
import io.stoker.config.Snapshot;
import io.stoker.logging.FakeExchange;
import io.stoker.logging.LogTarget;
import io.stoker.logging.Overflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Configurations read by the real loader, requests logged to real files. */
class ModLogConfigTest {

  private static final Path CASES = Path.of("src/test/resources/parity/mod_log_config");
  private static final Pattern CHECK =
      Pattern.compile("(?s)== check [^\n]*\n(.*?)\n\n== output\n(.*?)\n\n== exit (\\d)");

  /** What {@code httpd -t} says, from the recorded cases. */
  record Check(String config, String output, boolean ok) {}

  @TempDir Path root;

  static Stream<Check> checks() throws IOException {
    List<Check> checks = new ArrayList<>();
    for (String file : List.of("mistakes.case", "check.case")) {
      Matcher m = CHECK.matcher(Files.readString(CASES.resolve(file)));
      while (m.find()) {
        checks.add(new Check(m.group(1), m.group(2), m.group(3).equals("0")));
      }
    }
    return checks.stream();
  }

  private LoadResult load(String config, boolean check) throws IOException {
    for (String dir : List.of("conf", "logs", "htdocs")) {
      Files.createDirectories(root.resolve(dir));
    }
    Files.writeString(root.resolve("conf/httpd.conf"), config + "\n");
    LoadRequest request =
        LoadRequest.of(root.toString(), "conf/httpd.conf")
            .withBefore(
                List.of(
                    "LoadModule mpm_event_module modules/mod_mpm_event.so",
                    "ServerName localhost",
                    "ErrorLog logs/error.log",
                    "DocumentRoot htdocs"))
            .withoutListen();
    return ConfigLoader.load(check ? request.checking(true) : request);
  }

  @ParameterizedTest
  @MethodSource("checks")
  void saysWhatHttpdSays(Check check) throws IOException {
    LoadResult result = load(check.config, true);
    assertThat(result.isOk()).as(result.text()).isEqualTo(check.ok);
    if (!check.ok) {
      String said = result.text().replace(root.toString(), "${ROOT}").stripTrailing();
      String help = Pattern.quote(check.output).replace("${HELP}", "\\E.*\\Q");
      assertThat(said).matches(help);
    }
  }

  private void log(Snapshot snapshot, Server server, String uri) throws Exception {
    log(snapshot, new FakeExchange().with(server).with("uri", uri).with("status", 200).get());
  }

  private static void log(Snapshot snapshot, Exchange x) throws Exception {
    for (HookTable.Entry entry : snapshot.hooks().of(Phase.LOG_TRANSACTION)) {
      entry.hook().step().run(x);
    }
  }

  private static void retire(Snapshot snapshot) throws Exception {
    for (AutoCloseable resource : snapshot.onRetire()) {
      resource.close();
    }
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(root.resolve("logs").resolve(file));
  }

  @Test
  void jsonIsANicknameUntilItIsSaidWhatItMeans() throws Exception {
    String logs = "CustomLog logs/a.log json\n";
    for (String format : List.of("", "LogFormat own json", "StokerLogFormatJson json u=%U s=%s")) {
      Snapshot s = load(format + "\n" + logs, false).orThrow();
      LogConfig config = s.main().get(ModLogConfig.CONFIG);
      assertThat(config.formatOf(config.logs().getFirst()))
          .isEqualTo(
              switch (format) {
                case "" -> FormatText.ECS;
                case "LogFormat own json" -> FormatText.of("own");
                default -> new FormatText("u=%U\ns=%s", true);
              });
      retire(s);
    }
    LoadResult bad = load("StokerLogFormatJson json", true);
    assertThat(bad.text()).contains("StokerLogFormatJson takes a nickname and one field at least");
  }

  @Test
  void hostsLogWhereTheyAreToldAndInheritTheRest() throws Exception {
    Snapshot s =
        load(
                """
                LogFormat "main default %v %U"
                LogFormat "named %v %U" named
                TransferLog logs/transfer.log
                CustomLog logs/named.log named
                GlobalLog logs/global.log named
                <VirtualHost *:80>
                  ServerName format
                  LogFormat "host default %v %U"
                  LogFormat "never %v %U" named
                </VirtualHost>
                <VirtualHost *:80>
                  ServerName own
                  LogFormat "host's %v %U" named
                  CustomLog logs/own.log named
                </VirtualHost>
                """,
                false)
            .orThrow();
    for (Server server : s.servers()) {
      log(s, server, "/a");
    }
    retire(s);
    assertThat(lines("transfer.log"))
        .containsExactly("main default localhost /a", "host default format /a");
    assertThat(lines("named.log")).containsExactly("named localhost /a", "named format /a");
    assertThat(lines("global.log"))
        .containsExactly("named localhost /a", "named format /a", "named own /a");
    assertThat(lines("own.log")).containsExactly("host's own /a");
  }

  @Test
  void conditionsAskTheFirstRequestOfAChain() throws Exception {
    Snapshot s =
        load(
                """
                CustomLog logs/set.log %U env=image
                CustomLog logs/unset.log %U env=!image
                CustomLog logs/chain.log "%U %>U %s %>s" env=image
                """,
                false)
            .orThrow();
    FakeExchange error =
        new FakeExchange().with(s.main()).with("uri", "/error.html").with("status", 200);
    FakeExchange first =
        new FakeExchange().with(s.main()).with("uri", "/a.png").with("status", 404);
    first.env.set("image", "");
    first.with("next", error.get());
    log(s, first.get());
    log(s, s.main(), "/b");
    retire(s);
    assertThat(lines("set.log")).containsExactly("/a.png");
    assertThat(lines("unset.log")).containsExactly("/b");
    assertThat(lines("chain.log")).containsExactly("/a.png /error.html 404 200");
  }

  @Test
  void theNextConfigurationGoesOnInTheSameFile() throws Exception {
    Snapshot first = load("CustomLog logs/a.log %U", false).orThrow();
    log(first, first.main(), "/1");
    Snapshot second = load("CustomLog logs/a.log %U", false).orThrow();
    log(second, second.main(), "/2");
    retire(first);
    log(second, second.main(), "/3");
    retire(second);
    assertThat(lines("a.log")).containsExactly("/1", "/2", "/3");
  }

  @Test
  void whatBecomesOfLinesThatCannotBeWrittenIsSaidForTheWholeServer() throws Exception {
    assertThat(load("", false).orThrow().main().get(ModLogConfig.OVERFLOW))
        .isEqualTo(Overflow.DROP);
    assertThat(load("StokerLogOverflow Block", false).orThrow().main().get(ModLogConfig.OVERFLOW))
        .isEqualTo(Overflow.BLOCK);
    assertThat(load("StokerLogOverflow wait", false).text())
        .endsWith(
            "line 1 of " + root + "/conf/httpd.conf:\nStokerLogOverflow must be block or drop");
    assertThat(load("<VirtualHost *:80>\nStokerLogOverflow drop\n</VirtualHost>", false).text())
        .endsWith("StokerLogOverflow cannot occur within <VirtualHost> section");
  }

  private static Outcome run(Phase phase, Exchange x) throws Exception {
    List<Hook> hooks = new ModLogConfig().hooks();
    return hooks.stream().filter(h -> h.phase() == phase).findFirst().orElseThrow().step().run(x);
  }

  /** A server with one log. */
  private static Server logging(LogTarget target, String format) throws Exception {
    OpenLog log = new OpenLog(target, LogFormatParser.parse(format, Extensions.NONE), null);
    SlotValues values = SlotValues.EMPTY.with(ModLogConfig.OPEN, List.of(log));
    return new Server(Position.NONE, false, List.of(), values, SlotValues.EMPTY);
  }

  @Test
  void aRequestIsNotAnsweredBeforeItsLogsHaveRoom() throws Exception {
    PatientTarget target = new PatientTarget();
    Exchange x = new FakeExchange().with(logging(target, "%U")).get();
    assertThat(run(Phase.POST_READ_REQUEST, x)).isEqualTo(Outcome.DECLINED);
    assertThat(target.waited).isEqualTo(1);
  }

  @Test
  void aNameThatWillBeLoggedIsLookedUpBeforeTheReplyIsSent() throws Exception {
    Server server = logging(new PatientTarget(), "%h");
    FakeExchange off = new FakeExchange().with(server);
    run(Phase.RESPONSE_HEADERS, off.get());
    assertThat(off.asked).doesNotContain("clientName");
    FakeExchange on = new FakeExchange().with(server);
    on.with(Core.HOSTNAME_LOOKUPS, Core.HostnameLookups.ON);
    run(Phase.RESPONSE_HEADERS, on.get());
    assertThat(on.asked).contains("clientName");
    FakeExchange address = new FakeExchange().with(logging(new PatientTarget(), "%a"));
    address.with(Core.HOSTNAME_LOOKUPS, Core.HostnameLookups.ON);
    run(Phase.RESPONSE_HEADERS, address.get());
    assertThat(address.asked).doesNotContain("clientName");
  }

  /** Counts those who wait. */
  private static final class PatientTarget implements LogTarget {
    int waited;

    @Override
    public void write(String line) {}

    @Override
    public void write(LogLine line) {}

    @Override
    public boolean hasRoom() {
      return false;
    }

    @Override
    public void awaitRoom() {
      waited++;
    }
  }

  @Test
  void whatCannotBeOpenedOrStartedIsToldInHttpdsWords() throws Exception {
    assertThat(load("CustomLog htdocs %U", false).text())
        .endsWith(
            "(21)Is a directory: AH00649: could not open transfer log file "
                + root
                + "/htdocs.\nAH00015: Unable to open logs");
    assertThat(load("CustomLog \"|/nonexistent/prog x\" %U", false).text())
        .endsWith(
            "(2)No such file or directory: AH00104: unable to start piped log program"
                + " '/nonexistent/prog x'\nAH00015: Unable to open logs");
  }
}
