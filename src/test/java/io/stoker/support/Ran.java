package io.stoker.support;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a program left: its exit status and what it said. */
record Ran(int status, String out, String err) {

  /** A support program of ours. */
  static Ran ours(String input, String name, String... words) {
    return ours(SupportPrograms.named(name), bytes(input), words);
  }

  static Ran ours(SupportProgram program, InputStream in, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(in, stream(out), stream(err));
    int status = program.run(List.of(words), terminal);
    return new Ran(status, text(out), text(err));
  }

  static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.ISO_8859_1);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  /** The same with the name that the program was called by in short. */
  Ran named(Path program, String name) {
    return new Ran(status, out, err.replace(program + ":", name + ":"));
  }

  /** A program of this machine, in a folder. */
  static Ran theirs(Path folder, String input, Path program, String... words) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(words));
    try {
      Path in = Files.createTempFile(folder, "in", "");
      Path out = Files.createTempFile(folder, "out", "");
      Path err = Files.createTempFile(folder, "err", "");
      Files.writeString(in, input, StandardCharsets.ISO_8859_1);
      int status =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start()
              .waitFor();
      Ran ran = new Ran(status, read(out), read(err));
      for (Path file : List.of(in, out, err)) {
        Files.delete(file);
      }
      return ran;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
