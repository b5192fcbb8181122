package io.stoker.syntax;

/**
 * A place in a configuration file.
 *
 * @param file the name the file was opened by, as messages print it
 * @param line the physical line, from 1
 * @param column the character in that line, from 1
 */
public record Position(String file, int line, int column) {

  /** {@return {@code file:line:column}} */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
