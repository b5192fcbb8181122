package io.stoker.cli.compat;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.stoker.api.Directive;
import io.stoker.reference.DirectiveEntry;
import io.stoker.reference.DirectiveReference;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directives of other platforms stand for what is not there yet. */
class CompatCommandTest {

  /** Some directive that is accepted without effect. */
  private static final Directive DIFFERING =
      DirectiveReference.ofClassPath().entries().stream()
          .map(DirectiveEntry::directive)
          .filter(d -> d.obsolete() != null && d.differs() == null && !d.isSection())
          .findFirst()
          .orElseThrow();

  @TempDir Path folder;
  private int status;
  private String err = "";

  private void write(String file, String... lines) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, String.join("\n", lines) + "\n", StandardCharsets.ISO_8859_1);
  }

  /** What is printed, with the folder's name taken out. */
  private List<String> compat(String... words) {
    return raw(words).lines().map(line -> line.replace(folder + "/", "")).toList();
  }

  private String raw(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    status =
        CompatCommand.run(
            List.of(words),
            new PrintStream(out, false, StandardCharsets.ISO_8859_1),
            new PrintStream(errors, false, StandardCharsets.ISO_8859_1),
            Map.of("OF_THE_PROCESS", "more"));
    err = errors.toString(StandardCharsets.ISO_8859_1);
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void everyLineIsRatedWithReasonAndPlace() throws Exception {
    write(
        "x.conf",
        "# remark",
        "Listen 80",
        "<Directory />",
        "    ISAPICacheFile on",
        "    NoSuchDirective \\",
        "        continued",
        "</Directory>",
        DIFFERING.name() + " x");
    assertThat(compat(folder + "/x.conf"))
        .containsExactly(
            "x.conf:4: not yet: ISAPICacheFile: of mod_isapi, which is not there yet",
            "x.conf:6: not yet: NoSuchDirective: no module of httpd has it",
            "x.conf:8: differs: " + DIFFERING.name() + ": no effect: " + DIFFERING.obsolete(),
            "5 directives in 1 file: 2 exact, 1 differ, 2 not yet");
    assertThat(status).isEqualTo(1);
    assertThat(compat("--all", folder + "/x.conf"))
        .contains("x.conf:2: exact: Listen", "x.conf:3: exact: <Directory>");
  }

  @Test
  void exitStatusIsAsAskedFor() throws Exception {
    write("good.conf", "Listen 80");
    write("differs.conf", DIFFERING.name() + " x");
    write("bad.conf", "ISAPICacheFile on");
    compat(folder + "/good.conf", "--fail-on", "differs");
    assertThat(status).isZero();
    compat(folder + "/differs.conf");
    assertThat(status).isZero();
    compat(folder + "/differs.conf", "--fail-on=differs");
    assertThat(status).isEqualTo(1);
    compat(folder + "/bad.conf", folder + "/good.conf");
    assertThat(status).isEqualTo(1);
    compat(folder + "/bad.conf", "--fail-on", "never");
    assertThat(status).isZero();
  }

  @Test
  void wrongUsage() {
    compat("--fail-on", "sometimes", "x");
    assertThat(status).isEqualTo(2);
    assertThat(err).startsWith("--fail-on takes not-yet, differs or never\nUsage: stoker compat ");
    compat();
    assertThat(status).isEqualTo(2);
    compat("--nonsense", "x");
    assertThat(status).isEqualTo(2);
    assertThat(compat("--help")).first().asString().startsWith("Usage: stoker compat ");
    assertThat(status).isZero();
  }

  @Test
  void filesThatCannotBeRead() throws Exception {
    assertThat(compat(folder + "/none.conf"))
        .first()
        .isEqualTo(
            "none.conf: error: Could not open configuration file "
                + "none.conf: No such file or directory");
    assertThat(status).isEqualTo(2);
    write("x.conf", "Include none.conf", "IncludeOptional none/*.conf", "</Files>");
    assertThat(compat(folder + "/x.conf"))
        .containsExactly(
            "x.conf:3: error: </Files> without matching <Files> section",
            "x.conf:1: error: Could not open configuration file none.conf: No such file or"
                + " directory",
            "2 directives in 1 file: 2 exact, 0 differ, 0 not yet");
    Files.createDirectory(folder.resolve("empty"));
    assertThat(compat(folder + "/empty"))
        .first()
        .isEqualTo("empty: error: no configuration in this folder");
    assertThat(status).isEqualTo(2);
  }

  @Test
  void modulesThatAreNotLoadedKeepTheirDirectivesOut() throws Exception {
    write(
        "conf/httpd.conf",
        "LoadModule rewrite_module modules/mod_rewrite.so",
        "LoadModule isapi_module modules/mod_isapi.so",
        "LoadModule php_module modules/libphp.so",
        "<IfModule mod_isapi.c>",
        "    ISAPICacheFile on",
        "</IfModule>",
        "<IfModule php_module>",
        "    php_value a b",
        "</IfModule>",
        "<IfModule mod_nw_ssl.c>",
        "    NWSSLTrustedCerts x",
        "</IfModule>",
        "<IfModule !mod_rewrite.c>",
        "    ISAPICacheFile on",
        "</IfModule>",
        "<IfModule !mod_mime.c>",
        "    ISAPICacheFile on",
        "</IfModule>",
        "<IfModule log_config_module>",
        "    ISAPICacheFile on",
        "</IfModule>");
    assertThat(compat(folder.toString()))
        .containsExactly(
            "conf/httpd.conf:2: not yet: LoadModule: mod_isapi is not there yet",
            "conf/httpd.conf:3: not yet: LoadModule: php_module is none of httpd's modules",
            "conf/httpd.conf:5: not yet: ISAPICacheFile: of mod_isapi, which is not there yet",
            "conf/httpd.conf:8: not yet: php_value: no module of httpd has it",
            "conf/httpd.conf:17: not yet: ISAPICacheFile: of mod_isapi, which is not there yet",
            "conf/httpd.conf:20: not yet: ISAPICacheFile: of mod_isapi, which is not there yet",
            "13 directives in 1 file: 7 exact, 0 differ, 6 not yet; 2 more are not read");
    assertThat(compat("-a", folder.toString()))
        .contains(
            "conf/httpd.conf:11: not yet: NWSSLTrustedCerts: of mod_nw_ssl, which is not there yet"
                + " (not read: in <IfModule mod_nw_ssl.c>)");
  }

  @Test
  void htaccessFilesAloneAreReadAsOfThisServer() throws Exception {
    write(
        "site/.htaccess",
        "<IfModule mod_rewrite.c>",
        "    RewriteEngine On",
        "    RewriteRule ^ - [F]",
        "    ISAPICacheFile x",
        "</IfModule>",
        "<IfModule mod_php.c>",
        "    php_value a b",
        "</IfModule>");
    assertThat(compat(folder + "/site"))
        .containsExactly(
            "site/.htaccess:4: not yet: ISAPICacheFile: of mod_isapi, which is not there yet",
            "5 directives in 1 file: 4 exact, 0 differ, 1 not yet; 1 more are not read");
    write("other/a/.htaccess", "<IfModule mod_php.c>", "    php_value a b", "</IfModule>");
    compat(folder + "/other");
    assertThat(status).isZero();
    compat(folder + "/other", "--strict");
    assertThat(status).isEqualTo(1);
  }

  @Test
  void includesAreFollowedFromWhereTheConfigurationLies() throws Exception {
    write(
        "etc/apache2.conf",
        "ServerRoot /no/such/place",
        "Define names sites",
        "Include ports.conf",
        "IncludeOptional ${names}/*.conf",
        "Include /no/such/place/${OF_THE_PROCESS}.conf",
        "Include ports.conf",
        "<IfDefine Never>",
        "    Include none.conf",
        "</IfDefine>",
        "<IfDefine Said>",
        "    Include said.conf",
        "</IfDefine>");
    write("etc/ports.conf", "Listen 80");
    write("etc/more.conf", "Listen 82");
    write("etc/said.conf", "Listen 83");
    write("etc/sites/a.conf", "<VirtualHost *:80>", "    ISAPICacheFile on", "</VirtualHost>");
    write("etc/unused/b.conf", "ISAPICacheFile on");
    write("etc/www/.htaccess", "NWSSLTrustedCerts x");
    assertThat(compat("-D", "Said", folder + "/etc/"))
        .containsExactly(
            "etc/sites/a.conf:2: not yet: ISAPICacheFile: of mod_isapi, which is not there yet",
            "etc/www/.htaccess:1: not yet: NWSSLTrustedCerts: of mod_nw_ssl, which is not there"
                + " yet",
            "15 directives in 6 files: 13 exact, 0 differ, 2 not yet; 1 more are not read");
    assertThat(compat("-D", "Said", "-d", folder + "/etc", folder + "/etc/apache2.conf"))
        .last()
        .isEqualTo("14 directives in 5 files: 13 exact, 0 differ, 1 not yet; 1 more are not read");
  }

  @Test
  void foldersWithoutMainFileAreReadFileByFile() throws Exception {
    write("conf.d/b.conf", "ISAPICacheFile on");
    write("conf.d/sub/a.conf", "Listen 80");
    write("conf.d/readme.txt", "not a directive");
    assertThat(compat(folder + "/conf.d"))
        .containsExactly(
            "conf.d/b.conf:1: not yet: ISAPICacheFile: of mod_isapi, which is not there yet",
            "2 directives in 2 files: 1 exact, 0 differ, 1 not yet");
  }

  @Test
  void macrosAndTheirParameters() throws Exception {
    write(
        "x.conf",
        "<Macro host $name $directive>",
        "    <VirtualHost *:80>",
        "        ServerName $name",
        "        $directive x",
        "        ISAPICacheFile on",
        "    </VirtualHost>",
        "</Macro>",
        "Use host a.test ServerAdmin");
    assertThat(compat(folder + "/x.conf"))
        .containsExactly(
            "x.conf:5: not yet: ISAPICacheFile: of mod_isapi, which is not there yet",
            "5 directives in 1 file: 4 exact, 0 differ, 1 not yet");
  }

  @Test
  void filesThatIncludeThemselvesAreReadOnce() throws Exception {
    write("x.conf", "Include " + folder + "/x.conf", "Listen 80");
    assertThat(compat(folder + "/x.conf"))
        .containsExactly("2 directives in 1 file: 2 exact, 0 differ, 0 not yet");
  }

  @Test
  void everythingAsJson() throws Exception {
    write(
        "b.conf",
        "Listen 80",
        "<IfDefine x>",
        "    ServerAdmin \"\u00e9\"",
        "</IfDefine>",
        "ISAPICacheFile on");
    String json = raw("--json", folder + "/b.conf");
    assertThat(status).isEqualTo(1);
    assertThat(json).matches("\\A\\p{ASCII}*\\z");
    Map<String, Integer> totals = JsonPath.read(json, "$.totals");
    assertThat(totals).isEqualTo(Map.of("exact", 2, "differs", 0, "not-yet", 1, "not-read", 1));
    assertThat(JsonPath.<List<String>>read(json, "$.files")).hasSize(1);
    Map<String, Object> left = JsonPath.read(json, "$.directives[2]");
    assertThat(left)
        .containsEntry("directive", "ServerAdmin")
        .containsEntry("line", 3)
        .containsEntry("rating", "exact")
        .containsEntry("read", false)
        .containsEntry("condition", "<IfDefine x>");
    Map<String, Object> bad = JsonPath.read(json, "$.directives[3]");
    assertThat(bad)
        .containsEntry("directive", "ISAPICacheFile")
        .containsEntry("arguments", "on")
        .containsEntry("rating", "not-yet")
        .containsEntry("reason", "of mod_isapi, which is not there yet")
        .containsEntry("read", true);
    String faults = raw("--json", folder + "/none");
    assertThat(status).isEqualTo(2);
    assertThat(JsonPath.<String>read(faults, "$.faults[0].message")).startsWith("Could not open");
  }
}
