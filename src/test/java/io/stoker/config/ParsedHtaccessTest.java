package io.stoker.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Core.AllowOverride;
import io.stoker.api.OverrideClass;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParsedHtaccessTest {

  @TempDir Path root;
  private HtaccessReader reader;
  private AllowOverride granted =
      new AllowOverride(EnumSet.allOf(OverrideClass.class), null, false, false);
  private @Nullable Set<String> list;

  @BeforeEach
  void load() {
    reader =
        TestConfig.load(root, TestModules.all(), "ServerName x\nDefine V value")
            .orThrow()
            .htaccess();
  }

  private HtaccessReader.Parsed read(String... lines) {
    byte[] text = String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
    return reader.read("/srv/", "/srv/.htaccess", text, granted, list);
  }

  private void grant(OverrideClass... classes) {
    granted = new AllowOverride(Set.of(classes), null, false, false);
  }

  @Test
  void readsWhatIsGranted() {
    HtaccessReader.Parsed p = read("SetEnv A ${V}", "<Files x>", "SetEnv B", "</Files>");
    assertThat(p.error()).isNull();
    assertThat(p.values().get(TestModules.SAID)).containsExactly("SetEnv[A, value]");
    assertThat(p.values().get(Section.FILES)).hasSize(1);
  }

  @Test
  void namesFileAndDirective() {
    assertThat(read("Fooo").error())
        .isEqualTo(
            "/srv/.htaccess: Invalid command 'Fooo', perhaps misspelled or defined by a module not"
                + " included in the server configuration");
    assertThat(read("ServerAdmin x").error())
        .isEqualTo("/srv/.htaccess: ServerAdmin not allowed here");
    assertThat(read("<Directory />", "</Directory>").error())
        .isEqualTo("/srv/.htaccess: <Directory not allowed here");
    assertThat(read("Include x").error()).isEqualTo("/srv/.htaccess: Include not allowed here");
    assertThat(read("<Files x>").error())
        .isEqualTo("/srv/.htaccess: /srv/.htaccess:1: <Files> was not closed.");
  }

  @Test
  void refusesWhatIsNotGranted() {
    grant(OverrideClass.AUTH_CONFIG);
    assertThat(read("SetEnv A").error()).isEqualTo("/srv/.htaccess: SetEnv not allowed here");
    assertThat(read("Require all granted").error()).isNull();
    assertThat(read("<Limit GET>", "Require all granted", "</Limit>").error()).isNull();
  }

  @Test
  void permitsWhatTheListNames() {
    grant();
    list = Set.of("setenv");
    assertThat(read("SetEnv A").error()).isNull();
    assertThat(read("AddType a b").error()).isEqualTo("/srv/.htaccess: AddType not allowed here");
  }

  @Test
  void forgivesWhatNonfatalForgives() {
    granted = new AllowOverride(Set.of(OverrideClass.AUTH_CONFIG), null, true, true);
    HtaccessReader.Parsed p = read("Fooo", "SetEnv A");
    assertThat(p.error()).isNull();
    assertThat(p.warnings())
        .extracting(w -> w.message().format(w.args().toArray()))
        .containsExactly(
            "AH02296: Unknown directive fooo perhaps misspelled or defined by a module not included"
                + " in the server configuration",
            "AH02295: SetEnv in .htaccess forbidden by AllowOverride");
  }

  @Test
  void readsConditionsAndSkipsThoseThatDoNotHold() {
    HtaccessReader.Parsed p =
        read(
            "<IfModule mod_env.c>",
            "SetEnv A",
            "</IfModule>",
            "<IfModule mod_none.c>",
            "Fooo",
            "</IfModule>",
            "<IfModule mod_dir.c>");
    assertThat(p.error()).isNull();
    assertThat(p.values().get(TestModules.SAID)).containsExactly("SetEnv[A]");
  }

  @Test
  void refusesConditionsWhereNothingIsGranted() {
    grant();
    list = Set.of("setenv");
    assertThat(read("<IfModule mod_env.c>", "</IfModule>").error())
        .isEqualTo("/srv/.htaccess: <IfModule not allowed here");
  }
}
