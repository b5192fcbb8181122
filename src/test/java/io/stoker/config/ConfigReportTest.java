package io.stoker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reports of httpd's command line; the expected lines are those of httpd 2.4.71. */
class ConfigReportTest {

  @TempDir Path root;

  private ConfigReport load(String... lines) {
    LoadRequest request =
        TestConfig.request(
                root, TestModules.all(), "ServerName localhost\n" + String.join("\n", lines))
            .withAfter(List.of("KeepAlive on"));
    return ConfigLoader.load(request).report();
  }

  @Test
  void listsIncludedFilesWithTheLinesThatIncludeThem() throws Exception {
    Files.createDirectories(root.resolve("inc/sub"));
    Files.writeString(root.resolve("inc/a.conf"), "Include inc/sub\nServerAdmin x\n");
    Files.writeString(root.resolve("inc/sub/s.conf"), "ServerAdmin y");
    assertThat(load("Include inc/a.conf", "Include inc/sub").dumpIncludes())
        .containsExactly(
            "Included configuration files:",
            "  (*) " + root + "/httpd.conf",
            "    (2) " + root + "/inc/a.conf",
            "      (1) " + root + "/inc/sub/s.conf",
            "    (3) " + root + "/inc/sub/s.conf");
  }

  @Test
  void writesTheDirectivesInEffect() {
    assertThat(
            load(
                    "<VirtualHost *:80>",
                    "<directory /x>",
                    "options   None",
                    "</directory>",
                    "</VirtualHost>",
                    "<IfModule mod_dir.c>",
                    "DirectoryIndex a b  c",
                    "</IfModule>")
                .dumpConfig())
        .containsExactly(
            "# In file: " + root + "/httpd.conf",
            "#   1:",
            "ServerName localhost",
            "#   2:",
            "<VirtualHost *:80>",
            "  #   3:",
            "  <Directory /x>",
            "    #   4:",
            "    Options None",
            "  </Directory>",
            "</VirtualHost>",
            "#   8:",
            "DirectoryIndex a b  c",
            "# In file: -c/-C directives",
            "#   1:",
            "KeepAlive on");
  }

  @Test
  void listsModulesAndWhetherTheyWereLoaded() {
    assertThat(load().dumpModules())
        .startsWith("Loaded Modules:", " core_module (static)", " so_module (static)")
        .contains(" http_module (static)", " env_module (shared)");
  }

  @Test
  void listsRunSettings() {
    assertThat(load("Define A b", "Define C", "PidFile run/pid", "ErrorLog err").runConfig())
        .containsExactly(
            "ServerRoot: \"" + root + "\"",
            "Main DocumentRoot: \"" + root + "/htdocs\"",
            "Main ErrorLog: \"" + root + "/err\"",
            "PidFile: \"" + root + "/run/pid\"",
            "Define: A=b",
            "Define: C");
  }
}
