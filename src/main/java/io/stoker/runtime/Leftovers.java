package io.stoker.runtime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Configurations that were taken shortly before the process ended, too late for the history: a
 * server has to stop within a second, and the first commit of a process takes longer. They wait in
 * a file beside the repository for the next process, which writes them first.
 */
final class Leftovers {

  private static final String PREFIX = "leftovers-";

  private Leftovers() {}

  /** Keeps some in a history's folder, which is made where there is none. */
  static void keep(List<Applied> all, Path folder) throws IOException {
    ConfigHistory.makeFolder(folder);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(all.size());
    for (Applied one : all) {
      write(one, out);
    }
    Path half = Files.createTempFile(folder, "new-", null);
    Files.write(half, bytes.toByteArray());
    String name = PREFIX + System.currentTimeMillis() + "-" + ProcessHandle.current().pid();
    Files.move(half, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The files in a history's folder, the oldest first. */
  static List<Path> find(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().startsWith(PREFIX)).sorted().toList();
    }
  }

  /** Reads one of them. */
  static List<Applied> read(Path file) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)));
    List<Applied> all = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      all.add(one(in));
    }
    return all;
  }

  private static void write(Applied one, DataOutputStream out) throws IOException {
    out.writeLong(one.generation());
    out.writeLong(one.at().getEpochSecond());
    out.writeInt(one.at().getNano());
    write(one.cause().how().name(), out);
    write(one.cause().who(), out);
    write(one.commandLine(), out);
    out.writeInt(one.files().size());
    for (Map.Entry<String, String> file : one.files().entrySet()) {
      write(file.getKey(), out);
      write(file.getValue(), out);
    }
    out.writeInt(one.why().size());
    for (String line : one.why()) {
      write(line, out);
    }
  }

  private static Applied one(DataInputStream in) throws IOException {
    long generation = in.readLong();
    Instant at = Instant.ofEpochSecond(in.readLong(), in.readInt());
    // The signal is for the log's words, which were written then.
    Cause cause = new Cause(Cause.How.valueOf(text(in)), text(in), null, null);
    String commandLine = text(in);
    Map<String, String> files = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      files.put(text(in), text(in));
    }
    List<String> why = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      why.add(text(in));
    }
    return new Applied(generation, at, cause, commandLine, files, why);
  }

  private static void write(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
