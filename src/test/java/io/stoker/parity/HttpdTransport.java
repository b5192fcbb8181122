package io.stoker.parity;

import io.stoker.testing.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Apache httpd: one process for each scenario, on the loopback address. */
final class HttpdTransport implements Transport {

  /** Only a broken httpd takes so long to start or to end. */
  private static final int START_SECONDS = 120;

  private static final int START_NOTICE_MILLIS = 200;
  private static final Pattern MESSAGE = Pattern.compile("AH\\d{5}");
  private static final Pattern VERSION = Pattern.compile("Apache/(\\d+)\\.(\\d+)\\.(\\d+) (\\S+)");

  private final Path program;
  private final Map<String, String> products;

  /** Finds the program; the test is skipped when it is not there. */
  HttpdTransport() {
    program = Peers.require("apache2");
    products = products(program);
  }

  @Override
  public boolean killsLogPrograms() {
    return true;
  }

  @Override
  public String name() {
    return "httpd";
  }

  @Override
  public Map<String, String> products() {
    return products;
  }

  private static Map<String, String> products(Path program) {
    try {
      Process asked = new ProcessBuilder(program.toString(), "-v").start();
      String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher version = VERSION.matcher(said);
      if (!version.find()) {
        throw new IllegalStateException("no version in: " + said);
      }
      String major = "Apache/" + version.group(1);
      String minor = major + "." + version.group(2);
      String minimal = minor + "." + version.group(3);
      Map<String, String> products = new LinkedHashMap<>();
      products.put("${SERVER}", minimal + " " + version.group(4));
      products.put("${SERVER:min}", minimal);
      products.put("${SERVER:minor}", minor);
      products.put("${SERVER:major}", major);
      products.put("${SERVER:prod}", "Apache");
      return products;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Server start(Scenario scenario, Workspace workspace) throws IOException {
    Files.writeString(
        workspace.root().resolve("conf/httpd.conf"),
        scenario.config(),
        StandardCharsets.ISO_8859_1);
    Path console = workspace.root().resolve("logs/console.log");
    Process process = launch(scenario, workspace, List.of("-DFOREGROUND"), console);
    try {
      return new Running(workspace, awaitPort(process, workspace, console));
    } catch (IOException | RuntimeException e) {
      stop(process);
      throw e;
    }
  }

  @Override
  public Outcome check(Scenario scenario, Item.Check check, Workspace workspace)
      throws IOException {
    String config = Escapes.decode(check.section().text());
    Files.writeString(
        workspace.root().resolve("conf/httpd.conf"), config, StandardCharsets.ISO_8859_1);
    Path console = workspace.root().resolve("logs/console.log");
    Files.deleteIfExists(workspace.root().resolve("logs/error.log"));
    boolean start = check.section().has("start");
    List<String> flags = start ? List.of("-DFOREGROUND") : check.flags();
    Process process = launch(scenario, workspace, flags, console);
    int exit = start ? exitOrUp(process, check, workspace) : exit(process);
    List<String> output = new ArrayList<>(lines(console));
    if (start) {
      output.addAll(lines(workspace.root().resolve("logs/error.log")));
    }
    return new Outcome(output, exit);
  }

  private Process launch(Scenario scenario, Workspace workspace, List<String> flags, Path console)
      throws IOException {
    Path root = workspace.root();
    Path preamble = Preamble.write(scenario, workspace);
    // prefork ends its whole process group, which must not be ours.
    List<String> command = new ArrayList<>(List.of("setsid", program.toString()));
    command.addAll(flags);
    command.addAll(List.of("-f", root + "/conf/httpd.conf", "-C", "Include " + preamble));
    ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
    builder.environment().clear();
    builder.environment().putAll(Preamble.ENVIRONMENT);
    return builder.redirectErrorStream(true).redirectOutput(console.toFile()).start();
  }

  private static Process awaitPort(Process process, Workspace workspace, Path console)
      throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (answers(workspace)) {
        awaitNotice(workspace);
        return process;
      }
      pause();
    }
    List<String> said = new ArrayList<>(lines(console));
    said.addAll(lines(workspace.root().resolve("logs/error.log")));
    throw new IOException("httpd did not start: " + String.join("\n", said));
  }

  /** Lets the server finish its messages about the start, if it writes them to the usual log. */
  private static void awaitNotice(Workspace workspace) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_NOTICE_MILLIS);
    while (!saysThatItRuns(workspace) && System.nanoTime() < deadline) {
      pause();
    }
  }

  private static boolean saysThatItRuns(Workspace workspace) throws IOException {
    return lines(workspace.root().resolve("logs/error.log")).stream()
        .anyMatch(line -> line.contains("AH00094"));
  }

  /** The exit status of a server that does not start; one that does is stopped. */
  private static int exitOrUp(Process process, Item.Check check, Workspace workspace)
      throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (saysThatItRuns(workspace)) {
        awaitChildren(check, workspace);
        stop(process);
        return 0;
      }
      pause();
    }
    return exit(process);
  }

  /** What its children say at their beginning comes when it runs already. */
  private static void awaitChildren(Item.Check check, Workspace workspace) throws IOException {
    Section expected = check.output();
    List<String> ids =
        expected == null
            ? List.of()
            : MESSAGE.matcher(expected.text()).results().map(MatchResult::group).toList();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!ids.stream().allMatch(isIn(workspace)) && System.nanoTime() < deadline) {
      pause();
    }
  }

  private static Predicate<String> isIn(Workspace workspace) throws IOException {
    return String.join("\n", lines(workspace.root().resolve("logs/error.log")))::contains;
  }

  private static boolean answers(Workspace workspace) {
    try {
      new SocketWire("127.0.0.1", workspace.port(1), "127.0.0.1").close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
  }

  private static int exit(Process process) throws IOException {
    try {
      if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("httpd did not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Ends a server and its children: its parent process forwards the signal to them. */
  private static void stop(Process process) throws IOException {
    process.destroy();
    exit(process);
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.ISO_8859_1) : List.of();
  }

  private record Running(Workspace workspace, Process process) implements Server {
    @Override
    public Wire connect(String host, int port, String from) throws IOException {
      return new SocketWire(host, port, from);
    }

    @Override
    public List<String> errorLog() throws IOException {
      return lines(workspace.root().resolve("logs/error.log"));
    }

    @Override
    public void close() throws IOException {
      stop(process);
    }
  }
}
