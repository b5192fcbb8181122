package io.stoker.runtime.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.boot.ManagedSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Certificates that a configuration names. Those of the test were made by keytool: www.pem (RSA)
 * and wild.pem (EC) are valid in 2026, root.pem from 2026 to 2036.
 */
class CertificatesTest {

  private static final Path MADE = Path.of("src/test/resources/io/stoker/runtime/certificates");
  private static final Instant JUNE = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir Path root;
  private ManagedSite site;

  @BeforeEach
  void prepare() throws IOException {
    site = new ManagedSite(root);
    for (String name : List.of("www.pem", "wild.pem", "root.pem")) {
      Files.copy(MADE.resolve(name), root.resolve("conf").resolve(name));
    }
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private List<CertificateFile> named(Instant now, String lines) throws Exception {
    site.configure("StokerUnsupported warn\nLoadModule ssl_module modules/mod_ssl.so\n" + lines);
    site.serve();
    return site.plane().configuration().certificates(now);
  }

  private static List<String> problems(CertificateFile file) {
    return file.certificates().stream()
        .flatMap(c -> c.problems().stream())
        .map(CertificateProblem::text)
        .toList();
  }

  private static String host(String name, String file) {
    return """
    <VirtualHost 127.0.0.1:9>
        ServerName %s
        SSLEngine on
        SSLCertificateFile conf/%s
    </VirtualHost>
    """
        .formatted(name, file);
  }

  @Test
  void whatACertificateSaysIsTold() throws Exception {
    CertificateFile file = named(JUNE, host("https://WWW.example.com:443", "www.pem")).getFirst();
    CertificateView www = file.certificates().getFirst();
    assertThat(www.subject()).isEqualTo("CN=www.example.com,O=Example");
    assertThat(www.issuer()).isEqualTo("CN=Example Root,O=Example");
    assertThat(www.names()).containsExactly("www.example.com", "example.com", "192.0.2.7");
    assertThat(www.key()).isEqualTo("RSA 2048");
    assertThat(www.notBefore()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(www.notAfter()).isEqualTo("2027-01-01T00:00:00Z");
    assertThat(www.daysLeft()).isEqualTo(213);
    assertThat(www.isAuthority()).isFalse();
    assertThat(www.fingerprint())
        .isEqualTo(
            "A2:E3:A3:D0:3B:B3:49:15:6A:9F:F7:5A:31:6F:95:EC:63:AF:AA:6B:DE:E1:B3:3E:05:63:7D:A7:2D:55:54:2D");
    assertThat(problems(file)).isEmpty();
    CertificateUse use = file.uses().getFirst();
    assertThat(use.host()).isEqualTo("127.0.0.1:9");
    assertThat(use.serverName()).isEqualTo("WWW.example.com");
    assertThat(use.position().toString()).isEqualTo(root + "/conf/httpd.conf:13");
  }

  @Test
  void aNameThatIsNotCoveredIsToldForTheHostThatShowsIt() throws Exception {
    List<CertificateFile> all =
        named(
            JUNE,
            host("a.example.com", "wild.pem")
                + host("a.b.example.com", "wild.pem")
                + host("other.org", "www.pem")
                + "SSLCACertificateFile conf/www.pem\n");
    assertThat(all).extracting(f -> f.uses().size()).containsExactly(2, 2);
    assertThat(problems(all.getFirst()))
        .singleElement()
        .asString()
        .startsWith("does not cover a.b.example.com, which " + root);
    assertThat(problems(all.get(1))).singleElement().asString().contains("other.org");
    assertThat(all.getFirst().certificates().getFirst().key()).isEqualTo("EC 256");
  }

  @Test
  void theEndIsToldBeforeItComes() throws Exception {
    String lines = host("www.example.com", "www.pem");
    Instant end = Instant.parse("2027-01-01T00:00:00Z");
    List<CertificateFile> soon = named(end.minusSeconds(3 * 24 * 3600), lines);
    assertThat(problems(soon.getFirst())).containsExactly("expires in 3 days");
    assertThat(soon.getFirst().certificates().getFirst().problems().getFirst().isBad()).isFalse();
    assertThat(problems(site.plane().configuration().certificates(end.plusSeconds(1)).getFirst()))
        .containsExactly("has expired on 2027-01-01T00:00:00Z");
    assertThat(site.plane().configuration().certificates(end.plusSeconds(1)))
        .extracting(f -> f.certificates().getFirst().daysLeft())
        .containsExactly(-1L);
    Instant early = Instant.parse("2025-12-31T00:00:00Z");
    assertThat(problems(site.plane().configuration().certificates(early).getFirst()))
        .containsExactly("is not valid before 2026-01-01T00:00:00Z");
  }

  @Test
  void keysAreNotReadAndOtherThingsInTheFilePassedOver() throws Exception {
    site.write(
        "conf/both.pem",
        "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n"
            + Files.readString(MADE.resolve("www.pem"))
            + "-----BEGIN DH PARAMETERS-----\nAAAA\n-----END DH PARAMETERS-----\n"
            + Files.readString(MADE.resolve("root.pem")));
    List<CertificateFile> all =
        named(
            JUNE, host("www.example.com", "both.pem") + "SSLCertificateKeyFile conf/secret.key\n");
    assertThat(all).hasSize(1);
    assertThat(all.getFirst().problems()).isEmpty();
    assertThat(all.getFirst().certificates())
        .extracting(CertificateView::subject)
        .containsExactly("CN=www.example.com,O=Example", "CN=Example Root,O=Example");
    assertThat(all.getFirst().certificates().get(1).isAuthority()).isTrue();
    assertThat(all.toString()).doesNotContain("c2VjcmV0", "secret");
  }

  @Test
  void whatCannotBeReadIsTold() throws Exception {
    site.write("conf/none.pem", "nothing\n");
    site.write("conf/half.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    List<CertificateFile> all =
        named(
            JUNE,
            """
            SSLCertificateFile conf/missing.pem
            SSLCertificateFile conf/none.pem
            SSLCertificateFile conf/half.pem
            SSLCertificateFile conf
            SSLCertificateFile pkcs11:token=x
            """);
    assertThat(all)
        .extracting(f -> f.problems().getFirst().text())
        .containsExactly(
            "cannot be read: there is no such file",
            "holds no certificate",
            "its certificate 1 cannot be decoded",
            "is no file",
            "is kept in a token and not looked at");
  }

  @Test
  void filesOfADirectoryAreLookedAt() throws Exception {
    Files.createDirectories(root.resolve("conf/roots"));
    Files.copy(MADE.resolve("root.pem"), root.resolve("conf/roots/abc.0"));
    site.write("conf/roots/README", "not one\n");
    List<CertificateFile> all =
        named(
            JUNE,
            """
            SSLCACertificatePath conf/roots
            SSLProxyCACertificatePath conf/nowhere
            <IfModule mod_ssl.c>
                SSLCertificateFile "conf/www.pem"
            </IfModule>
            """);
    assertThat(all)
        .extracting(CertificateFile::path)
        .containsExactly(
            root + "/conf/www.pem", root + "/conf/roots/abc.0", root + "/conf/nowhere");
    assertThat(all.get(2).problems().getFirst().text()).startsWith("cannot be read");
  }
}
