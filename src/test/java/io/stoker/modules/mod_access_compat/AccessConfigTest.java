package io.stoker.modules.mod_access_compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Directive;
import io.stoker.api.MethodSet;
import io.stoker.api.OverrideClass;
import io.stoker.api.Position;
import io.stoker.modules.mod_access_compat.AccessConfig.Limited;
import io.stoker.modules.mod_access_compat.AccessConfig.Order;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessConfigTest {

  private static final Client ALLOWED = new Client.Variable("allowed", true);
  private static final Client DENIED = new Client.Variable("denied", true);

  @ParameterizedTest
  @CsvSource({
    "order, TAKE1, LIMIT",
    "allow, ITERATE2, LIMIT",
    "deny, ITERATE2, LIMIT",
    "Satisfy, TAKE1, AUTH_CONFIG"
  })
  void declaresItsDirectives(String name, Directive.Arity arity, OverrideClass override) {
    Directive row =
        new ModAccessCompat()
            .directives().stream().filter(d -> d.name().equals(name)).findFirst().orElseThrow();
    assertThat(row.arity()).isEqualTo(arity);
    assertThat(row.contexts()).hasSize(2);
    assertThat(row.override()).isEqualTo(override);
  }

  @ParameterizedTest
  @CsvSource({
    "DENY_ALLOW, false, false, true",
    "DENY_ALLOW, true, false, true",
    "DENY_ALLOW, false, true, false",
    "DENY_ALLOW, true, true, true",
    "ALLOW_DENY, false, false, false",
    "ALLOW_DENY, true, false, true",
    "ALLOW_DENY, false, true, false",
    "ALLOW_DENY, true, true, false",
    "MUTUAL_FAILURE, false, false, false",
    "MUTUAL_FAILURE, true, false, true",
    "MUTUAL_FAILURE, false, true, false",
    "MUTUAL_FAILURE, true, true, false"
  })
  void orderSaysWhoHasTheLastWord(Order order, boolean allowed, boolean denied, boolean may) {
    AccessConfig config =
        AccessConfig.UNSET
            .withOrder(new Limited<>(order, null, Position.NONE))
            .withAllow(new Limited<>(ALLOWED, null, Position.NONE))
            .withDeny(new Limited<>(DENIED, null, Position.NONE));
    assertThat(config.permits("GET", c -> c == ALLOWED ? allowed : denied)).isEqualTo(may);
  }

  @Test
  void aLimitBindsToItsMethods() {
    MethodSet post = new MethodSet(Set.of("POST"), false);
    AccessConfig config =
        AccessConfig.UNSET
            .withOrder(new Limited<>(Order.ALLOW_DENY, post, Position.NONE))
            .withSatisfy(new Limited<>(true, post, Position.NONE));
    assertThat(config.permits("GET", c -> false)).isTrue();
    assertThat(config.permits("POST", c -> false)).isFalse();
    assertThat(config.isSatisfyAny("HEAD")).isFalse();
    assertThat(config.isSatisfyAny("POST")).isTrue();
  }
}
