package io.stoker.config;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths of the configuration: absolute, without {@code .}, {@code ..} and repeated slashes. */
final class Paths {

  private Paths() {}

  /** {@code path} below {@code base} unless it is absolute, normalised; a trailing slash stays. */
  static String resolve(String base, String path) {
    return normalise(path.startsWith("/") ? path : base + "/" + path);
  }

  /** Normalises an absolute path; a trailing slash stays. */
  static String normalise(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/")) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    String joined = "/" + String.join("/", parts);
    return path.endsWith("/") && joined.length() > 1 ? joined + "/" : joined;
  }
}
