package io.stoker.api;

/**
 * Where a line stands.
 *
 * @param file the file's path, or a pseudo file such as {@code -c/-C directives}
 * @param line from 1
 */
public record Position(String file, int line) {

  /** For what no file says, such as a default. */
  public static final Position NONE = new Position("", 0);

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
