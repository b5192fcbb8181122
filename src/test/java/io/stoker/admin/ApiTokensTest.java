package io.stoker.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens: made, found, ended and taken away. */
class ApiTokensTest {

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private ApiTokens tokens() {
    return new ApiTokens(folder.resolve("console/tokens"), () -> now);
  }

  @Test
  void aTokenIsKnownByItsSecretAndTheFileHasItNot() throws Exception {
    ApiTokens tokens = tokens();
    ApiTokens.Fresh fresh = tokens.make("deploy", Role.OPERATOR, "ann", null);
    assertThat(fresh.secret()).matches("stk_[A-Za-z0-9_-]{43}");
    Path file = folder.resolve("console/tokens");
    assertThat(Files.readString(file)).contains("deploy").doesNotContain(fresh.secret());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    ApiTokens.Token found = tokens().find(fresh.secret());
    assertThat(found).isNotNull();
    assertThat(found.scope()).isEqualTo(Role.OPERATOR);
    assertThat(found.by()).isEqualTo("ann");
    assertThat(tokens.find(fresh.secret() + "x")).isNull();
    assertThat(tokens.find("")).isNull();
    assertThat(tokens.find(ApiTokens.hash(fresh.secret()))).isNull();
  }

  @Test
  void itIsGoodAsLongAsItWasMadeFor() throws Exception {
    ApiTokens tokens = tokens();
    String secret = tokens.make("short", Role.VIEWER, "ann", Duration.ofDays(1)).secret();
    assertThat(tokens.all().getFirst().used()).isNull();
    now = now.plus(Duration.ofDays(1)).minusSeconds(1);
    assertThat(tokens.find(secret)).isNotNull();
    assertThat(tokens.all().getFirst().used()).isEqualTo(now);
    now = now.plusSeconds(1);
    assertThat(tokens.find(secret)).isNull();
    assertThat(tokens.all()).hasSize(1);
  }

  @Test
  void whatIsRevokedOrDeletedIsNoLongerGood() throws Exception {
    ApiTokens tokens = tokens();
    ApiTokens.Fresh one = tokens.make("one", Role.ADMIN, "ann", null);
    ApiTokens.Fresh two = tokens.make("two", Role.ADMIN, "ann", null);
    assertThat(tokens.revoke(one.token().id())).isTrue();
    assertThat(tokens.revoke(one.token().id())).isFalse();
    assertThat(tokens.find(one.secret())).isNull();
    assertThat(tokens.find(two.secret())).isNotNull();
    Files.writeString(folder.resolve("console/tokens"), "# none\n");
    assertThat(tokens.find(two.secret())).isNull();
  }

  @Test
  void namesAreNames() {
    ApiTokens tokens = tokens();
    for (String name : new String[] {"", " ", "a\nb", "<b>", "x".repeat(61)}) {
      assertThatThrownBy(() -> tokens.make(name, Role.VIEWER, "ann", null))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aFileThatIsNoneLetsNobodyIn() throws Exception {
    Files.createDirectories(folder.resolve("console"));
    Files.writeString(folder.resolve("console/tokens"), "nonsense\n");
    assertThatThrownBy(() -> tokens().find("stk_x")).hasMessageContaining("is no file of tokens");
  }
}
