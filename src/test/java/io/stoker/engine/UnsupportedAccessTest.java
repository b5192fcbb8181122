package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Under {@code StokerUnsupported warn} nothing opens that the configuration closes. */
class UnsupportedAccessTest {

  @TempDir Path root;

  private TestServer.Builder site(String... lines) {
    return TestServer.in(root)
        .guarded()
        .file("htdocs/a", "a")
        .file("htdocs/d/x", "x")
        .config(
            """
            StokerUnsupported warn
            LoadModule authz_core_module x
            LoadModule authn_core_module x
            LoadModule authz_user_module x
            LoadModule auth_basic_module x
            LoadModule auth_digest_module x
            LoadModule ssl_module x
            """
                + String.join("\n", lines).replace("DOCS", root + "/htdocs")
                + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AuthDigestDomain /d",
        "SSLRequireSSL",
        "<If \"true\">\nSSLRequireSSL\n</If>",
        "<Files x>\nSSLRequireSSL\n</Files>",
      })
  void aSectionThatCannotBeObeyedIsClosed(String lines) {
    try (TestServer server = site("<Directory DOCS/d>", lines, "</Directory>").start()) {
      assertThat(server.get("/d/x")).startsWith("HTTP/1.1 403 ");
      assertThat(server.log()).anyMatch(l -> l.startsWith("core:error STK0305: client denied: "));
      assertThat(server.get("/a")).startsWith("HTTP/1.1 200 ");
    }
  }

  /** The text of a program is not sent because who would run it is not there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SetHandler php-script",
        "SetHandler application/x-httpd-php",
        "SetHandler \"proxy:unix:/run/php.sock|fcgi://localhost\"",
        "ForceType application/x-httpd-php",
      })
  void programsOfModulesThatAreLeftOutAreNotSent(String line) {
    String modules = "LoadModule proxy_module x\n";
    try (TestServer server = site(modules + "<Directory DOCS/d>", line, "</Directory>").start()) {
      assertThat(server.get("/d/x")).startsWith("HTTP/1.1 500 ");
      assertThat(server.log()).anyMatch(l -> l.contains("STK0309: ") && l.contains("d/x is not"));
      assertThat(server.get("/a")).startsWith("HTTP/1.1 200 ");
    }
  }

  /** Nobody can say who the user is. */
  @ParameterizedTest
  @ValueSource(strings = {"Require valid-user", "Require user bob"})
  void aKindOfAuthenticationThatIsNotThereLetsNobodyIn(String line) {
    String type = "AuthType Digest\nAuthName x\n";
    try (TestServer server = site("<Directory DOCS/d>", type + line, "</Directory>").start()) {
      assertThat(server.get("/d/x")).startsWith("HTTP/1.1 500 ");
      assertThat(server.get("/d/x", "Authorization: Basic Ym9iOmJvYg=="))
          .startsWith("HTTP/1.1 500 ");
      assertThat(server.log())
          .anyMatch(
              l -> l.contains("AH01796: AuthType Digest configured without corresponding module"));
    }
  }

  @Test
  void whatTheServerSaysOutsideOfSectionsClosesAll() {
    try (TestServer server = site("AuthDigestDomain /").start()) {
      assertThat(server.get("/a")).startsWith("HTTP/1.1 403 ");
      assertThat(server.get("/nothing")).startsWith("HTTP/1.1 403 ");
      assertThat(server.log())
          .contains(
              "core:error STK0305: client denied: AuthDigestDomain ("
                  + root
                  + "/httpd.conf:8) controls access here and is not supported");
    }
  }

  @Test
  void anAccessFileClosesItsDirectory() {
    try (TestServer server =
        site("<Directory DOCS>", "AllowOverride All", "</Directory>")
            .file("htdocs/d/.htaccess", "SSLRequireSSL\n")
            .start()) {
      assertThat(server.get("/d/x")).startsWith("HTTP/1.1 403 ");
      assertThat(server.get("/a")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void aKindOfAuthenticationThatNobodyProvidesNeverOpens() {
    try (TestServer server =
        site(
                "<Location /d>",
                "AuthType Unheard-Of",
                "AuthName x",
                "Require expr %{REMOTE_USER} == 'bob'",
                "</Location>")
            .start()) {
      assertThat(server.get("/d/x")).doesNotStartWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void aHostThatAsksForTlsIsNotServedInPlainText() {
    try (TestServer server =
        site(
                "<VirtualHost *:*>",
                "ServerName a",
                "SSLEngine off",
                "</VirtualHost>",
                "<VirtualHost *:*>",
                "ServerName secure",
                "SSLEngine on",
                "</VirtualHost>",
                "<VirtualHost *:*>",
                "ServerName either",
                "SSLEngine optional",
                "</VirtualHost>")
            .start()) {
      assertThat(server.raw("GET /a HTTP/1.1\r\nHost: secure\r\n\r\n")).startsWith("HTTP/1.1 403 ");
      assertThat(server.log())
          .contains(
              "core:error STK0308: client denied: SSLEngine on ("
                  + root
                  + "/httpd.conf:14) and this connection is in plain text");
      assertThat(server.get("/a")).startsWith("HTTP/1.1 200 ");
      assertThat(server.raw("GET /a HTTP/1.1\r\nHost: either\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }
  }
}
