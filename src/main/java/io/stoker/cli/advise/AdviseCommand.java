package io.stoker.cli.advise;

import io.stoker.advisor.Advisor;
import io.stoker.advisor.Report;
import io.stoker.advisor.Severity;
import io.stoker.cli.SubCommand;
import io.stoker.config.ConfigLoader;
import io.stoker.config.LoadRequest;
import io.stoker.config.LoadResult;
import io.stoker.config.Snapshot;
import io.stoker.files.ByteNames;
import io.stoker.runtime.view.ServedConfiguration;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code stoker advise}: what the tuning guide says to a configuration, and to the server that runs
 * by it where there is one. Words are bytes, one a char.
 */
@Command(
    name = "stoker advise",
    description = {
      "Says what the tuning guide of httpd has to say to a configuration.",
      "A running server is asked for what it has measured, through its management plane; where"
          + " there is none, or it runs by another file than -f, the configuration is judged"
          + " alone."
    },
    footer = {
      "",
      "Exit status: 0 if nothing is as bad as --fail-on says, 1 if something is, 2 if the"
          + " configuration has an error or an option is wrong."
    },
    sortOptions = false)
public final class AdviseCommand implements Callable<Integer> {

  /** The word on the command line that asks for this. */
  public static final String NAME = "advise";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "-d", paramLabel = "DIR", description = "ServerRoot.")
  private @Nullable String root;

  @Option(
      names = "-f",
      paramLabel = "FILE",
      description = "The configuration; conf/httpd.conf below ServerRoot.")
  private @Nullable String file;

  @Option(names = "-D", paramLabel = "NAME", description = "Define a name for <IfDefine>.")
  private List<String> defines = List.of();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Where the server tells it (default: http://127.0.0.1:9090/actuator/advisor, or what"
              + " SERVER_PORT or STOKER_ADVISORURL say).")
  private @Nullable String url;

  @Option(names = "--offline", description = "Ask no server.")
  private boolean offline;

  @Option(
      names = {"-a", "--all"},
      description = "List notes, what waits for measurements and what is fine, too.")
  private boolean all;

  @Option(names = "--json", description = "Write everything as JSON.")
  private boolean json;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      defaultValue = "warning",
      description = "What makes the exit status 1: warning (default), advice, note, or never.")
  private String failOn = "warning";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this page.")
  private boolean help;

  private AdviseCommand(PrintStream out, PrintStream err, Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.environment = environment;
  }

  /** Carries the words behind {@link #NAME} out; gives the exit status. */
  public static int run(
      List<String> words, PrintStream out, PrintStream err, Map<String, String> environment) {
    return SubCommand.run(new AdviseCommand(out, err, environment), words, out, err);
  }

  @Override
  public Integer call() {
    Severity threshold = threshold();
    Report report = report();
    if (report == null) {
      return 2;
    }
    out.print(
        json
            ? JSON.writeValueAsString(report) + System.lineSeparator()
            : ByteNames.fromText(TextReport.of(report, all)));
    out.flush();
    return threshold != null && report.count(threshold) > 0 ? 1 : 0;
  }

  private @Nullable Severity threshold() {
    return switch (failOn) {
      case "warning" -> Severity.WARNING;
      case "advice" -> Severity.ADVICE;
      case "note" -> Severity.NOTE;
      case "never" -> null;
      default ->
          throw new ParameterException(
              java.util.Objects.requireNonNull(spec).commandLine(),
              "--fail-on takes warning, advice, note or never, not \"" + failOn + "\"");
    };
  }

  /** Of the running server if there is one, and if it is the one that was meant. */
  private @Nullable Report report() {
    String asked = url == null ? RunningServer.url(environment) : url;
    if (!offline) {
      try {
        Report report = RunningServer.ask(asked);
        if (url != null || file == null && root == null || isMeant(report)) {
          return report;
        }
        note("the server at " + asked + " runs by " + report.file());
      } catch (IOException e) {
        if (url != null) {
          err.println("stoker advise: " + asked + ": " + e.getMessage());
          return null;
        }
        note("no server at " + asked);
      }
    }
    return alone();
  }

  private void note(String why) {
    err.println(
        ByteNames.fromText(
            "stoker advise: "
                + why
                + "; the configuration is judged alone, without what a server measures"));
  }

  private boolean isMeant(Report report) {
    LoadRequest request = request();
    Path main = ByteNames.toPath(request.serverRoot());
    Path named = ByteNames.toPath(request.file());
    return main != null && named != null && main.resolve(named).toString().equals(report.file());
  }

  private @Nullable Report alone() {
    LoadRequest request = request();
    LoadResult loaded = ConfigLoader.load(request.checking());
    Snapshot snapshot = loaded.snapshot();
    if (snapshot == null) {
      err.println(loaded.text());
      return null;
    }
    ServedConfiguration served = new ServedConfiguration(snapshot, loaded, request.modules());
    return Advisor.of(loaded, served, environment, Clock.systemDefaultZone());
  }

  private LoadRequest request() {
    String said = root == null ? environment.getOrDefault("STOKER_HOME", "") : root;
    String here = ByteNames.fromPath(Path.of("").toAbsolutePath());
    String folder = said.startsWith("/") ? said : said.isEmpty() ? here : here + "/" + said;
    return LoadRequest.of(folder, file == null ? "conf/httpd.conf" : file)
        .withDefines(defines)
        .withEnvironment(environment)
        .withProgram("stoker");
  }
}
