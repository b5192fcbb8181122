package io.stoker.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.Installation;
import io.stoker.testing.Installed;
import io.stoker.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Configurations that others wrote: Debian's as installed, and one like httpd's stock file. */
@Execution(ExecutionMode.CONCURRENT)
class DebianConfigurationIT {

  @TempDir Path folder;
  private Installed site;

  @BeforeEach
  void makeSite() {
    site = new Installed(folder);
  }

  /** Debian's files with their environment, and the sites that are available enabled. */
  private Installed.Result debian(String... words) throws IOException {
    Peers.require("apache2");
    Path etc = Path.of("/etc/apache2");
    assertThat(etc.resolve("apache2.conf")).exists();
    List<String> command =
        new ArrayList<>(
            List.of(
                Installation.home() + "/bin/stokerctl",
                "-d",
                etc.toString(),
                "-f",
                "apache2.conf",
                // A site that is available uses it, and no module that is enabled brings it.
                "-c",
                "LoadModule ssl_module /usr/lib/apache2/modules/mod_ssl.so",
                "-c",
                "Include sites-available/*.conf",
                "-t"));
    command.addAll(List.of(words));
    return site.with("STOKER_ENVVARS", etc + "/envvars").run(command);
  }

  @Test
  void debianWithWarnings() throws IOException {
    Installed.Result result = debian("-C", "StokerUnsupported warn");
    assertThat(result.err()).endsWith("Syntax OK\n");
    assertThat(result.status()).isZero();
    assertOnlyUnsupported(result.err());
    System.out.println("Debian's configuration, left out:\n" + result.err());
  }

  @Test
  void debianNamesEverythingThatIsNotSupported() throws IOException {
    Installed.Result result = debian();
    if (result.status() != 0) {
      assertThat(result.out()).isEmpty();
      assertThat(result.err().lines().toList().getFirst()).containsPattern("line \\d+ of ");
      assertThat(result.err().lines())
          .allMatch(
              line ->
                  line.matches("(stoker|AH00526): Syntax error on line \\d+ of .*")
                      || line.startsWith("Stoker does not support ")
                      || line.contains("AH00558"));
      assertThat(result.err()).contains("Stoker does not support");
    }
  }

  @Test
  void configurationLikeTheStockOne() throws IOException {
    Files.createDirectories(folder.resolve("cgi-bin"));
    site.write("conf/mime.types", Files.readString(Path.of("conf/mime.types")));
    site.write("conf/httpd.conf", STOCK.formatted(folder, site.port(), folder, folder, folder));
    Installed.Result result = site.stoker("-t", "-C", "StokerUnsupported warn");
    assertThat(result.err()).endsWith("Syntax OK\n");
    assertThat(result.status()).isZero();
    assertOnlyUnsupported(result.err());
    System.out.println("stock configuration, left out:\n" + result.err());
  }

  /** One line for each directive and module, nothing else. */
  private static void assertOnlyUnsupported(String said) {
    List<String> lines = said.lines().filter(l -> !l.equals("Syntax OK")).toList();
    assertThat(lines).doesNotHaveDuplicates();
    assertThat(lines).allMatch(l -> l.contains(" STK030") || l.contains("AH00558"));
  }

  /** What a fresh installation from source loads and says. */
  private static final String STOCK =
      """
      ServerRoot "%s"
      Listen 127.0.0.1:%d
      LoadModule mpm_event_module modules/mod_mpm_event.so
      LoadModule authn_file_module modules/mod_authn_file.so
      LoadModule authn_core_module modules/mod_authn_core.so
      LoadModule authz_host_module modules/mod_authz_host.so
      LoadModule authz_groupfile_module modules/mod_authz_groupfile.so
      LoadModule authz_user_module modules/mod_authz_user.so
      LoadModule authz_core_module modules/mod_authz_core.so
      LoadModule access_compat_module modules/mod_access_compat.so
      LoadModule auth_basic_module modules/mod_auth_basic.so
      LoadModule reqtimeout_module modules/mod_reqtimeout.so
      LoadModule filter_module modules/mod_filter.so
      LoadModule mime_module modules/mod_mime.so
      LoadModule log_config_module modules/mod_log_config.so
      LoadModule env_module modules/mod_env.so
      LoadModule headers_module modules/mod_headers.so
      LoadModule setenvif_module modules/mod_setenvif.so
      LoadModule version_module modules/mod_version.so
      LoadModule unixd_module modules/mod_unixd.so
      LoadModule status_module modules/mod_status.so
      LoadModule autoindex_module modules/mod_autoindex.so
      <IfModule !mpm_prefork_module>
          #LoadModule cgid_module modules/mod_cgid.so
      </IfModule>
      LoadModule dir_module modules/mod_dir.so
      LoadModule alias_module modules/mod_alias.so
      <IfModule unixd_module>
          User daemon
          Group daemon
      </IfModule>
      ServerAdmin you@example.com
      ServerName localhost
      <Directory />
          AllowOverride none
          Require all denied
      </Directory>
      DocumentRoot "%s/htdocs"
      <Directory "%s/htdocs">
          Options Indexes FollowSymLinks
          AllowOverride None
          Require all granted
      </Directory>
      <IfModule dir_module>
          DirectoryIndex index.html
      </IfModule>
      <Files ".ht*">
          Require all denied
      </Files>
      ErrorLog "logs/error_log"
      LogLevel warn
      <IfModule log_config_module>
          LogFormat "%%h %%l %%u %%t \\"%%r\\" %%>s %%b \\"%%{Referer}i\\" \\"%%{User-Agent}i\\"" combined
          LogFormat "%%h %%l %%u %%t \\"%%r\\" %%>s %%b" common
          <IfModule logio_module>
            LogFormat "%%h %%t \\"%%r\\" %%>s %%b %%I %%O" combinedio
          </IfModule>
          CustomLog "logs/access_log" common
      </IfModule>
      <IfModule alias_module>
          ScriptAlias /cgi-bin/ "%s/cgi-bin/"
      </IfModule>
      <IfModule cgid_module>
          #Scriptsock cgisock
      </IfModule>
      <Directory "cgi-bin">
          AllowOverride None
          Options None
          Require all granted
      </Directory>
      <IfModule headers_module>
          RequestHeader unset Proxy early
      </IfModule>
      <IfModule mime_module>
          TypesConfig conf/mime.types
          AddType application/x-compress .Z
          AddType application/x-gzip .gz .tgz
      </IfModule>
      <IfModule proxy_html_module>
      Include conf/extra/proxy-html.conf
      </IfModule>
      <IfModule ssl_module>
      SSLRandomSeed startup builtin
      SSLRandomSeed connect builtin
      </IfModule>
      """;
}
