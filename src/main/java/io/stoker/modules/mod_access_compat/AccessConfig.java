package io.stoker.modules.mod_access_compat;

import io.stoker.api.Core;
import io.stoker.api.MethodSet;
import io.stoker.api.Position;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Order, Allow, Deny and Satisfy of one place. Nothing is inherited: a place that says any of them
 * replaces all that was said of them around it.
 */
record AccessConfig(
    List<Limited<Order>> orders,
    List<Limited<Client>> allows,
    List<Limited<Client>> denies,
    List<Limited<Boolean>> satisfyAny) {

  static final AccessConfig UNSET = new AccessConfig(List.of(), List.of(), List.of(), List.of());

  /** Which of Allow and Deny has the last word, and what holds where neither speaks. */
  enum Order {
    DENY_ALLOW,
    ALLOW_DENY,
    MUTUAL_FAILURE
  }

  /**
   * Something said of requests with some methods.
   *
   * @param limit null for all methods
   * @param at its line
   */
  record Limited<T>(T value, @Nullable MethodSet limit, Position at) {
    boolean isFor(String method) {
      return limit == null || limit.contains(method);
    }
  }

  AccessConfig withOrder(Limited<Order> order) {
    return new AccessConfig(Core.append(List.of(order), orders), allows, denies, satisfyAny);
  }

  AccessConfig withAllow(Limited<Client> client) {
    return new AccessConfig(orders, Core.append(List.of(client), allows), denies, satisfyAny);
  }

  AccessConfig withDeny(Limited<Client> client) {
    return new AccessConfig(orders, allows, Core.append(List.of(client), denies), satisfyAny);
  }

  AccessConfig withSatisfy(Limited<Boolean> any) {
    return new AccessConfig(orders, allows, denies, Core.append(List.of(any), satisfyAny));
  }

  boolean isSatisfyAny(String method) {
    return last(satisfyAny, method, false);
  }

  /** Whether a client with this method may, where {@code isMeant} tells who it is. */
  boolean permits(String method, Predicate<Client> isMeant) {
    return switch (last(orders, method, Order.DENY_ALLOW)) {
      case ALLOW_DENY -> names(allows, method, isMeant) && !names(denies, method, isMeant);
      case DENY_ALLOW -> !names(denies, method, isMeant) || names(allows, method, isMeant);
      case MUTUAL_FAILURE -> names(allows, method, isMeant) && !names(denies, method, isMeant);
    };
  }

  /** The lines that speak of a client with this method. */
  List<Position> linesAbout(String method, Predicate<Client> isMeant) {
    return Stream.concat(denies.stream(), allows.stream())
        .filter(said -> said.isFor(method) && isMeant.test(said.value()))
        .map(Limited::at)
        .toList();
  }

  private static <T> T last(List<Limited<T>> said, String method, T otherwise) {
    for (int i = said.size() - 1; i >= 0; i--) {
      if (said.get(i).isFor(method)) {
        return said.get(i).value();
      }
    }
    return otherwise;
  }

  private static boolean names(
      List<Limited<Client>> clients, String method, Predicate<Client> isMeant) {
    for (Limited<Client> client : clients) {
      if (client.isFor(method) && isMeant.test(client.value())) {
        return true;
      }
    }
    return false;
  }
}
