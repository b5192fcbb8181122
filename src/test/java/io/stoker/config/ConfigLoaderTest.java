package io.stoker.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Core;
import io.stoker.api.DirectiveException;
import io.stoker.api.HttpdModule;
import io.stoker.api.MethodSet;
import io.stoker.api.Server;
import io.stoker.api.Slot;
import io.stoker.api.Startup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

  @TempDir Path root;

  private LoadResult result(String... lines) {
    return TestConfig.load(root, TestModules.all(), "ServerName main\n" + String.join("\n", lines));
  }

  private Snapshot load(String... lines) {
    return result(lines).orThrow();
  }

  private static List<String> said(Server server) {
    return server.defaults().get(TestModules.SAID);
  }

  @Test
  void appliesDirectivesInTheOrderOfTheFile() {
    Snapshot s = load("ServerAdmin a", "SetEnv X \"a b\"", "PassEnv A B");
    assertThat(said(s.main()))
        .containsExactly("ServerAdmin[a]", "SetEnv[X, a b]", "PassEnv[A]", "PassEnv[B]");
  }

  @Test
  void callsOncePerPairForIterate2() {
    assertThat(said(load("AddType a/b .x .y").main()))
        .containsExactly("AddType[a/b, .x]", "AddType[a/b, .y]");
  }

  @Test
  void layAHostOverTheMainServerWhereverTheMainServersLinesStand() {
    Snapshot s = load("<VirtualHost *:80>", "SetEnv B", "</VirtualHost>", "SetEnv A", "PidFile p");
    Server host = s.servers().get(1);
    assertThat(said(host)).containsExactly("SetEnv[A]", "SetEnv[B]");
    assertThat(host.values().get(Core.PID_FILE)).endsWith("/p");
    assertThat(host.addresses()).containsExactly("*:80");
    assertThat(host.position().line()).isEqualTo(2);
  }

  @Test
  void aHostWithoutNameHasTheMainServersButOneWithAddressDoesNotInheritAPort() {
    Snapshot s =
        load(
            "ServerName main:8080",
            "<VirtualHost *:81>",
            "</VirtualHost>",
            "<VirtualHost *:82>",
            "ServerName h",
            "</VirtualHost>");
    assertThat(s.servers().get(1).name()).isEqualTo("main");
    assertThat(s.servers().get(1).port()).isEqualTo(81);
    assertThat(s.servers().get(2).port()).isZero();
  }

  @Test
  void ordersDirectorySectionsByDepthAndPatternsLast() {
    Snapshot s =
        load(
            "<Directory /a/b/c>",
            "</Directory>",
            "<DirectoryMatch x>",
            "</DirectoryMatch>",
            "<Directory /a>",
            "</Directory>",
            "<Directory \"/z/*\">",
            "</Directory>",
            "<Directory />",
            "</Directory>",
            "<Directory /b//../c/>",
            "</Directory>");
    assertThat(s.main().values().get(Section.DIRECTORIES))
        .extracting(d -> d.position().line())
        .containsExactly(10, 6, 12, 8, 2, 4);
    assertThat(s.main().values().get(Section.DIRECTORIES).get(2).matcher())
        .isEqualTo(new SectionMatcher.DirectoryPath("/c/", 2));
    assertThat(s.main().values().get(Section.DIRECTORIES).get(3).matcher())
        .isEqualTo(new SectionMatcher.DirectoryWildcard("/z/*/", 3));
  }

  @Test
  void mergesAHostsDirectorySectionsIntoTheMainServersByDepth() {
    Snapshot s =
        load(
            "<Directory /a/b>",
            "</Directory>",
            "<VirtualHost *>",
            "<Directory /a>",
            "</Directory>",
            "<Directory /a/b>",
            "</Directory>",
            "</VirtualHost>");
    assertThat(s.servers().get(1).values().get(Section.DIRECTORIES))
        .extracting(d -> d.position().line())
        .containsExactly(5, 2, 7);
  }

  @Test
  void keepsFilesAndIfSectionsInTheSectionTheyStandIn() {
    Snapshot s =
        load(
            "<Directory /a>",
            "<Files x>",
            "SetEnv F",
            "<If true>",
            "SetEnv I",
            "</If>",
            "</Files>",
            "</Directory>",
            "<Files y>",
            "</Files>");
    Section directory = s.main().values().get(Section.DIRECTORIES).get(0);
    Section files = directory.values().get(Section.FILES).get(0);
    assertThat(files.values().get(TestModules.SAID)).containsExactly("SetEnv[F]");
    assertThat(files.values().get(Section.IFS)).hasSize(1);
    assertThat(s.main().defaults().get(Section.FILES)).hasSize(1);
  }

  @Test
  void marksElseIfAndElseAsContinued() {
    Snapshot s = load("<If true>", "</If>", "<ElseIf false>", "</ElseIf>", "<Else>", "</Else>");
    assertThat(s.main().defaults().get(Section.IFS))
        .extracting(i -> ((SectionMatcher.If) i.matcher()).continued())
        .containsExactly(false, true, true);
  }

  @Test
  void givesTheMethodsOfLimitToDirectives() throws Exception {
    List<MethodSet> seen = new ArrayList<>();
    HttpdModule m =
        new TestModules.Fake(
            "mod_x",
            true,
            List.of(
                io.stoker.api.Directive.named("Probe")
                    .in(io.stoker.api.Where.DIRECTORY)
                    .apply(
                        io.stoker.api.Directive.Arity.NO_ARGS,
                        "",
                        (cmd, args) ->
                            seen.add(java.util.Objects.requireNonNull(cmd.limitedTo())))));
    TestConfig.load(
            root,
            List.of(m),
            "<Directory />\n<Limit GET POST PUT>\nProbe\n<LimitExcept PUT>\nProbe\n</LimitExcept>\n"
                + "</Limit>\n</Directory>\n")
        .orThrow();
    assertThat(seen.get(0).contains("HEAD")).isTrue();
    assertThat(seen.get(0).contains("DELETE")).isFalse();
    assertThat(seen.get(1).methods()).isEqualTo(Set.of("GET", "POST"));
  }

  @Test
  void givesModuleSectionsTheirBodyAndKeepsWhatStoodBefore() {
    Snapshot s =
        load(
            "<Directory />",
            "Require env A",
            "<RequireAll>",
            "Require env B",
            "SetEnv inside",
            "</RequireAll>",
            "Require env C",
            "</Directory>");
    Section d = s.main().values().get(Section.DIRECTORIES).get(0);
    assertThat(d.values().get(TestModules.AUTHZ)).containsExactly("env A", "all[env B]", "env C");
    assertThat(d.values().get(TestModules.SAID)).containsExactly("SetEnv[inside]");
  }

  @Test
  void blamesTheLineInsideAModulesSection() {
    LoadResult r = result("<Directory />", "<RequireAll>", "Require nosuch", "</RequireAll>");
    assertThat(r.text()).contains("was not closed");
    r = result("<Directory />", "<RequireAll>", "Require nosuch", "</RequireAll>", "</Directory>");
    assertThat(r.text())
        .isEqualTo(
            "AH00526: Syntax error on line 4 of "
                + root
                + "/httpd.conf:\nUnknown Authz provider: nosuch");
  }

  @Test
  void prefersDefineToTheEnvironment() {
    LoadRequest request =
        TestConfig.request(root, TestModules.all(), "ServerName ${NAME}\nServerAdmin ${MAIL}")
            .withEnvironment(Map.of("NAME", "env", "MAIL", "env"))
            .withAfter(List.of("ServerAdmin ${NAME}"));
    LoadRequest defined = request.withBefore(plus(request.before(), "Define NAME own"));
    Snapshot s = ConfigLoader.load(defined).orThrow();
    assertThat(s.main().name()).isEqualTo("own");
    assertThat(said(s.main())).containsExactly("ServerAdmin[env]", "ServerAdmin[own]");
    assertThat(s.defines()).containsEntry("NAME", "own");
  }

  private static List<String> plus(List<String> list, String more) {
    return TestModules.plus(list, more);
  }

  @Test
  void namesTheCommandLineInItsErrors() {
    LoadRequest request = TestConfig.request(root, TestModules.all(), "ServerName x");
    assertThat(ConfigLoader.load(request.withAfter(List.of("KeepAlive On", "Foo"))).text())
        .startsWith("AH00526: Syntax error on line 2 of -c/-C directives:\nInvalid command 'Foo'");
    assertThat(ConfigLoader.load(request.withAfter(List.of("</Directory>"))).text())
        .isEqualTo(
            "httpd: Syntax error in -C/-c directive: </Directory> without matching <Directory>"
                + " section");
  }

  @Test
  void saysThatTheFileIsMissing() {
    LoadRequest request =
        LoadRequest.of(root.toString(), "none.conf").withModules(TestModules.all());
    assertThat(ConfigLoader.load(request).text())
        .isEqualTo(
            "httpd: Could not open configuration file "
                + root
                + "/none.conf: No such file or directory");
  }

  @Test
  void endsARecursionOfIncludes() throws Exception {
    Files.writeString(root.resolve("loop"), "Include loop\n");
    String text = result("Include loop").text();
    assertThat(text)
        .endsWith("Exceeded maximum include depth of 128, There appears to be a recursion.");
    assertThat(text.split("Syntax error", -1)).hasSize(130);
  }

  @Test
  void wantsExactlyOneMpm() {
    String text = "ServerName x\nListen 80\n";
    LoadRequest request =
        TestConfig.request(root, TestModules.all(), text).withModules(TestModules.all());
    assertThat(ConfigLoader.load(request.withBefore(List.of())).text())
        .isEqualTo("AH00534: httpd: Configuration error: No MPM loaded.");
  }

  @Test
  void wantsAListenEvenWhenOnlyChecking() {
    LoadRequest request =
        LoadRequest.of(root.toString(), "httpd.conf").withModules(List.of()).checking(true);
    TestConfig.request(root, List.of(), "");
    assertThat(ConfigLoader.load(request).text())
        .contains("no listening sockets available, shutting down\nAH00015: Unable to open logs");
  }

  @Test
  void loadsAStaticModuleAgainWithoutAWord() {
    LoadResult r = result("LoadModule log_config_module modules/mod_log_config.so");
    assertThat(r.isOk()).isTrue();
    assertThat(r.diagnostics()).isEmpty();
  }

  @Test
  void putsStaticModulesFirstInHttpdsOrder() {
    assertThat(load().modules())
        .extracting(HttpdModule::name)
        .startsWith(
            "core",
            "mod_so",
            "mod_watchdog",
            "http_core",
            "mod_log_config",
            "mod_logio",
            "mod_version",
            "mod_unixd",
            "mod_authz_core");
  }

  @Test
  void remembersWhichLineSaidWhat() {
    LoadResult r =
        result(
            "<Directory />",
            "SetEnv A",
            "</Directory>",
            "SetEnv B",
            "<VirtualHost *>",
            "PidFile x",
            "</VirtualHost>");
    Snapshot s = r.orThrow();
    Provenance p = r.report().provenance();
    Section d = s.main().values().get(Section.DIRECTORIES).get(0);
    assertThat(p.of(d, TestModules.SAID)).hasToString(root + "/httpd.conf:3");
    assertThat(p.of(s.servers().get(1), TestModules.SAID)).hasToString(root + "/httpd.conf:5");
    assertThat(p.of(s.servers().get(1), Core.PID_FILE)).hasToString(root + "/httpd.conf:7");
    assertThat(p.of(s.main(), Core.ERROR_LOG)).isNull();
  }

  // ---- start-up functions ----

  private static final Slot<String> DERIVED = Slot.server("derived", "");

  /** Says in a slot which of its functions ran. */
  private record Starter(List<String> ran, boolean fails) implements HttpdModule {
    @Override
    public String name() {
      return "mod_starter";
    }

    @Override
    public boolean isStatic() {
      return true;
    }

    @Override
    public void preConfig(Startup startup) {
      ran.add("pre");
    }

    @Override
    public void checkConfig(Startup startup) {
      ran.add("check");
    }

    @Override
    public void openLogs(Startup startup) {
      ran.add("open");
      startup.onRetire(() -> ran.add("closed"));
    }

    @Override
    public void postConfig(Startup startup) throws DirectiveException {
      ran.add("post");
      startup.set(startup.main(), DERIVED, "a");
      startup.set(startup.main(), DERIVED, startup.main().values().get(DERIVED) + "b");
      if (fails) {
        throw new DirectiveException("no");
      }
    }
  }

  @Test
  void runsStartUpFunctionsAndKeepsWhatTheyDerive() {
    Starter starter = new Starter(new ArrayList<>(), false);
    LoadRequest request = TestConfig.request(root, List.of(starter), "");
    Snapshot s = ConfigLoader.load(request).orThrow();
    assertThat(s.main().values().get(DERIVED)).isEqualTo("ab");
    assertThat(starter.ran).containsExactly("pre", "check", "open", "post");
    starter.ran.clear();
    ConfigLoader.load(request.checking(true)).orThrow();
    assertThat(starter.ran).containsExactly("pre", "check", "post");
  }

  @Test
  void closesWhatWasOpenedWhenStartingFails() {
    Starter starter = new Starter(new ArrayList<>(), true);
    LoadResult r = TestConfig.load(root, List.of(starter), "ServerRoot /tmp");
    assertThat(r.isOk()).isFalse();
    assertThat(r.text()).endsWith("no\nAH00016: Configuration Failed");
    assertThat(starter.ran).endsWith("post", "closed");
  }
}
