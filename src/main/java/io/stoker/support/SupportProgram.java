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
   * @throws Failure when it cannot go on
   */
  int perform(List<String> words, Terminal terminal) throws Failure;

  /** The same; a failure is told on standard error and gives its exit status. */
  default int run(List<String> words, Terminal terminal) {
    try {
      return perform(words, terminal);
    } catch (Failure e) {
      terminal.out().flush();
      return e.tell(terminal);
    }
  }
}
