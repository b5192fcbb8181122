package io.stoker.cli;

import io.stoker.api.LogLevel;
import io.stoker.cli.advise.AdviseCommand;
import io.stoker.cli.compat.CompatCommand;
import io.stoker.cli.explain.ExplainCommand;
import io.stoker.cli.explain.UsageException;
import io.stoker.cli.history.HistoryCommand;
import io.stoker.cli.status.StatusCommand;
import io.stoker.config.ConfigLoader;
import io.stoker.config.ConfigReport;
import io.stoker.config.LoadRequest;
import io.stoker.config.LoadResult;
import io.stoker.support.SupportProgram;
import io.stoker.support.SupportPrograms;
import io.stoker.support.Terminal;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The part of {@code bin/stoker} that is over soon: checks, reports, and messages to a running
 * server. Exit status and streams are httpd's.
 */
public final class Main {

  static final String PROGRAM = "stoker";

  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;

  /**
   * A command that prints to these.
   *
   * @param environment the variables of the process; as all words, bytes, one a char
   */
  public Main(PrintStream out, PrintStream err, Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.environment = Map.copyOf(environment);
  }

  /** Runs and exits. */
  public static void main(String[] args) {
    // Paths and configuration are bytes; what came in as ISO-8859-1 must go out as it came.
    PrintStream out = latin1(System.out);
    PrintStream err = latin1(System.err);
    int status = new Main(out, err, RawWords.environment()).run(RawWords.arguments(args));
    out.flush();
    err.flush();
    System.exit(status);
  }

  private static PrintStream latin1(PrintStream stream) {
    return new PrintStream(stream, false, StandardCharsets.ISO_8859_1);
  }

  /** Carries the words out; gives the exit status. */
  public int run(List<String> words) {
    if (!words.isEmpty() && words.getFirst().equals(CompatCommand.NAME)) {
      return CompatCommand.run(words.subList(1, words.size()), out, err, environment);
    }
    if (!words.isEmpty() && words.getFirst().equals(AdviseCommand.NAME)) {
      return AdviseCommand.run(words.subList(1, words.size()), out, err, environment);
    }
    if (!words.isEmpty() && words.getFirst().equals(ExplainCommand.NAME)) {
      return ExplainCommand.run(words.subList(1, words.size()), out, err, this::request);
    }
    if (!words.isEmpty() && StatusCommand.NAMES.contains(words.getFirst())) {
      return StatusCommand.run(
          words.getFirst(), words.subList(1, words.size()), out, err, environment);
    }
    if (!words.isEmpty() && HistoryCommand.NAMES.contains(words.getFirst())) {
      return history(words.getFirst(), words.subList(1, words.size()));
    }
    SupportProgram program = words.isEmpty() ? null : SupportPrograms.named(words.getFirst());
    if (program != null) {
      return program.run(words.subList(1, words.size()), new Terminal(System.in, out, err));
    }
    HttpdOptions options;
    try {
      options = HttpdOptions.parse(words);
    } catch (HttpdOptions.BadUsage e) {
      if (!e.words().isEmpty()) {
        err.println(PROGRAM + ": " + e.words());
      }
      err.print(Usage.text(PROGRAM));
      return 1;
    }
    return switch (options.action()) {
      case USAGE -> {
        err.print(Usage.text(PROGRAM));
        yield 1;
      }
      case VERSION -> {
        out.print(Answers.version());
        yield 0;
      }
      case SETTINGS -> {
        out.print(Answers.settings());
        yield 0;
      }
      case MODULES_COMPILED -> {
        out.print(Answers.compiledModules());
        yield 0;
      }
      case DIRECTIVES -> directives(options);
      case CHECK -> check(options);
      case SERVE -> serve(words);
    };
  }

  /** The configuration that flags name; those that ask for something else do not count. */
  private LoadRequest request(List<String> flags) throws UsageException {
    try {
      return Requests.of(HttpdOptions.parse(flags), environment);
    } catch (HttpdOptions.BadUsage e) {
      throw new UsageException(e.words(), e);
    }
  }

  /** Numbers are the command's own, all else says which configuration it is about. */
  private int history(String name, List<String> words) {
    List<Long> numbers = new ArrayList<>();
    List<String> flags = new ArrayList<>();
    for (String word : words) {
      if (word.matches("\\d{1,18}")) {
        numbers.add(Long.valueOf(word));
      } else {
        flags.add(word);
      }
    }
    try {
      HttpdOptions options = HttpdOptions.parse(flags);
      return new HistoryCommand(Requests.of(options, environment), out, err).run(name, numbers);
    } catch (HttpdOptions.BadUsage e) {
      err.println(PROGRAM + ": " + name + ": " + e.words());
      return 1;
    }
  }

  /** Only a word of {@code -k} for a running server gets here; serving has a process of its own. */
  private int serve(List<String> words) {
    ServeCommand command = new ServeCommand(words, environment, out, err);
    return command.prepare() instanceof ServeCommand.Prepared.Exit(int status) ? status : 1;
  }

  private int directives(HttpdOptions options) {
    LoadResult result = load(options, err);
    result.report().modules().forEach(m -> out.print(Answers.directives(m)));
    return result.isOk() ? 0 : 1;
  }

  private int check(HttpdOptions options) {
    PrintStream messages = StartupLog.open(options, environment, err);
    LoadResult result = load(options, messages);
    if (!result.isOk()) {
      return 1;
    }
    ConfigReport report = result.report();
    boolean dumped = false;
    if (options.asksFor("DUMP_INCLUDES")) {
      dumped |= print(report.dumpIncludes());
    }
    if (options.asksFor("DUMP_MODULES")) {
      dumped |= print(report.dumpModules());
    }
    if (options.asksFor("DUMP_VHOSTS")) {
      dumped |= print(report.virtualHosts());
    }
    if (options.asksFor("DUMP_RUN_CFG")) {
      dumped |= print(report.runConfig());
    }
    if (options.asksFor("DUMP_CONFIG")) {
      print(report.dumpConfig());
    }
    out.flush();
    if (!dumped) {
      messages.println("Syntax OK");
    }
    messages.flush();
    return 0;
  }

  private boolean print(List<String> lines) {
    lines.forEach(out::println);
    return true;
  }

  private LoadResult load(HttpdOptions options, PrintStream messages) {
    LoadResult result = ConfigLoader.load(Requests.of(options, environment).checking());
    LogLevel level = options.level() == null ? LogLevel.WARN : options.level();
    new StartupMessages(messages, level).print(result.diagnostics());
    return result;
  }
}
