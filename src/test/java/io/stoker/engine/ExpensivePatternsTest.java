package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A search that would take for ever ends the request, wherever the pattern stands. */
class ExpensivePatternsTest {

  private static final String PATH = "/" + "a".repeat(50) + "b";

  private static final String MODULES =
      """
      LoadModule authz_core_module modules/mod_authz_core.so
      LoadModule alias_module modules/mod_alias.so
      LoadModule setenvif_module modules/mod_setenvif.so
      LoadModule rewrite_module modules/mod_rewrite.so
      """;

  @TempDir Path root;

  private TestServer.Builder site(String config) {
    return TestServer.in(root).file("htdocs/a.html", "a").config(MODULES + config + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "core|<LocationMatch \"^/((a+)+)+$\">%nRequire all denied%n</LocationMatch>",
        "core|<FilesMatch \"^((a+)+)+$\">%nRequire all denied%n</FilesMatch>",
        "core|<If \"%%{REQUEST_URI} =~ m#^/((a+)+)+$#\">%nRequire all denied%n</If>",
        "rewrite|RewriteEngine On%nRewriteRule ^/((a+)+)+$ - [F]",
        "rewrite|RewriteEngine On%nRewriteRule !^/((a+)+)+$ - [L]",
        "rewrite|RewriteEngine On%nRewriteCond %%{REQUEST_URI} ^/((a+)+)+$%nRewriteRule ^ - [F]",
        "rewrite|RewriteEngine On%nRewriteCond expr \"%%{REQUEST_URI} =~ m#^/((a+)+)+$#\"%n"
            + "RewriteRule ^ - [F]",
        "alias|AliasMatch ^/((a+)+)+$ /nowhere",
        "alias|RedirectMatch ^/((a+)+)+$ /nowhere",
        "setenvif|SetEnvIf Request_URI ^/((a+)+)+$ A=1"
      })
  void isAnsweredWith500AndALine(String module, String config) {
    try (TestServer server = site(config.formatted()).start()) {
      assertThat(server.get(PATH)).startsWith("HTTP/1.1 500 Internal Server Error\n");
      assertThat(server.log())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .startsWith(module + ":error STK0002: regular expression '")
                      .contains("((a+)+)+$': match limit exceeded on a text of 5"));
    }
  }

  @Test
  void aPatternInHtaccessIsNoBetter() {
    TestServer.Builder builder =
        site("<Directory \"" + root + "/htdocs\">\nAllowOverride All\n</Directory>")
            .file("htdocs/.htaccess", "RewriteEngine On\nRewriteRule ^((a+)+)+$ - [F]\n");
    try (TestServer server = builder.start()) {
      assertThat(server.get(PATH)).startsWith("HTTP/1.1 500 Internal Server Error\n");
      assertThat(server.get("/a.html")).startsWith("HTTP/1.1 200 OK\n");
    }
  }
}
