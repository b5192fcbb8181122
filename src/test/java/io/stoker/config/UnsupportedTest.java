package io.stoker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnsupportedTest {

  @TempDir Path root;

  private LoadResult load(String... lines) {
    return TestConfig.load(root, TestModules.all(), "ServerName x\n" + String.join("\n", lines));
  }

  @Test
  void refusesAModuleOfHttpdThatIsNotThereByName() {
    assertThat(load("LoadModule lua_module modules/mod_lua.so").text())
        .isEqualTo(
            "httpd: Syntax error on line 2 of "
                + root
                + "/httpd.conf: Stoker does not support the module lua_module (mod_lua) yet; remove"
                + " this line, or let 'StokerUnsupported warn' leave it out");
  }

  @Test
  void refusesADirectiveOfAModuleThatIsThereByName() {
    assertThat(load("ContentDigest On").text())
        .isEqualTo(
            "AH00526: Syntax error on line 2 of "
                + root
                + "/httpd.conf:\n"
                + "Stoker does not support ContentDigest (core) yet; remove it, or let"
                + " 'StokerUnsupported warn' leave it out");
  }

  @Test
  void namesEverythingThatIsNotSupportedAtOnce() {
    assertThat(
            load(
                    "LoadModule lua_module modules/mod_lua.so",
                    "LoadModule dav_module modules/mod_dav.so",
                    "LuaRoot x",
                    "LuaRoot y",
                    "ContentDigest On")
                .diagnostics())
        .extracting(d -> d.position() == null ? 0 : d.position().line())
        .containsExactly(2, 3, 4, 6);
  }

  @Test
  void saysInvalidCommandWhenTheModuleIsNotLoadedAtAll() {
    assertThat(load("LuaRoot x").text()).contains("Invalid command 'LuaRoot'");
  }

  @Test
  void warnsInstead() {
    LoadResult r =
        load("StokerUnsupported warn", "LoadModule lua_module x", "LuaRoot x", "ContentDigest On");
    assertThat(r.isOk()).isTrue();
    assertThat(r.text())
        .contains("STK0301", "lua_module")
        .contains("LuaRoot (mod_lua) yet; it is left out: " + root + "/httpd.conf:4")
        .contains("ContentDigest (core)");
  }

  @Test
  void theCommandLineCanWarnToo() {
    LoadRequest request =
        TestConfig.request(root, TestModules.all(), "ServerName x\nLoadModule lua_module x");
    LoadResult r =
        ConfigLoader.load(
            request.withBefore(TestModules.plus(request.before(), "StokerUnsupported warn")));
    assertThat(r.diagnostics()).hasSize(1);
  }

  @Test
  void leavesASectionOutAsAWholeWithOneWarning() {
    LoadResult r =
        load(
            "StokerUnsupported warn",
            "LoadModule md_module x",
            "<MDomain a>",
            "MDMember b",
            "Nonsense",
            "</MDomain>");
    assertThat(r.orThrow().main().defaults().get(Unsupported.REFUSE)).isNull();
    assertThat(r.diagnostics()).hasSize(2);
  }

  @Test
  void doesNotReadProgramsInSections() {
    LoadResult r =
        load(
            "StokerUnsupported warn",
            "LoadModule lua_module x",
            "<LuaHookFixups>",
            "if a </b then",
            "</LuaHookFixups>",
            "ServerAdmin a");
    assertThat(r.isOk()).as(r.text()).isTrue();
  }

  @Test
  void closesWhatAccessControlItCannotObeyWasFor() {
    LoadResult r =
        load(
            "StokerUnsupported warn",
            "LoadModule ssl_module x",
            "LoadModule authz_dbd_module x",
            "<Directory /a>",
            "SSLRequireSSL",
            "</Directory>",
            "<Directory /b>",
            "<RequireAll>",
            "Require dbd-group x",
            "</RequireAll>",
            "</Directory>",
            "<Directory /c>",
            "Require all granted",
            "</Directory>");
    List<Section> sections = r.orThrow().main().values().get(Section.DIRECTORIES);
    assertThat(sections)
        .extracting(s -> s.values().get(Unsupported.REFUSE) != null)
        .containsExactly(true, true, false);
    assertThat(r.text()).contains("refused with 403");
  }

  @Test
  void stillRefusesAProviderThatNobodyKnows() {
    LoadResult r =
        load("StokerUnsupported warn", "<Directory />", "Require nosuch", "</Directory>");
    assertThat(r.text()).contains("Unknown Authz provider: nosuch");
  }

  @Test
  void warnsOfADirectiveOnceHoweverOftenItStands() {
    LoadResult r = load("StokerUnsupported warn", "ContentDigest On", "ContentDigest Off");
    assertThat(r.diagnostics()).hasSize(1);
    assertThat(r.text()).contains("it is left out: ", "httpd.conf:3, ", "httpd.conf:4");
    LoadResult often =
        load(
            "StokerUnsupported warn",
            "ContentDigest On",
            "ContentDigest On",
            "ContentDigest On",
            "ContentDigest On");
    assertThat(often.text()).contains("httpd.conf:5 and elsewhere, 4 times in all");
  }
}
