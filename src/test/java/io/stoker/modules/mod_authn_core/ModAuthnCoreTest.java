package io.stoker.modules.mod_authn_core;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Auth;
import io.stoker.api.AuthnProvider;
import io.stoker.api.AuthzProvider;
import io.stoker.api.Directive;
import io.stoker.api.Exchange;
import io.stoker.api.OverrideClass;
import io.stoker.testing.TestModule;
import io.stoker.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModAuthnCoreTest {

  private static final String LOADED =
      """
      LoadModule authz_core_module modules/mod_authz_core.so
      LoadModule authn_core_module modules/mod_authn_core.so
      """;

  @TempDir Path root;

  /** Knows one user: whoever is named like the realm. */
  private static final AuthnProvider REALM =
      (Exchange x, String user, String password) ->
          user.equals(Auth.name(x)) ? AuthnProvider.Verdict.GRANTED : AuthnProvider.Verdict.DENIED;

  private TestServer.Builder site(String config) {
    return TestServer.in(root).guarded().file("htdocs/f", "x").config(LOADED + config);
  }

  @ParameterizedTest
  @CsvSource({
    "AuthName, TAKE1, 2, AUTH_CONFIG",
    "AuthType, TAKE1, 2, AUTH_CONFIG",
    "AuthnProviderAlias, RAW_ARGS, 1, "
  })
  void declaresItsDirectives(
      String name, Directive.Arity arity, int contexts, OverrideClass override) {
    Directive row =
        new ModAuthnCore()
            .directives().stream().filter(d -> d.name().equals(name)).findFirst().orElseThrow();
    assertThat(row.arity()).isEqualTo(arity);
    assertThat(row.contexts()).hasSize(contexts);
    assertThat(row.override()).isEqualTo(override);
  }

  @Test
  void anAuthTypeThatNobodyKnowsIsAMistake() {
    String config =
        "<Location />\nAuthType %{HTTP:X-Type}\nRequire expr -n %{REMOTE_USER}\n</Location>\n";
    try (TestServer server = site(config).start()) {
      assertThat(server.get("/f", "X-Type: Nosuch")).startsWith("HTTP/1.1 500 ");
      assertThat(server.log())
          .containsExactly(
              "authn_core:error AH01796: AuthType Nosuch configured without corresponding module");
      assertThat(server.get("/f", "X-Type: none")).startsWith("HTTP/1.1 500 ");
      assertThat(server.log())
          .containsExactly(
              "core:error AH00027: No authentication done but request not allowed without"
                  + " authentication for /f. Authentication not configured?");
    }
  }

  @Test
  void anAliasAsksUnderItsOwnSettings() {
    TestModule module =
        TestModule.named("mod_realm")
            .and(AuthnProvider.POINT.offer("realm", REALM))
            .and(
                AuthzProvider.POINT.offer(
                    "login",
                    (words, cmd) -> {
                      AuthnProvider provider = Auth.authnProvider(cmd.words(words).get(0), cmd);
                      String user = cmd.words(words).get(1);
                      return x ->
                          provider != null
                                  && provider.checkPassword(x, user, "")
                                      == AuthnProvider.Verdict.GRANTED
                              ? AuthzProvider.Verdict.GRANTED
                              : AuthzProvider.Verdict.DENIED;
                    }));
    String config =
        """
        <AuthnProviderAlias realm other>
            AuthName theirs
        </AuthnProviderAlias>
        <Location />
            AuthName ours
        </Location>
        <Location /base>
            Require login realm ours
        </Location>
        <Location /alias>
            Require login other theirs
        </Location>
        <Location /base-wrong>
            Require login realm theirs
        </Location>
        <Location /alias-wrong>
            Require login other ours
        </Location>
        """;
    TestServer.Builder site = site(config).module(module);
    for (String name : new String[] {"base", "alias", "base-wrong", "alias-wrong"}) {
      site.file("htdocs/" + name, "x");
    }
    try (TestServer server = site.start()) {
      assertThat(server.get("/base")).startsWith("HTTP/1.1 200 ");
      assertThat(server.get("/alias")).startsWith("HTTP/1.1 200 ");
      assertThat(server.get("/base-wrong")).startsWith("HTTP/1.1 403 ");
      assertThat(server.get("/alias-wrong")).startsWith("HTTP/1.1 403 ");
    }
  }
}
