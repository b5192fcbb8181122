package io.stoker.http;

import org.jspecify.annotations.Nullable;

/** Parts of a media type such as {@code text/html;charset=utf-8}. */
public final class MediaTypes {
  private MediaTypes() {}

  /** The type without parameters, in lower case: {@code text/html}. */
  public static String essence(String type) {
    int end = type.indexOf(';');
    return Scan.lower(Scan.trimBlanks(type, 0, end < 0 ? type.length() : end));
  }

  /** True for {@code token/token}, with parameters after it or without. */
  public static boolean isValid(String type) {
    int slash = Scan.tokenEnd(type, 0);
    if (slash == 0 || slash >= type.length() || type.charAt(slash) != '/') {
      return false;
    }
    int end = Scan.tokenEnd(type, slash + 1);
    int next = Scan.skipBlanks(type, end);
    return end > slash + 1 && (next == type.length() || type.charAt(next) == ';');
  }

  /** The value of parameter {@code name} (any case), unquoted, or null. */
  public static @Nullable String param(String type, String name) {
    for (FieldLists.Param param : FieldLists.params(type)) {
      if (param.name().equalsIgnoreCase(name)) {
        return param.value();
      }
    }
    return null;
  }

  /**
   * True when {@code type} matches {@code range}: itself, {@code text/*} or {@code *}{@code /*}.
   */
  public static boolean matches(String type, String range) {
    String essence = essence(type);
    String wanted = essence(range);
    if (wanted.equals("*/*") || wanted.equals("*")) {
      return true;
    }
    return wanted.endsWith("/*")
        ? essence.startsWith(wanted.substring(0, wanted.length() - 1))
        : essence.equals(wanted);
  }
}
