package io.stoker.api;

import java.util.Set;

/**
 * The methods that a Limit or LimitExcept speaks of. GET stands for HEAD too.
 *
 * @param methods upper-case names
 * @param except true for LimitExcept: every method but these
 */
public record MethodSet(Set<String> methods, boolean except) {

  public boolean contains(String method) {
    String m = method.equals("HEAD") ? "GET" : method;
    return methods.contains(m) != except;
  }
}
