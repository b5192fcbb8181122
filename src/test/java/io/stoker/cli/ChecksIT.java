package io.stoker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Installation;
import io.stoker.testing.Installed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks and reports as processes: text, stream, exit status. */
@Execution(ExecutionMode.CONCURRENT)
class ChecksIT {

  @TempDir Path folder;
  private Installed site;

  @BeforeEach
  void makeSite() {
    site = new Installed(folder);
  }

  @Test
  void goodConfiguration() {
    Installed.Result result = site.stoker("-t");
    assertThat(result.err()).isEqualTo("Syntax OK\n");
    assertThat(result.out()).isEmpty();
    assertThat(result.status()).isZero();
  }

  @Test
  void brokenConfigurationNamesFileAndLine() {
    site.configure("\nFoo bar\n");
    Installed.Result result = site.stoker("-t");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            "AH00526: Syntax error on line 14 of "
                + folder
                + "/conf/httpd.conf:\nInvalid command 'Foo', perhaps misspelled or defined by a"
                + " module not included in the server configuration\n");
  }

  @Test
  void reportsOfVirtualHostsAndRunSettings() {
    site.configure("<VirtualHost *:80>\nServerName www.example.com\n</VirtualHost>\n");
    Installed.Result result = site.stoker("-S");
    assertThat(result.status()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("VirtualHost configuration:\n")
        .contains("www.example.com (" + folder + "/conf/httpd.conf:13)")
        .contains("ServerRoot: \"" + folder + "\"")
        .contains("PidFile: \"" + folder + "/logs/httpd.pid\"")
        .contains("User: name=\"www-data\"");
    Installed.Result hosts = site.stoker("-t", "-D", "DUMP_VHOSTS");
    assertThat(hosts.out()).contains("www.example.com").doesNotContain("ServerRoot");
    Installed.Result run = site.stoker("-DDUMP_RUN_CFG");
    assertThat(run.out()).contains("Main DocumentRoot: ").doesNotContain("www.example.com");
  }

  @Test
  void modulesDirectivesFilesAndConfiguration() {
    site.write("conf/more.conf", "ServerAdmin me@example.com\n")
        .configure("Include conf/*.con[f]\n");
    site.write("conf/httpd.conf", site.read("conf/httpd.conf").replace("*.con[f]", "more.conf"));
    assertThat(site.stoker("-M").out())
        .startsWith("Loaded Modules:\n core_module (static)\n")
        .contains(" authz_core_module (shared)\n");
    assertThat(site.stoker("-L").out())
        .contains("DirectoryIndex (mod_dir.c)\n\t")
        .contains("when AllowOverride includes Indexes\n");
    assertThat(site.stoker("-t", "-D", "DUMP_INCLUDES").out())
        .isEqualTo(
            "Included configuration files:\n  (*) %s/conf/httpd.conf\n    (13) %s/conf/more.conf\n"
                .formatted(folder, folder));
    Installed.Result all = site.stoker("-t", "-D", "DUMP_CONFIG");
    assertThat(all.out())
        .contains("# In file: " + folder + "/conf/more.conf\n#   1:\nServerAdmin me@example.com\n");
    assertThat(all.err()).isEqualTo("Syntax OK\n");
  }

  @ParameterizedTest
  @CsvSource({
    "-Q, stoker: illegal option -- Q",
    "-D, stoker: option requires an argument -- D",
    "-kfoo, stoker: illegal option -- k",
    "extra, Usage: stoker",
    "-enoise, Usage: stoker"
  })
  void wrongFlagsGetTheUsageText(String flag, String begin) {
    Installed.Result result = site.stoker(flag);
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith(begin).contains("Usage: stoker [-D name]");
  }

  @Test
  void directivesOfTheCommandLine() {
    assertThat(site.stoker("-t", "-C", "Foo").err())
        .contains("Syntax error on line 1 of -c/-C directives")
        .contains("Invalid command 'Foo'");
    assertThat(site.stoker("-t", "-c", "ServerAdmin").status()).isEqualTo(1);
    assertThat(site.stoker("-S", "-c", "DocumentRoot conf", "-D", "Mine").out())
        .contains("Main DocumentRoot: \"" + folder + "/conf\"")
        .contains("Define: Mine\n");
  }

  @Test
  void startupMessagesMayGoToAFileRelativeToTheServerRoot() {
    site.configure("Foo\n");
    Installed.Result result = site.stoker("-t", "-E", "logs/start");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).isEmpty();
    assertThat(site.read("logs/start")).contains("Invalid command 'Foo'");
    site.configure("");
    result = site.stoker("-t", "-E", "logs/nowhere/start");
    assertThat(result.status()).isZero();
    assertThat(result.err())
        .isEqualTo(
            "AH00086: stoker: could not open error log file logs/nowhere/start.\nSyntax OK\n");
  }

  @Test
  void missingFile() {
    Installed.Result result = site.stoker("-t", "-fconf/test.conf");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            "stoker: Could not open configuration file "
                + folder
                + "/conf/test.conf: No such file or directory\n");
  }

  @Test
  void missingDocumentRootIsToldButNotWithT() {
    site.configure("DocumentRoot nowhere\n");
    assertThat(site.stoker("-t").err())
        .contains("/nowhere' is not a directory, or is not readable");
    assertThat(site.stoker("-t", "-T").err()).isEqualTo("Syntax OK\n");
  }

  @Test
  void pathsWithSpacesAndBytesOfAnyEncodingInAnyLocale() throws IOException {
    Path odd = Files.createDirectories(folder.resolve("two words-\u00e4"));
    Installed inside = new Installed(odd).with("LC_ALL", "C");
    assertThat(inside.stoker("-t").err()).isEqualTo("Syntax OK\n");
    assertThat(inside.stoker("-S").out())
        .contains(
            "ServerRoot: \""
                + new String(
                    odd.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    // A relative -d, and a byte that is no UTF-8.
    Installed.Result bytes =
        site.run(
            List.of(
                "/bin/sh",
                "-c",
                "f=$(printf 'conf/\\344.conf'); cp conf/httpd.conf \"$f\"; '"
                    + Installation.home()
                    + "/bin/stoker' -d . -f \"$f\" -t -D DUMP_INCLUDES"));
    assertThat(bytes.err()).isEmpty();
    assertThat(bytes.out()).contains("  (*) " + folder + "/conf/\u00e4.conf");
  }

  @Test
  void launcherIsFoundThroughSymbolicLinks() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("usr/sbin"));
    Files.createSymbolicLink(folder.resolve("usr/real"), Installation.home().resolve("bin/stoker"));
    Files.createSymbolicLink(bin.resolve("stoker"), Path.of("../real"));
    Installed.Result result = site.run(List.of(bin + "/stoker", "-d", folder.toString(), "-t"));
    assertThat(result.err()).isEqualTo("Syntax OK\n");
  }

  @Test
  void compatibilityOfAConfiguration() {
    Installed.Result result = compat(folder + "/conf/httpd.conf");
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains(" in 1 file: ").endsWith(" 0 not yet\n");
    assertThat(result.status()).isZero();
    site.configure("\nFoo bar\n");
    Installed.Result bad = compat(folder.toString());
    assertThat(bad.out())
        .startsWith(folder + "/conf/httpd.conf:14: not yet: Foo: no module of httpd has it\n");
    assertThat(bad.status()).isEqualTo(1);
    assertThat(compat().status()).isEqualTo(2);
  }

  private Installed.Result compat(String... words) {
    List<String> command = new ArrayList<>(List.of(Installation.home() + "/bin/stoker", "compat"));
    command.addAll(List.of(words));
    return site.run(command);
  }
}
