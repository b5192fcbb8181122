import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Checks or writes google-java-format over the Java files of the folders named. The build starts it
 * with the JDK that compiles, since the formatter parses with the compiler that it runs on: inside
 * a Maven on Java 17 it would not know Java 25.
 */
class Format {

  public static void main(String[] args) throws IOException {
    boolean write = args[0].equals("write");
    List<String> arguments =
        new ArrayList<>(
            write ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    for (String folder : List.of(args).subList(1, args.length)) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files.map(Path::toString).filter(f -> f.endsWith(".java")).sorted().forEach(arguments::add);
      }
    }
    int result =
        ToolProvider.findFirst("google-java-format")
            .orElseThrow()
            .run(System.out, System.err, arguments.toArray(String[]::new));
    if (result != 0) {
      System.err.println(
          write ? "google-java-format failed" : "not formatted: see above; mvn -Pformat validate");
      System.exit(1);
    }
  }
}
