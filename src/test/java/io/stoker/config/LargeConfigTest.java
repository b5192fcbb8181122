package io.stoker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations of the size that hosting companies have; times are printed, not judged. */
class LargeConfigTest {

  @TempDir Path root;

  private Snapshot timed(String what, String text) {
    long start = System.nanoTime();
    Snapshot s = TestConfig.load(root, TestModules.all(), text).orThrow();
    System.out.printf("%s: %d ms%n", what, (System.nanoTime() - start) / 1_000_000);
    return s;
  }

  private static String hosts(int n) {
    StringBuilder text = new StringBuilder("ServerName main\nSetEnv A\n");
    for (int i = 0; i < n; i++) {
      text.append("<VirtualHost *:80>\nServerName h").append(i).append(".example.com\n");
      text.append("ServerAlias www.h").append(i).append(".example.com\n");
      text.append("<Directory /srv/h").append(i).append(">\nOptions None\n</Directory>\n");
      text.append("</VirtualHost>\n");
    }
    return text.toString();
  }

  @Test
  void tenThousandHosts() throws Exception {
    timed("1,000 hosts", hosts(1_000));
    Snapshot s = timed("10,000 hosts", hosts(10_000));
    InetAddress local = InetAddress.getByName("10.0.0.1");
    assertThat(s.hosts().ofRequest(local, 80, "www.h9999.example.com", 0, "/"))
        .isSameAs(s.servers().get(10_000));
  }

  @Test
  void fiftyThousandLines() {
    StringBuilder text = new StringBuilder("ServerName main\n");
    for (int i = 0; i < 12_500; i++) {
      text.append("<Location /l").append(i).append(">\nSetEnv ${X} \\\n  \"b c\"\n</Location>\n");
    }
    Snapshot s = timed("50,000 lines", "Define X y\n" + text);
    assertThat(s.main().values().get(Section.LOCATIONS)).hasSize(12_500);
  }
}
