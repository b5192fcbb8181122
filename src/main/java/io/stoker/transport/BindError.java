package io.stoker.transport;

import java.util.Map;

/** Says why a socket could not be bound in the system's words, as httpd begins its log lines. */
final class BindError {

  /** Linux error numbers by their text, which is all that Java tells. */
  private static final Map<String, Integer> NUMBERS =
      Map.of(
          "Permission denied", 13,
          "Address family not supported by protocol", 97,
          "Address already in use", 98,
          "Cannot assign requested address", 99);

  private BindError() {}

  /** {@code (98)Address already in use: }, or whatever the failure says of itself. */
  static String words(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage());
      for (Map.Entry<String, Integer> known : NUMBERS.entrySet()) {
        if (message.contains(known.getKey())) {
          return "(" + known.getValue() + ")" + known.getKey() + ": ";
        }
      }
    }
    return failure.getMessage() + ": ";
  }
}
