package io.stoker.support;

import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Passwords as they are typed: without an echo where there is a terminal. */
final class PasswordPrompt {

  private final Terminal terminal;

  PasswordPrompt(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Asks twice. */
  String twice(int status, String different) throws Failure {
    String first = ask("New password: ");
    if (!ask("Re-type new password: ").equals(first)) {
      throw new Failure(status, different);
    }
    return first;
  }

  /** Asks once; one char a byte. */
  String ask(String prompt) {
    Console console = System.console();
    if (console != null && console.isTerminal()) {
      char[] typed = console.readPassword("%s", prompt);
      String text = typed == null ? "" : new String(typed);
      return new String(text.getBytes(console.charset()), StandardCharsets.ISO_8859_1);
    }
    terminal.err().print(prompt);
    terminal.err().flush();
    return line();
  }

  /** The next line of standard input. */
  String line() {
    StringBuilder line = new StringBuilder();
    try {
      for (int c = terminal.in().read(); c >= 0 && c != '\n'; c = terminal.in().read()) {
        line.append((char) c);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
  }
}
