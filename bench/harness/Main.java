package harness;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** bench/run: measures Stoker beside other servers, and writes a report. */
final class Main {

  private Main() {}

  public static void main(String[] args) throws Exception {
    Path project = Path.of(System.getProperty("bench.home")).getParent();
    Options options;
    try {
      options = Options.of(args, project);
    } catch (Options.Usage e) {
      if (e.getMessage() != null) {
        System.err.println("bench/run: " + e.getMessage());
      }
      System.err.printf(Options.USAGE, String.join(" ", Work.names()));
      System.exit(e.getMessage() == null ? 0 : 2);
      return;
    }
    Path work = Files.createTempDirectory("stoker-bench");
    // Servers read it as another user.
    Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  Daemon.closeAll();
                  delete(work);
                }));
    try {
      Bench bench = new Bench(options, work);
      run(bench);
      Path report = new Report(bench.samples, options.out()).write();
      System.out.println(Files.readString(report));
      System.out.println("-> " + report);
    } catch (IOException e) {
      System.err.println("bench/run: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void run(Bench bench) throws Exception {
    for (String part : bench.options.parts()) {
      switch (part) {
        case Works.PART -> new Works(bench).measure();
        case Calls.PART -> new Calls(bench).measure();
        case Costs.PART -> new Costs(bench).measure();
        case Idle.PART -> new Idle(bench).measure();
        case Start.PART -> new Start(bench).measure();
        case Tabs.PART -> new Tabs(bench).measure();
        default -> throw new IllegalArgumentException(part);
      }
    }
  }

  private static void delete(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
              Files.delete(dir);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      System.err.println("bench/run: left behind: " + folder + ": " + e);
    }
  }
}
