package io.stoker.support;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * split-logfile: one log for several virtual hosts becomes one for each, {@code host.log} in the
 * working directory. Lines begin with the name of the host ({@code %v}).
 *
 * <p>Source: httpd manual, "split-logfile"; what it does was tried.
 */
final class SplitLogfile implements SupportProgram {

  private static final String DEFAULT = "access";

  private final Path folder;

  SplitLogfile() {
    this(Path.of(""));
  }

  SplitLogfile(Path folder) {
    this.folder = folder;
  }

  @Override
  public int perform(List<String> words, Terminal terminal) throws Failure {
    Map<String, OutputStream> logs = new HashMap<>();
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.ISO_8859_1));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        add(line, logs);
      }
      return 0;
    } catch (IOException e) {
      throw new Failure(255, "split-logfile: " + FileNames.words(e));
    } finally {
      logs.values().forEach(SplitLogfile::close);
    }
  }

  private void add(String line, Map<String, OutputStream> logs) throws Failure, IOException {
    int end = 0;
    while (end < line.length() && !isSpace(line.charAt(end))) {
      end++;
    }
    String host = line.substring(0, end).toLowerCase(Locale.ROOT);
    if (host.isEmpty() || host.indexOf('/') >= 0 || host.indexOf('\\') >= 0) {
      host = DEFAULT; // no name leads out of the folder
    }
    OutputStream log = logs.get(host);
    if (log == null) {
      log = open(host + ".log");
      logs.put(host, log);
    }
    while (end < line.length() && isSpace(line.charAt(end))) {
      end++;
    }
    if (end < line.length()) {
      log.write((line.substring(end) + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private OutputStream open(String name) throws Failure {
    try {
      return new BufferedOutputStream(
          Files.newOutputStream(
              folder.resolve(FileNames.path(name)),
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new Failure(255, "Can't open " + name + ": " + FileNames.words(e));
    }
  }

  private static void close(OutputStream log) {
    try {
      log.close();
    } catch (IOException e) {
      // What could be written was; there is nobody left to tell.
    }
  }
}
