package io.stoker.modules.mod_cgi;

import io.stoker.api.Core;
import io.stoker.api.Exchange;
import io.stoker.api.ProgramLimits;
import io.stoker.api.SystemError;
import io.stoker.files.ByteNames;
import io.stoker.files.Disk;
import io.stoker.files.Errno;
import io.stoker.files.OpenFile;
import io.stoker.http.Escapes;
import io.stoker.http.Scan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a program is started: words, environment and limits. All text is octets, one a char. What the
 * JVM's encoding cannot express of it goes through a shell, in ASCII.
 *
 * @param words program and arguments
 * @param directory where it runs
 * @param environment with names that a shell can take
 */
record ScriptCommand(
    List<String> words, String directory, Map<String, String> environment, ProgramLimits limits) {

  /** How many words of a query a program is given at most. */
  private static final int MOST_WORDS = 4096;

  private static final List<String> PRLIMIT = List.of("/usr/bin/prlimit", "/bin/prlimit");

  private static final String SHELL = "/bin/sh";

  private static final Charset JVM =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"), Charset.defaultCharset());

  /** The script that a request is for; words of a query without {@code =} are its arguments. */
  static ScriptCommand ofScript(Exchange x, String file) {
    List<String> words = new ArrayList<>(List.of(file));
    String query = x.query();
    if (query != null && !query.isEmpty() && query.indexOf('=') < 0) {
      for (String word : query.split("\\+", MOST_WORDS)) {
        words.add(Escapes.shell(unescape(word)));
      }
    }
    return of(x, words);
  }

  /** A command for the shell. */
  static ScriptCommand ofShell(Exchange x, String command) {
    return of(x, List.of(SHELL, "-c", command));
  }

  private static ScriptCommand of(Exchange x, List<String> words) {
    String file = String.valueOf(x.filename());
    Map<String, String> environment = new LinkedHashMap<>();
    x.env().forEach((name, value) -> environment.put(shellName(name), value));
    String zone = x.processEnv("TZ");
    if (zone != null) {
      environment.put("TZ", zone);
    }
    return new ScriptCommand(
        words,
        file.substring(0, file.lastIndexOf('/') + 1),
        environment,
        x.config(Core.PROGRAM_LIMITS));
  }

  /** Up to a NUL, which no argument can hold; what is no escape stays as it is. */
  private static String unescape(String word) {
    StringBuilder out = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean escape =
          c == '%'
              && i + 2 < word.length()
              && Character.digit(word.charAt(i + 1), 16) >= 0
              && Character.digit(word.charAt(i + 2), 16) >= 0;
      if (escape) {
        c = (char) Integer.parseInt(word.substring(i + 1, i + 3), 16);
        i += 2;
      }
      if (c == '\0') {
        break;
      }
      out.append(c);
    }
    return out.toString();
  }

  /** Letters, digits and underscores, no digit first. */
  private static String shellName(String name) {
    StringBuilder out = new StringBuilder(name);
    for (int i = 0; i < out.length(); i++) {
      char c = out.charAt(i);
      boolean fits = c == '_' || (Scan.isAlnum(c) && (i > 0 || !Scan.isDigit(c)));
      if (!fits) {
        out.setCharAt(i, '_');
      }
    }
    return out.toString();
  }

  /**
   * Starts the program with three pipes.
   *
   * @throws IOException a {@link SystemError} where the system would not run it
   */
  Process start() throws IOException {
    check(words.getFirst());
    List<String> run = new ArrayList<>(limited(words));
    Map<String, String> set = new LinkedHashMap<>();
    Map<String, String> late = new LinkedHashMap<>();
    environment.forEach(
        (name, value) -> {
          String text = text(value);
          if (text == null) {
            late.put(name, value);
          } else {
            set.put(name, text);
          }
        });
    Path at = ByteNames.toPath(directory);
    if (at == null || !late.isEmpty() || run.stream().anyMatch(word -> text(word) == null)) {
      run = List.of(SHELL, "-c", shell(run, late));
    } else {
      run.replaceAll(word -> String.valueOf(text(word)));
    }
    ProcessBuilder builder = new ProcessBuilder(run);
    builder.directory(at == null ? null : at.toFile());
    builder.environment().clear();
    builder.environment().putAll(set);
    return builder.start();
  }

  /** Changes the directory, sets what is missing, becomes the program; in ASCII. */
  private String shell(List<String> run, Map<String, String> late) {
    StringBuilder script = new StringBuilder();
    assign(script, "d", directory);
    script.append("cd -- \"$d\"; unset PWD OLDPWD; ");
    late.forEach(
        (name, value) -> {
          assign(script, name, value);
          script.append("export ").append(name).append("; ");
        });
    StringBuilder exec = new StringBuilder("exec");
    for (int i = 0; i < run.size(); i++) {
      assign(script, "w" + i, run.get(i));
      exec.append(" \"$w").append(i).append('"');
    }
    return script.append(exec).toString();
  }

  /** Sets a variable of the shell; the point keeps line feeds at the end. */
  private static void assign(StringBuilder script, String variable, String octets) {
    script.append(variable).append("=$(printf '%b.' '");
    for (char c : octets.toCharArray()) {
      script.append("\\0%03o".formatted((int) c));
    }
    script.append("'); ").append(variable).append("=${").append(variable).append("%.}; ");
  }

  private List<String> limited(List<String> command) throws IOException {
    List<String> options = new ArrayList<>();
    option(options, "--cpu=", limits.cpu());
    option(options, "--as=", limits.memory());
    option(options, "--nproc=", limits.processes());
    if (options.isEmpty()) {
      return command;
    }
    String program =
        PRLIMIT.stream()
            .filter(path -> Files.isExecutable(Path.of(path)))
            .findFirst()
            .orElseThrow(() -> new SystemError(Errno.ENOENT.number()));
    List<String> all = new ArrayList<>(List.of(program));
    all.addAll(options);
    all.add("--");
    all.addAll(command);
    return all;
  }

  /** {@code soft:hard}; what is left out stays as it is. */
  private static void option(
      List<String> options, String name, ProgramLimits.@Nullable Limit limit) {
    if (limit == null) {
      return;
    }
    String hard = limit.hard() == 0 ? "" : Long.toString(limit.hard());
    if (limit.soft() > 0) {
      options.add(name + limit.soft() + ":" + hard);
    } else if (limit.hard() > 0) {
      options.add(name + ":" + hard);
    }
  }

  /** What the system says to a file that it does not run; Java would give it to a shell. */
  private static void check(String program) throws IOException {
    byte[] magic = new byte[4];
    ByteBuffer head = ByteBuffer.wrap(magic);
    if (Disk.system().open(program) instanceof io.stoker.files.Opened.Open(OpenFile file)) {
      try (file) {
        file.read(head, 0);
      }
      boolean known =
          (magic[0] == '#' && magic[1] == '!')
              || new String(magic, StandardCharsets.ISO_8859_1).equals("\u007fELF");
      if (!known && Files.isExecutable(pathOf(program))) {
        throw new SystemError(Errno.ENOEXEC.number());
      }
    }
  }

  private static Path pathOf(String program) throws IOException {
    Path path = ByteNames.toPath(program);
    if (path == null) {
      throw new SystemError(Errno.ENOEXEC.number());
    }
    return path;
  }

  /** The text that the JVM makes these octets of, or null where there is none. */
  private static @Nullable String text(String octets) {
    try {
      CharBuffer text =
          JVM.newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(ByteNames.bytes(octets)));
      return text.toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
