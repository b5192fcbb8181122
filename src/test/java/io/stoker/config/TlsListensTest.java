package io.stoker.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Core;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Under {@code StokerUnsupported warn} nothing that is for TLS is served without. */
class TlsListensTest {

  @TempDir Path root;

  private LoadResult load(String... lines) throws IOException {
    Files.createDirectories(root.resolve("htdocs"));
    Files.createDirectories(root.resolve("logs"));
    String first = "ServerName x\nLoadModule mpm_event_module x\nLoadModule authz_core_module x\n";
    Files.writeString(root.resolve("httpd.conf"), first + String.join("\n", lines) + "\n");
    return ConfigLoader.load(
        LoadRequest.of(root.toString(), "httpd.conf")
            .withEnvironment(Map.of())
            .withoutListen()
            .checking());
  }

  private static final String LEFT_OUT = "StokerUnsupported warn\nLoadModule ssl_module x";

  private static List<Integer> ports(LoadResult r) {
    assertThat(r.snapshot()).as(r.text()).isNotNull();
    return r.snapshot().main().get(Core.LISTEN).stream().map(Core.ListenAddress::port).toList();
  }

  @Test
  void opensNoAddressThatIsForTlsAlone() throws IOException {
    LoadResult r =
        load(
            LEFT_OUT,
            "Listen 8001",
            "Listen 8002",
            "Listen 127.0.0.2:8003",
            "<VirtualHost *:8002>",
            "SSLEngine on",
            "</VirtualHost>",
            "<VirtualHost 127.0.0.2>",
            "SSLEngine On",
            "</VirtualHost>");
    assertThat(ports(r)).containsExactly(8001);
    assertThat(r.text())
        .contains("STK0306: " + root + "/httpd.conf:10: SSLEngine on asks for TLS")
        .contains("STK0307: " + root + "/httpd.conf:7: Listen 8002 is not opened")
        .contains("STK0307: " + root + "/httpd.conf:8: Listen 127.0.0.2:8003 is not opened");
  }

  @Test
  void opensAnAddressThatServesOthersToo() throws IOException {
    LoadResult r =
        load(
            LEFT_OUT,
            "Listen 8001",
            "<VirtualHost *:8001>",
            "</VirtualHost>",
            "<VirtualHost *:8001>",
            "SSLEngine on",
            "</VirtualHost>");
    assertThat(ports(r)).containsExactly(8001);
    assertThat(r.text()).contains("STK0306").doesNotContain("STK0307");
  }

  @Test
  void takesHttpsOfListenAsModSslDoes() throws IOException {
    assertThat(ports(load(LEFT_OUT, "Listen 80", "Listen 443", "Listen 8443 https")))
        .containsExactly(80);
    assertThat(ports(load(LEFT_OUT, "Listen 443", "SSLEngine off"))).containsExactly(443);
    assertThat(ports(load(LEFT_OUT, "Listen 443 http"))).containsExactly(443);
    assertThat(
            ports(
                load(
                    LEFT_OUT,
                    "Listen 80",
                    "SSLEngine on",
                    "<VirtualHost *:80>",
                    "SSLEngine off",
                    "</VirtualHost>",
                    "Listen 81")))
        .containsExactly(80);
  }

  @Test
  void theMainServerIsBehindWhatNoHostIsFor() throws IOException {
    String[] host = {"<VirtualHost 127.0.0.2:8001>", "SSLEngine on", "</VirtualHost>"};
    assertThat(ports(load(LEFT_OUT, "Listen 8001", String.join("\n", host)))).containsExactly(8001);
    assertThat(ports(load(LEFT_OUT, "Listen 127.0.0.2:8001", String.join("\n", host)))).isEmpty();
  }
}
