package io.stoker.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A server root of its own for {@code bin/stoker} of the unpacked distribution, and the processes
 * started with it, which are ended on close.
 */
public final class Installed implements AutoCloseable {

  /** How long to wait for something that has to happen: only a broken server takes so long. */
  private static final long PATIENCE_SECONDS = 120;

  /** A test that is slow for a while keeps its connections, unless its site says otherwise. */
  private static final List<String> PATIENT = List.of("-C", "KeepAliveTimeout 300");

  /** What a command left. */
  public record Result(int status, String out, String err) {}

  /** Configuration that every site needs; {@code %d} is the port. */
  private static final String BASE =
      """
      Listen 127.0.0.1:%d
      ServerName localhost
      LoadModule mpm_event_module modules/mod_mpm_event.so
      LoadModule authz_core_module modules/mod_authz_core.so
      LoadModule dir_module modules/mod_dir.so
      PidFile logs/httpd.pid
      DocumentRoot htdocs
      ErrorLog logs/error_log
      <IfModule unixd_module>
      User www-data
      Group www-data
      </IfModule>
      """;

  private final Path root;
  private final int port = Ports.free();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<Process> started = new ArrayList<>();

  /**
   * Makes {@code conf}, {@code logs} and {@code htdocs} below a folder.
   *
   * @param root absolute; other users must be able to enter what lies above it
   */
  public Installed(Path root) {
    this.root = root;
    try {
      for (String folder : List.of("conf", "logs", "htdocs")) {
        Files.createDirectories(root.resolve(folder));
      }
      for (Path p = root; p != null && p.toString().contains("junit"); p = p.getParent()) {
        Files.setPosixFilePermissions(p, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      Files.writeString(root.resolve("htdocs/index.html"), "hello\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    configure("");
    // Several tests may run on one machine: no fixed port for the management plane.
    environment.put("SERVER_PORT", "0");
    // None of them lives long enough to be worth the second compiler: half of what a start costs.
    environment.put("STOKER_JVM_FLAGS", "-XX:TieredStopAtLevel=1");
  }

  public Path root() {
    return root;
  }

  public int port() {
    return port;
  }

  /** Sets an environment variable for commands to come. */
  public Installed with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Writes {@code conf/httpd.conf}: what every site needs, and these lines. */
  public Installed configure(String lines) {
    return write("conf/httpd.conf", BASE.formatted(port) + lines);
  }

  public Installed write(String file, String text) {
    try {
      Files.writeString(root.resolve(file), text, StandardCharsets.UTF_8);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file below the root; empty where there is none. */
  public String read(String file) {
    try {
      Path path = root.resolve(file);
      return Files.exists(path) ? Files.readString(path, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs {@code bin/stoker -d ROOT} with these words to its end. */
  public Result stoker(String... words) {
    List<String> command =
        new ArrayList<>(List.of(Installation.home() + "/bin/stoker", "-d", root.toString()));
    command.addAll(List.of(words));
    return run(command);
  }

  /** Runs a command to its end, without terminal, in the root. */
  public Result run(List<String> command) {
    Process process = start(command, root.resolve("out"), root.resolve("err"));
    await(process);
    return new Result(process.exitValue(), read("out"), read("err"));
  }

  /** Starts {@code bin/stoker -D FOREGROUND} and waits until it serves. */
  public Process serve(String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Installation.home() + "/bin/stoker", "-d", root.toString(), "-D", "FOREGROUND"));
    command.addAll(PATIENT);
    command.addAll(List.of(words));
    Process process = start(command, root.resolve("out"), root.resolve("err"));
    awaitThat("the server serves", () -> !process.isAlive() || isConfigured(process.pid()));
    if (!process.isAlive()) {
      throw new AssertionError("the server ended: " + read("err") + read("out"));
    }
    return process;
  }

  private boolean isConfigured(long pid) {
    return read("logs/httpd.pid").strip().equals(Long.toString(pid))
        && read("logs/error_log").contains("[pid " + pid + ":")
        && read("logs/error_log").contains("resuming normal operations");
  }

  /** Starts a command with its output in files. */
  public Process start(List<String> command, Path out, Path err) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(root.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().remove("STOKER_HOME");
      builder.environment().putAll(environment);
      Process process = builder.start();
      started.add(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the end of a process. */
  public static void await(Process process) {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("still running: " + process.info().commandLine().orElse("?"));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until something of another process can be seen, which has no other way to tell. */
  public void awaitThat(String what, BooleanSupplier seen) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!seen.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never: " + what + "\n" + read("logs/error_log") + read("err"));
      }
      Thread.onSpinWait();
      java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** The server that the pid file names, if it runs. */
  public Optional<ProcessHandle> server() {
    String pid = read("logs/httpd.pid").strip();
    return !pid.matches("\\d+")
        ? Optional.empty()
        : ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive);
  }

  /** Sends a signal by its name, such as {@code USR1}. */
  public static void signal(long pid, String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
      await(kill);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends what was started here: by its number, and what its pid file names. */
  @Override
  public void close() {
    started.forEach(Installed::end);
    server().ifPresent(ProcessHandle::destroyForcibly);
  }

  private static void end(@Nullable Process process) {
    if (process != null && process.isAlive()) {
      process.destroyForcibly();
      await(process);
    }
  }
}
