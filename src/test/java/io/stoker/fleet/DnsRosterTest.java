package io.stoker.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names, addresses, and the token. */
class DnsRosterTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1:9090",
    "192.0.2.1:81, 192.0.2.1:81",
    "2001:db8::1, [2001:db8:0:0:0:0:0:1]:9090",
    "[2001:db8::1], [2001:db8:0:0:0:0:0:1]:9090",
    "[2001:db8::1]:81, [2001:db8:0:0:0:0:0:1]:81"
  })
  void addressesStandForThemselves(String said, String meant) {
    assertThat(new DnsRoster(List.of(said), 9090).look().members())
        .extracting(Member::label)
        .containsExactly(meant);
  }

  @Test
  void whatLeadsNowhereIsTold() {
    Roster.Found found =
        new DnsRoster(List.of("192.0.2.1", "nobody.invalid", "192.0.2.2:x", "192.0.2.1"), 1).look();
    assertThat(found.members()).hasSize(1);
    assertThat(found.notes())
        .containsExactly(
            "nobody.invalid: no address is known for it", "192.0.2.2:x: no host and port");
  }

  @Test
  void theTokenIsThatOfTheFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("token");
    Token token = new Token(file);
    assertThat(token.isKnown("Stoker-Fleet x")).isFalse();
    Files.writeString(file, "x\n");
    assertThat(token.isKnown("Stoker-Fleet x")).isTrue();
    assertThat(token.isKnown("Stoker-Fleet y")).isFalse();
    assertThat(token.isKnown("x")).isFalse();
    assertThat(token.isKnown(null)).isFalse();
    Files.writeString(file, "\n");
    assertThat(token.isKnown("Stoker-Fleet ")).isFalse();
    assertThat(new Token(null).isKnown("Stoker-Fleet ")).isFalse();
  }
}
