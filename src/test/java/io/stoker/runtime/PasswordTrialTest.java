package io.stoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.explain.Explanation;
import io.stoker.api.explain.Question;
import io.stoker.boot.ManagedSite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has requests explained to find out passwords of the sites is slowed down. */
class PasswordTrialTest {

  @TempDir Path root;
  private ManagedSite site;
  private DryRuns runs;

  @BeforeEach
  void serve() throws Exception {
    byte[] sum =
        MessageDigest.getInstance("SHA-1").digest("secret".getBytes(StandardCharsets.UTF_8));
    Files.createDirectories(root.resolve("htdocs/private"));
    site =
        new ManagedSite(root)
            .write("conf/users", "ann:{SHA}" + Base64.getEncoder().encodeToString(sum) + "\n")
            .write("htdocs/private/page.html", "p\n")
            .configure(
                """
                LoadModule authn_core_module modules/mod_authn_core.so
                LoadModule authn_file_module modules/mod_authn_file.so
                LoadModule auth_basic_module modules/mod_auth_basic.so
                LoadModule authz_user_module modules/mod_authz_user.so
                <Location /private>
                    AuthType Basic
                    AuthName private
                    AuthUserFile conf/users
                    Require valid-user
                </Location>
                """)
            .serve();
    runs = site.plane().dryRuns();
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private static Question question(String path, String... credentials) {
    return new Question(
        "GET",
        path,
        List.of(credentials).stream()
            .map(
                c ->
                    new Explanation.Field(
                        "authorization",
                        "Basic "
                            + Base64.getEncoder()
                                .encodeToString(c.getBytes(StandardCharsets.UTF_8))))
            .toList(),
        null,
        null,
        0);
  }

  /** Asks, and tells how long one had to wait for it. */
  private Duration ask(Question question, int status) {
    PasswordTrial trial = runs.trial(question);
    Explanation told = runs.explain(question);
    assertThat(trial.judged(told).reply().status()).isEqualTo(status);
    return trial.delay();
  }

  @Test
  void theEleventhGuessWaits() {
    for (int i = 0; i < 10; i++) {
      assertThat(ask(question("/private/page.html", "ann:" + i), 401)).isZero();
    }
    assertThat(ask(question("/private/page.html", "ann:secret"), 200))
        .as("the right one as well")
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(ask(question("/private/page.html", "ann:11"), 401))
        .as("which forgives nothing, but was no wrong one")
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(ask(question("/private/page.html", "ben:1"), 401)).isZero();
    assertThat(ask(question("/private/page.html"), 401)).as("without any").isZero();
  }

  @Test
  void whereNobodyLooksAtThemNothingIsGuessed() {
    for (int i = 0; i < 12; i++) {
      assertThat(ask(question("/index.html", "ann:" + i), 200)).isZero();
    }
  }

  @Test
  void namesOfOnesOwnMakingDoNotHelp() {
    for (int i = 0; i < 10; i++) {
      assertThat(ask(question("/private/page.html", "x" + i + ":1", "ann:" + i), 401)).isZero();
    }
    assertThat(ask(question("/private/page.html", "y:1", "ann:10"), 401)).isPositive();
  }
}
