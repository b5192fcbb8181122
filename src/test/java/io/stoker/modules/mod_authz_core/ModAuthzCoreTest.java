package io.stoker.modules.mod_authz_core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.Auth;
import io.stoker.api.AuthzProvider;
import io.stoker.api.AuthzProvider.Verdict;
import io.stoker.api.Directive;
import io.stoker.api.Hook;
import io.stoker.api.Outcome;
import io.stoker.api.OverrideClass;
import io.stoker.api.Phase;
import io.stoker.api.Position;
import io.stoker.api.Reply;
import io.stoker.logging.FakeExchange;
import io.stoker.testing.TestModule;
import io.stoker.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModAuthzCoreTest {

  private static final String LOADED =
      """
      LoadModule authz_core_module modules/mod_authz_core.so
      LoadModule authz_host_module modules/mod_authz_host.so
      LoadModule authn_core_module modules/mod_authn_core.so
      LoadModule access_compat_module modules/mod_access_compat.so
      """;

  @TempDir Path root;

  /** Believes the X-User field wherever the AuthType is Trust. */
  private static TestModule users() {
    return TestModule.named("mod_users")
        .and(
            Hook.on(
                Phase.CHECK_USER_ID,
                x -> {
                  if (!"Trust".equals(Auth.type(x))) {
                    return Outcome.DECLINED;
                  }
                  x.user(x.in().get("X-User"));
                  return x.user() == null ? Reply.error(401) : Outcome.OK;
                }))
        .and(
            AuthzProvider.POINT.offer(
                "user",
                (words, cmd) ->
                    x ->
                        x.user() == null
                            ? Verdict.DENIED_NO_USER
                            : words.equals(x.user()) ? Verdict.GRANTED : Verdict.DENIED));
  }

  private TestServer serving(String directory) {
    return TestServer.in(root)
        .guarded()
        .module(users())
        .file("htdocs/f", "x")
        .config(LOADED + "<Directory \"" + root + "/htdocs\">\n" + directory + "</Directory>\n")
        .start();
  }

  private static String status(String reply) {
    return reply.substring(9, 12);
  }

  @ParameterizedTest
  @CsvSource({
    "Require, RAW_ARGS, 2, AUTH_CONFIG",
    "RequireAll, RAW_ARGS, 2, AUTH_CONFIG",
    "RequireAny, RAW_ARGS, 2, AUTH_CONFIG",
    "RequireNone, RAW_ARGS, 2, AUTH_CONFIG",
    "AuthMerging, TAKE1, 2, AUTH_CONFIG",
    "AuthzSendForbiddenOnFailure, FLAG, 2, AUTH_CONFIG",
    "AuthzProviderAlias, RAW_ARGS, 1, "
  })
  void declaresItsDirectives(
      String name, Directive.Arity arity, int contexts, OverrideClass override) {
    Directive row =
        new ModAuthzCore()
            .directives().stream().filter(d -> d.name().equals(name)).findFirst().orElseThrow();
    assertThat(row.arity()).isEqualTo(arity);
    assertThat(row.contexts()).hasSize(contexts);
    assertThat(row.override()).isEqualTo(override);
  }

  @Test
  void aUserIsAskedForOnlyWhereItMatters() {
    try (TestServer server = serving("AuthType Trust\nRequire user me\nRequire ip 192.0.2.1\n")) {
      assertThat(status(server.get("/f"))).isEqualTo("200");
    }
    try (TestServer server = serving("AuthType Trust\nRequire user me\nRequire ip 192.0.2.2\n")) {
      assertThat(status(server.get("/f"))).isEqualTo("401");
      assertThat(status(server.get("/f", "X-User: me"))).isEqualTo("200");
    }
  }

  @Test
  void aUserWhoMayNotIsAskedAgainOrTurnedAway() {
    try (TestServer server = serving("AuthType Trust\nRequire user me\n")) {
      assertThat(status(server.get("/f", "X-User: you"))).isEqualTo("401");
      assertThat(server.log())
          .containsExactly(
              "authz_core:error AH01631: user you: authorization failure for \"/f\": ");
    }
    try (TestServer server =
        serving("AuthType Trust\nRequire user me\nAuthzSendForbiddenOnFailure On\n")) {
      assertThat(status(server.get("/f", "X-User: you"))).isEqualTo("403");
    }
  }

  @Test
  void anExpressionOfTheUserWaitsForTheUser() {
    try (TestServer server = serving("AuthType Trust\nRequire expr %{REMOTE_USER} == 'me'\n")) {
      assertThat(status(server.get("/f"))).isEqualTo("401");
      assertThat(status(server.get("/f", "X-User: me"))).isEqualTo("200");
      assertThat(server.log()).isEmpty();
      assertThat(status(server.get("/f", "X-User: you"))).isEqualTo("401");
      assertThat(server.log())
          .containsExactly(
              "authz_core:error AH01629: authorization failure (no authenticated user): /f");
    }
  }

  @Test
  void anAuthTypeWithoutRulesIsAMistake() {
    try (TestServer server = serving("AuthType Trust\n")) {
      assertThat(status(server.get("/f", "X-User: me"))).isEqualTo("500");
      assertThat(server.log())
          .containsExactly(
              "authz_core:error AH01627: AuthType configured with no corresponding authorization"
                  + " directives");
    }
  }

  @Test
  void satisfyAnyTakesAddressOrUser() {
    String rules = "AuthType Trust\nRequire user me\nOrder deny,allow\nDeny from all\n";
    try (TestServer server = serving(rules)) {
      assertThat(status(server.get("/f", "X-User: me"))).isEqualTo("403");
    }
    try (TestServer server = serving(rules + "Satisfy Any\n")) {
      assertThat(status(server.get("/f", "X-User: me"))).isEqualTo("200");
      assertThat(status(server.get("/f"))).isEqualTo("401");
    }
    try (TestServer server = serving(rules + "Satisfy Any\nAllow from 192.0.2\n")) {
      assertThat(status(server.get("/f"))).isEqualTo("200");
    }
  }

  @Test
  void onlyNegationsNeverStart() {
    String rules = "<RequireAll>\nRequire not user me\n</RequireAll>\n";
    assertThatThrownBy(() -> serving(rules))
        .hasMessageContaining("AH00014: Configuration check failed");
  }

  @Test
  void onlyNegationsInHtaccessDenyEverybody() {
    try (TestServer server = serving("AllowOverride AuthConfig\nRequire all granted\n")) {
      server.write("htdocs/.htaccess", "<RequireAll>\nRequire not ip 10\n</RequireAll>\n");
      assertThat(status(server.get("/f"))).isEqualTo("403");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GRANTED, GRANTED, GRANTED, GRANTED",
    "GRANTED, DENIED, DENIED, GRANTED",
    "GRANTED, NEUTRAL, GRANTED, GRANTED",
    "NEUTRAL, NEUTRAL, NEUTRAL, NEUTRAL",
    "NEUTRAL, DENIED, DENIED, DENIED",
    "GRANTED, DENIED_NO_USER, DENIED_NO_USER, GRANTED",
    "DENIED, DENIED_NO_USER, DENIED, DENIED_NO_USER",
    "DENIED_NO_USER, DENIED, DENIED, DENIED_NO_USER",
    "NEUTRAL, DENIED_NO_USER, DENIED_NO_USER, DENIED_NO_USER",
    "NEUTRAL, GENERAL_ERROR, GENERAL_ERROR, GENERAL_ERROR"
  })
  void rulesDecideTogether(Verdict first, Verdict second, Verdict all, Verdict any)
      throws Exception {
    var rules = List.of(rule(first), rule(second));
    var x = new FakeExchange().with("method", "GET").get();
    assertThat(Decision.of(Rule.Group.ALL.with(rules), x)).isEqualTo(all);
    assertThat(Decision.of(Rule.Group.ANY.with(rules), x)).isEqualTo(any);
  }

  private static Rule rule(Verdict verdict) {
    return new Rule.Requirement("test", x -> verdict, null, false, Position.NONE);
  }

  @ParameterizedTest
  @CsvSource({"GRANTED, DENIED", "DENIED, NEUTRAL", "NEUTRAL, NEUTRAL", "DENIED_NO_USER, NEUTRAL"})
  void aNegationNeverGrants(Verdict verdict, Verdict negated) throws Exception {
    var x = new FakeExchange().with("method", "GET").get();
    var rules = List.of(rule(verdict).negated());
    assertThat(Decision.of(Rule.Group.ALL.with(rules), x)).isEqualTo(negated);
  }

  @Test
  void placesMergeAsAuthMergingSays() {
    AuthzConfig above = AuthzConfig.UNSET.with(Rule.Group.ANY, List.of(rule(Verdict.GRANTED)));
    AuthzConfig below = AuthzConfig.UNSET.with(Rule.Group.ALL, List.of());
    AuthzConfig and = below.withMerging(AuthzConfig.Merging.AND);
    assertThat(below.over(above).rules()).isEqualTo(below.rules());
    assertThat(AuthzConfig.UNSET.withForbidden(true).over(above).rules()).isEqualTo(above.rules());
    assertThat(and.over(above).rules()).hasToString("AuthMerging All");
    assertThat(below.withMerging(AuthzConfig.Merging.OR).over(above).rules())
        .hasToString("AuthMerging Any");
    assertThat(AuthzConfig.UNSET.withMerging(AuthzConfig.Merging.OFF).over(above).rules()).isNull();
    assertThat(AuthzConfig.UNSET.withMerging(AuthzConfig.Merging.AND).over(above).rules())
        .isEqualTo(above.rules());
    assertThat(AuthzConfig.UNSET.withForbidden(true).over(and).merging())
        .isEqualTo(AuthzConfig.Merging.AND);
  }
}
