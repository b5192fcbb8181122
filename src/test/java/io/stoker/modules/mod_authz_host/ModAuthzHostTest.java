package io.stoker.modules.mod_authz_host;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.engine.HostResolver;
import io.stoker.testing.TestServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModAuthzHostTest {

  @TempDir Path root;

  @ParameterizedTest
  @CsvSource({
    "example.com, example.com, true",
    "example.com, www.example.com, true",
    "example.com, EXAMPLE.Com, true",
    "example.com, badexample.com, false",
    ".example.com, www.example.com, true",
    ".example.com, example.com, false",
    "www.example.com, example.com, false"
  })
  void aDomainEndsAtADot(String domain, String host, boolean isIn) {
    assertThat(ModAuthzHost.isIn(domain, host)).isEqualTo(isIn);
  }

  /** 192.0.2.1 says it is {@code name}, which has these addresses. */
  private TestServer resolving(String name, String back, String require) {
    HostResolver resolver =
        new HostResolver() {
          @Override
          public String nameOf(InetAddress address) {
            return name;
          }

          @Override
          public List<InetAddress> addressesOf(String asked) {
            try {
              return asked.equals(name) ? List.of(InetAddress.getByName(back)) : List.of();
            } catch (UnknownHostException e) {
              return List.of();
            }
          }
        };
    return TestServer.in(root)
        .guarded()
        .resolver(resolver)
        .file("htdocs/f", "x")
        .config(
            """
            LoadModule authz_core_module modules/mod_authz_core.so
            LoadModule authz_host_module modules/mod_authz_host.so
            <Location />
            %s
            </Location>
            """
                .formatted(require))
        .start();
  }

  @Test
  void aNameCountsOnlyWhenItLeadsBack() {
    try (TestServer server =
        resolving("www.example.com", "192.0.2.1", "Require host example.com")) {
      assertThat(server.get("/f")).startsWith("HTTP/1.1 200 ");
    }
    try (TestServer server =
        resolving("www.example.com", "192.0.2.9", "Require host example.com")) {
      assertThat(server.get("/f")).startsWith("HTTP/1.1 403 ");
      assertThat(server.log())
          .startsWith(
              "authz_host:error AH01753: access check of 'example.com' to /f failed, reason:"
                  + " unable to get the remote host name");
    }
  }

  @Test
  void aNameIsAskedForItsAddresses() {
    String require = "Require forward-dns other.example.com www.example.com # the client";
    try (TestServer server = resolving("www.example.com", "192.0.2.1", require)) {
      assertThat(server.get("/f")).startsWith("HTTP/1.1 200 ");
      assertThat(server.log())
          .containsExactly("authz_host:warn AH03356: No sockaddr info for \"other.example.com\"");
    }
    try (TestServer server = resolving("www.example.com", "192.0.2.9", require)) {
      assertThat(server.get("/f")).startsWith("HTTP/1.1 403 ");
    }
  }
}
