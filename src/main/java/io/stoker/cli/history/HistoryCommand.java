package io.stoker.cli.history;

import io.stoker.api.Core;
import io.stoker.config.ConfigLoader;
import io.stoker.config.FileEdits;
import io.stoker.config.LoadRequest;
import io.stoker.config.LoadResult;
import io.stoker.config.Snapshot;
import io.stoker.files.ByteNames;
import io.stoker.runtime.ConfigFiles;
import io.stoker.runtime.ConfigHistory;
import io.stoker.runtime.PidFile;
import io.stoker.runtime.Rollback;
import io.stoker.runtime.ServerSignal;
import io.stoker.runtime.ServerSignals;
import io.stoker.runtime.StateDirectory;
import io.stoker.runtime.view.Revision;
import io.stoker.runtime.view.SecretMask;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The configurations that were applied, from the command line: {@code history} lists them, {@code
 * diff} tells what changed, {@code rollback} makes the files what they were. They need no running
 * server.
 */
public final class HistoryCommand {

  /** The words on the command line that ask for this. */
  public static final Set<String> NAMES = Set.of("history", "diff", "rollback");

  private static final int LISTED = 20;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  private final LoadRequest request;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * A command.
   *
   * @param request for the configuration that the files belong to
   */
  public HistoryCommand(LoadRequest request, PrintStream out, PrintStream err) {
    this.request = request;
    this.out = out;
    this.err = err;
  }

  /**
   * Carries it out.
   *
   * @param name one of {@link #NAMES}
   * @param numbers what follows it: how many for {@code history}, revisions for the others
   * @return the exit status
   */
  public int run(String name, List<Long> numbers) {
    try {
      Path folder = folder();
      if (!Files.isDirectory(folder)) {
        err.println(name + ": there is no history in " + folder);
        return 1;
      }
      try (ConfigHistory history = ConfigHistory.open(folder)) {
        return switch (name) {
          case "history" -> list(history, numbers.isEmpty() ? LISTED : numbers.getFirst());
          case "diff" -> diff(history, numbers);
          default -> rollback(history, numbers);
        };
      }
    } catch (IOException e) {
      err.println(name + ": " + e.getMessage());
      return 1;
    }
  }

  /** Where ServerRoot cannot be told, since the configuration is broken, it is that of -d. */
  private Path folder() {
    Snapshot now = ConfigLoader.load(request.checking()).snapshot();
    String root = now == null ? request.serverRoot() : now.main().get(Core.SERVER_ROOT);
    return StateDirectory.history(root, null, request.environment());
  }

  private int list(ConfigHistory history, long limit) throws IOException {
    for (Revision r : history.waiting()) {
      print("-", r);
    }
    for (Revision r : history.list((int) Math.min(limit, Integer.MAX_VALUE))) {
      print(Long.toString(r.number()), r);
    }
    return 0;
  }

  private void print(String number, Revision r) {
    out.printf("%5s  %s  %-10s  %s%n", number, TIME.format(r.at()), r.how(), r.by());
  }

  private int diff(ConfigHistory history, List<Long> numbers) throws IOException {
    if (numbers.isEmpty()) {
      err.println("diff: one revision, or two");
      return 1;
    }
    long first = numbers.getFirst();
    boolean one = numbers.size() == 1;
    String text =
        history.diff(one ? first - 1 : first, one ? first : numbers.get(1), SecretMask.NONE);
    if (text == null) {
      err.println("diff: there is no such revision");
      return 1;
    }
    out.print(ByteNames.fromText(text));
    return 0;
  }

  private int rollback(ConfigHistory history, List<Long> numbers) throws IOException {
    Rollback back =
        numbers.size() == 1 ? Rollback.to(numbers.getFirst(), history, this::filesWith) : null;
    if (back == null) {
      err.println("rollback: one revision of the history");
      return 1;
    }
    FileEdits edits = back.edits();
    LoadResult after = ConfigLoader.load(request.checking().withEdits(edits));
    Snapshot snapshot = after.snapshot();
    if (snapshot == null) {
      err.println(after.text());
      err.println("rollback: the former configuration has an error now; nothing was changed");
      return 1;
    }
    List<String> readOnly = ConfigFiles.readOnly(edits);
    if (!readOnly.isEmpty()) {
      readOnly.forEach(file -> err.println("rollback: " + file + " may not be written"));
      return 1;
    }
    // What was never applied is not lost.
    back.keepUnsaved(history, Instant.now()).forEach(copy -> out.println("kept: " + copy));
    ConfigFiles.write(edits);
    edits.written().keySet().forEach(file -> out.println("written: " + file));
    edits.removed().forEach(file -> out.println("removed: " + file));
    Long pid = PidFile.of(snapshot.main()).running();
    if (pid != null) {
      ServerSignals.send(pid, ServerSignal.GRACEFUL);
    }
    return 0;
  }

  private Set<String> filesWith(FileEdits edits) {
    return ConfigLoader.load(request.checking().withEdits(edits)).report().files().keySet();
  }
}
