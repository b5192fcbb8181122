package io.stoker.cli.compat;

import io.stoker.cli.SubCommand;
import io.stoker.files.ByteNames;
import io.stoker.reference.DirectiveReference;
import io.stoker.reference.Rating.Grade;
import io.stoker.reference.Ratings;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code stoker compat FILE|DIR ...}: rates every directive of a configuration, wherever it lies.
 * Words are bytes, one a char.
 */
@Command(
    name = "stoker compat",
    description = {
      "Rates every directive of a configuration: exact, differs, or not yet.",
      "A folder stands for its apache2.conf or httpd.conf with all that it includes, or else"
          + " for every *.conf; and for all .htaccess files below."
    },
    footer = {
      "",
      "Exit status: 0 if nothing is as bad as --fail-on says, 1 if something is, 2 if a file"
          + " cannot be read or an option is wrong."
    },
    sortOptions = false)
public final class CompatCommand implements Callable<Integer> {

  /** The word on the command line that asks for this. */
  public static final String NAME = "compat";

  private final Map<String, String> environment;
  private final PrintStream out;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "What to rate.")
  private List<String> paths = List.of();

  @Option(
      names = "-d",
      paramLabel = "DIR",
      description = "Where relative paths of Include begin, whatever ServerRoot says.")
  private @Nullable String root;

  @Option(names = "-D", paramLabel = "NAME", description = "Define a name for <IfDefine>.")
  private List<String> defines = List.of();

  @Option(
      names = {"-a", "--all"},
      description = "List exact directives too, and those in sections that are not read.")
  private boolean all;

  @Option(names = "--json", description = "Write everything as JSON.")
  private boolean json;

  @Option(
      names = "--fail-on",
      paramLabel = "GRADE",
      defaultValue = "not-yet",
      description = "What makes the exit status 1: not-yet (default), differs, or never.")
  private String failOn = "not-yet";

  @Option(
      names = "--strict",
      description =
          "Directives count for the exit status even where an <IfModule> or <IfDefine> keeps them"
              + " from being read.")
  private boolean strict;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this page.")
  private boolean help;

  private CompatCommand(PrintStream out, Map<String, String> environment) {
    this.out = out;
    this.environment = environment;
  }

  /** Carries the words behind {@link #NAME} out; gives the exit status. */
  public static int run(
      List<String> words, PrintStream out, PrintStream err, Map<String, String> environment) {
    return SubCommand.run(new CompatCommand(out, environment), words, out, err);
  }

  @Override
  public Integer call() {
    Grade threshold = threshold();
    RatedConfiguration rated = rate();
    PrintWriter writer = new PrintWriter(out, false, out.charset());
    if (json) {
      writer.println(JsonReport.of(rated));
    } else {
      new TextReport(writer).print(rated, all);
    }
    writer.flush();
    if (!rated.faults().isEmpty()) {
      return 2;
    }
    return threshold != null && rated.hasAtWorst(threshold, strict) ? 1 : 0;
  }

  private @Nullable Grade threshold() {
    return switch (failOn) {
      case "not-yet" -> Grade.NOT_YET;
      case "differs" -> Grade.DIFFERS;
      case "never" -> null;
      default ->
          throw new ParameterException(
              java.util.Objects.requireNonNull(spec).commandLine(),
              "--fail-on takes not-yet, differs or never");
    };
  }

  private RatedConfiguration rate() {
    Ratings ratings = new Ratings(DirectiveReference.ofClassPath());
    StartingPoints points = new StartingPoints();
    List<String> files = new ArrayList<>();
    List<RatedLine> lines = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    for (String path : paths) {
      String place = absolute(path);
      boolean folder = points.isFolder(place);
      String said = root;
      ServerRoot serverRoot =
          said != null
              ? new ServerRoot(absolute(said), true)
              : new ServerRoot(folder ? place : folderOf(place), folder);
      ConfigurationReader reader =
          new ConfigurationReader(ratings, serverRoot, defines, environment);
      List<String> first = folder ? points.of(place) : List.of(place);
      first.forEach(reader::read);
      if (first.isEmpty()) {
        faults.add(new Fault(place, 0, "no configuration in this folder"));
      }
      RatedConfiguration result = reader.result();
      files.addAll(result.files());
      lines.addAll(result.lines());
      faults.addAll(result.faults());
    }
    return new RatedConfiguration(files, lines, faults);
  }

  private static String absolute(String path) {
    String here = ByteNames.fromPath(Path.of("").toAbsolutePath());
    String whole = path.startsWith("/") ? path : here + "/" + path;
    return whole.length() > 1 && whole.endsWith("/")
        ? whole.substring(0, whole.length() - 1)
        : whole;
  }

  /** {@code conf/httpd.conf} lies below the root, any other file in it. */
  private static String folderOf(String file) {
    String folder = file.substring(0, Math.max(0, file.lastIndexOf('/')));
    return folder.endsWith("/conf") ? folder.substring(0, folder.length() - 5) : folder;
  }
}
