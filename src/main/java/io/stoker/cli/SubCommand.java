package io.stoker.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;

/** Runs what a sub-command's class declares for picocli, as all of them are run. */
public final class SubCommand {

  private SubCommand() {}

  /**
   * Carries it out.
   *
   * @param command with picocli's annotations; its call gives the exit status
   * @param words behind its name
   * @return the exit status, picocli's for words that are wrong
   */
  public static int run(Object command, List<String> words, PrintStream out, PrintStream err) {
    return new CommandLine(command)
        .setExpandAtFiles(false)
        .setOut(new PrintWriter(out, true, out.charset()))
        .setErr(new PrintWriter(err, true, err.charset()))
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .execute(words.toArray(String[]::new));
  }
}
