package io.stoker.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A real web server in front of others, to which it keeps connections open. */
public abstract sealed class Balancer implements AutoCloseable permits Nginx, ProxyingHttpd {

  private final Path program;
  private final Path folder;
  private final int port = Ports.free();
  private Process process;

  /**
   * One that does not run yet.
   *
   * @param folder an empty one of its own
   */
  Balancer(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /** The configuration in front of the servers that listen on these ports of this machine. */
  abstract String configuration(List<Integer> servers);

  /** The words for the program, to stay in the foreground. */
  abstract List<String> words();

  /** The name of the configuration below the folder. */
  abstract String file();

  /** Starts it, and returns when it passes on what a server answers. */
  public Balancer start(List<Integer> servers) {
    configure(servers);
    try {
      List<String> command = new java.util.ArrayList<>(List.of("setsid", program.toString()));
      command.addAll(words());
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("out").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    while (!answers()) {
      if (!process.isAlive()) {
        throw new AssertionError(said());
      }
      pause();
    }
    return this;
  }

  private boolean answers() {
    try (Client client = new Client(port)) {
      return client.get("/").code() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  final void configure(List<Integer> servers) {
    try {
      Files.writeString(folder.resolve(file()), configuration(servers));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  final Process process() {
    return process;
  }

  final Path folder() {
    return folder;
  }

  /** Where it listens. */
  public final int port() {
    return port;
  }

  /** What it complained about. */
  public final String said() {
    try {
      Path log = folder.resolve("error.log");
      return Files.readString(folder.resolve("out"))
          + (Files.exists(log) ? Files.readString(log) : "");
    } catch (IOException e) {
      return e.toString();
    }
  }

  static void pause() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      Installed.await(process);
    }
  }
}
