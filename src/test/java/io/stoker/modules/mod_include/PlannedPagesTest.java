package io.stoker.modules.mod_include;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.testing.MemoryTransport;
import io.stoker.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which pages are kept, and that they change with what they are made of. */
class PlannedPagesTest {

  @TempDir Path root;
  private TestServer server;
  private MemoryTransport connections;

  private void start() {
    server =
        TestServer.in(root)
            .file("htdocs/plain.shtml", "name <!--#echo var=\"DOCUMENT_NAME\" -->")
            .file("htdocs/outer.shtml", "[<!--#include virtual=\"/inner.shtml\" -->]")
            .file("htdocs/inner.shtml", "<!--#include file=\"part.txt\" -->")
            .file("htdocs/part.txt", "one")
            .file("htdocs/size.shtml", "<!--#fsize file=\"part.txt\" -->")
            .file("htdocs/agent.shtml", "<!--#echo var=\"HTTP_X_OWN\" -->")
            .file("htdocs/time.shtml", "<!--#echo var=\"DATE_GMT\" -->")
            .file("htdocs/all.shtml", "<!--#printenv -->")
            .file("htdocs/port.shtml", "<!--#echo var=\"REMOTE_PORT\" -->")
            .file("conf/mime.types", "text/html shtml\ntext/plain txt\n")
            .config(
                """
                LoadModule authz_core_module modules/mod_authz_core.so
                LoadModule mime_module modules/mod_mime.so
                LoadModule include_module modules/mod_include.so
                <Location />
                    Require all granted
                </Location>
                <Directory />
                    Options +Includes
                </Directory>
                AddOutputFilter INCLUDES .shtml
                """)
            .start();
    connections = server.connections();
  }

  @AfterEach
  void stop() {
    assertThat(connections.failures()).isEmpty();
    server.close();
  }

  private String get(String path, String fields) {
    try (MemoryTransport.Client client = connections.connect("127.0.0.1", 80, "127.0.0.1", 4000)) {
      client.send(
          ("GET " + path + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      return new String(client.received(), StandardCharsets.ISO_8859_1);
    }
  }

  private String get(String path) {
    return get(path, "");
  }

  /** Whether the second request of two was answered by a plan. */
  private boolean isKept(String path) {
    get(path);
    long before = server.plans().hits();
    get(path);
    return server.plans().hits() > before;
  }

  @Test
  void pagesMadeOfFilesAreKeptUntilOneOfThemChanges() {
    start();
    assertThat(isKept("/plain.shtml")).isTrue();
    assertThat(isKept("/outer.shtml")).isTrue();
    assertThat(isKept("/size.shtml")).isTrue();
    assertThat(get("/outer.shtml")).contains("[one]");
    server.write("htdocs/part.txt", "another");
    assertThat(get("/outer.shtml")).contains("[another]");
    assertThat(get("/size.shtml")).contains("  7 ");
    server.write("htdocs/inner.shtml", "changed");
    assertThat(get("/outer.shtml")).contains("[changed]");
  }

  @Test
  void pagesThatShowAFieldAreKeptForThatField() {
    start();
    assertThat(get("/agent.shtml", "X-Own: a\r\n")).contains("\r\na\r\n");
    assertThat(get("/agent.shtml", "X-Own: b\r\n")).contains("\r\nb\r\n");
    assertThat(get("/agent.shtml", "X-Own: a\r\n")).contains("\r\na\r\n");
    assertThat(isKept("/agent.shtml")).isTrue();
  }

  @Test
  void pagesThatTellTheTimeOrTheConnectionAreNotKept() {
    start();
    assertThat(isKept("/time.shtml")).isFalse();
    assertThat(isKept("/all.shtml")).isFalse();
    assertThat(isKept("/port.shtml")).isFalse();
  }
}
