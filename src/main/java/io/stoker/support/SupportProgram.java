package io.stoker.support;

import java.util.List;

/** A program beside the server: words in, exit status out. */
@FunctionalInterface
public interface SupportProgram {

  /**
   * Runs to its end.
   *
   * @param words the command line without the program's name; bytes, one a char
   * @return the exit status
   */
  int run(List<String> words, Terminal terminal);
}
