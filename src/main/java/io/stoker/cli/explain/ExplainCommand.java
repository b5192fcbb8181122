package io.stoker.cli.explain;

import io.stoker.api.explain.Explanation;
import io.stoker.api.explain.Question;
import io.stoker.cli.SubCommand;
import io.stoker.config.Diagnostic;
import io.stoker.config.LoadRequest;
import io.stoker.files.ByteNames;
import io.stoker.runtime.Candidate;
import io.stoker.runtime.LoneDryRuns;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code stoker explain METHOD URL}: how a configuration answers a request, line by line, without a
 * server. Words are bytes, one a char.
 */
@Command(
    name = "stoker explain",
    description = {
      "Tells how a request is answered: the virtual host, every section and .htaccess file, what"
          + " each hook did, and which line of the configuration decided.",
      "Nothing is served, logged or started."
    },
    footer = {
      "",
      "Exit status: 0 when the request was explained, 1 when the configuration has an error, 2 when"
          + " an option or the request is wrong."
    },
    sortOptions = false)
public final class ExplainCommand implements Callable<Integer> {

  /** The word on the command line that asks for this. */
  public static final String NAME = "explain";

  /** From httpd's flags to the configuration that they name. */
  @FunctionalInterface
  public interface Loading {
    LoadRequest of(List<String> flags) throws UsageException;
  }

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private final PrintStream out;
  private final PrintStream err;
  private final Loading loading;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "1..2",
      paramLabel = "[METHOD] URL",
      description = "The request: http://host[:port]/path, or a path for the main server's name.")
  private List<String> request = List.of();

  @Option(
      names = {"-H", "--header"},
      paramLabel = "'NAME: VALUE'",
      description = "A header field; may be given more than once.")
  private List<String> headers = List.of();

  @Option(
      names = "--from",
      paramLabel = "ADDRESS",
      description = "The client's address; 127.0.0.1 if not given.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "ADDRESS[:PORT]",
      description = "Where the request comes in; else what the URL or Listen says.")
  private @Nullable String to;

  @Option(names = "-f", paramLabel = "FILE", description = "Configuration file.")
  private @Nullable String file;

  @Option(names = "-d", paramLabel = "DIR", description = "Initial ServerRoot.")
  private @Nullable String root;

  @Option(names = "-D", paramLabel = "NAME", description = "Define a name for <IfDefine>.")
  private List<String> defines = List.of();

  @Option(
      names = "-C",
      paramLabel = "'DIRECTIVE'",
      description = "Read a directive before the configuration file.")
  private List<String> before = List.of();

  @Option(
      names = "-c",
      paramLabel = "'DIRECTIVE'",
      description = "Read a directive after the configuration file.")
  private List<String> after = List.of();

  @Option(
      names = {"-a", "--all"},
      description = "Show all lines in force, not only those that decided.")
  private boolean all;

  @Option(names = "--json", description = "Write everything as JSON.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this page.")
  private boolean help;

  private ExplainCommand(PrintStream out, PrintStream err, Loading loading) {
    this.out = out;
    this.err = err;
    this.loading = loading;
  }

  /** Carries the words behind {@link #NAME} out; gives the exit status. */
  public static int run(List<String> words, PrintStream out, PrintStream err, Loading loading) {
    return SubCommand.run(new ExplainCommand(out, err, loading), words, out, err);
  }

  @Override
  public Integer call() {
    Question question = question();
    LoadRequest configuration;
    try {
      configuration = loading.of(flags());
    } catch (UsageException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
    try (LoneDryRuns runs = new LoneDryRuns(configuration);
        Candidate candidate = runs.candidate()) {
      if (!candidate.isValid()) {
        candidate.diagnostics().stream().map(Diagnostic::terminal).forEach(err::println);
        return 1;
      }
      print(candidate.explain(question));
      return 0;
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private void print(Explanation explanation) {
    PrintWriter writer = new PrintWriter(out, false, out.charset());
    if (json) {
      writer.println(MAPPER.writeValueAsString(explanation));
    } else {
      new ExplanationText(writer, all).print(explanation);
    }
    writer.flush();
  }

  private List<String> flags() {
    List<String> flags = new ArrayList<>();
    if (root != null) {
      flags.addAll(List.of("-d", root));
    }
    if (file != null) {
      flags.addAll(List.of("-f", file));
    }
    defines.forEach(name -> flags.addAll(List.of("-D", name)));
    before.forEach(line -> flags.addAll(List.of("-C", line)));
    after.forEach(line -> flags.addAll(List.of("-c", line)));
    return flags;
  }

  private Question question() {
    boolean hasMethod = request.size() > 1;
    List<Explanation.Field> fields = new ArrayList<>();
    for (String header : headers) {
      try {
        fields.add(Explanation.Field.parse(ByteNames.toText(header)));
      } catch (IllegalArgumentException e) {
        throw wrong(String.valueOf(e.getMessage()));
      }
    }
    return new Question(
        hasMethod ? request.getFirst() : "GET",
        ByteNames.toText(request.getLast()),
        fields,
        from,
        address(),
        port());
  }

  private @Nullable String address() {
    String said = to;
    if (said == null) {
      return null;
    }
    String address = portAt() < 0 ? said : said.substring(0, portAt());
    return address.isEmpty() ? null : address;
  }

  private int port() {
    String said = to;
    if (said == null || portAt() < 0) {
      return 0;
    }
    String digits = said.substring(portAt() + 1);
    if (!digits.matches("\\d{1,5}")) {
      throw wrong("--to takes ADDRESS[:PORT]");
    }
    return Integer.parseInt(digits);
  }

  /** Where the colon before the port stands; -1 where there is none. */
  private int portAt() {
    String said = String.valueOf(to);
    int colon = said.lastIndexOf(':');
    boolean bare = said.indexOf(':') != colon && !said.startsWith("[");
    return bare || colon < said.lastIndexOf(']') ? -1 : colon;
  }

  private ParameterException wrong(String why) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), why);
  }
}
