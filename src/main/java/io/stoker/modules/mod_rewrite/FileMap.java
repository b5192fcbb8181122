package io.stoker.modules.mod_rewrite;

import io.stoker.api.LogMessage;
import io.stoker.api.SystemError;
import io.stoker.files.FileInfo;
import io.stoker.files.Lookup;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * {@code txt:}, {@code rnd:} and {@code dbm:}: a file of keys and values, held in memory until it
 * changes.
 */
final class FileMap implements RewriteMap.OfFile {

  /** The kinds of file, with the words of the log. */
  enum Kind {
    TXT("txt", MapFormat.TEXT, CANNOT_OPEN_TEXT),
    RND("rnd", MapFormat.TEXT, CANNOT_OPEN_TEXT),
    DBM("dbm", MapFormat.DBM, CANNOT_OPEN_DBM);

    final String word;
    private final MapFormat format;
    private final LogMessage unreadable;

    Kind(String word, MapFormat format, LogMessage unreadable) {
      this.word = word;
      this.format = format;
      this.unreadable = unreadable;
    }
  }

  /**
   * The file as it was read.
   *
   * @param asked the keys that were looked up before, for the trace: httpd remembers single keys
   */
  private record Loaded(FileInfo file, Map<String, String> values, Set<String> asked) {}

  private static final LogMessage CANNOT_OPEN_TEXT =
      LogMessage.error("rewrite", "AH00655", "mod_rewrite: can't open text RewriteMap file %s");
  private static final LogMessage CANNOT_OPEN_DBM =
      LogMessage.error("rewrite", "AH00656", "mod_rewrite: can't open DBM RewriteMap %s");
  private static final LogMessage NO_TEXT =
      LogMessage.error("rewrite", "AH00661", "mod_rewrite: can't access text RewriteMap file %s");
  private static final LogMessage NO_DBM =
      LogMessage.error("rewrite", "AH00662", "mod_rewrite: can't access DBM RewriteMap file %s");
  private static final LogMessage NO_SECOND_DBM =
      LogMessage.error("rewrite", "AH00663", "mod_rewrite: can't access DBM RewriteMap file %s");

  private final Kind kind;
  private final List<String> paths;
  private volatile @Nullable Loaded loaded;

  /**
   * @param paths the files that have to be there; the last of them has the values
   */
  FileMap(Kind kind, List<String> paths) {
    this.kind = kind;
    this.paths = List.copyOf(paths);
  }

  @Override
  public @Nullable String lookup(RuleRun run, String name, String key) {
    FileInfo info = look(run);
    if (info == null) {
      return null;
    }
    Loaded now = loaded(run, info);
    String value = now.values.get(key);
    trace(run, name, key, now, value);
    if (value == null || value.isEmpty()) {
      return null;
    }
    return kind == Kind.RND ? one(run, value) : value;
  }

  /** What the file with the values is now; null where one is missing, which is logged. */
  private @Nullable FileInfo look(RuleRun run) {
    FileInfo last = null;
    for (String path : paths) {
      Lookup seen = run.x().files().stat(path);
      if (!(seen instanceof Lookup.Found(FileInfo info))) {
        run.x().log(SystemError.of(seen), missing(path), path);
        return null;
      }
      last = info;
    }
    return last;
  }

  private LogMessage missing(String path) {
    if (kind != Kind.DBM) {
      return NO_TEXT;
    }
    return path.equals(paths.getFirst()) ? NO_DBM : NO_SECOND_DBM;
  }

  private Loaded loaded(RuleRun run, FileInfo info) {
    Loaded before = loaded;
    if (before != null && before.file.equals(info)) {
      return before;
    }
    try {
      Map<String, String> values = kind.format.read(run.x().files().readAll(paths.getLast()));
      Loaded now = new Loaded(info, values, ConcurrentHashMap.newKeySet());
      loaded = now;
      return now;
    } catch (IOException e) {
      run.x().log(e, kind.unreadable, paths.getLast());
      return new Loaded(info, Map.of(), ConcurrentHashMap.newKeySet());
    }
  }

  private void trace(RuleRun run, String name, String key, Loaded now, @Nullable String value) {
    if (!run.trace().at(5)) {
      return;
    }
    String shown = kind == Kind.DBM ? "[dbm]" : "[txt]";
    if (!now.asked.add(key)) {
      MapLog.cached(run, name, shown, key, value == null ? "" : value);
      return;
    }
    MapLog.forced(run);
    if (value == null) {
      MapLog.failed(run, name, shown, key);
    } else {
      MapLog.found(run, name, shown, key, value);
    }
  }

  /** One of the values between bars, at random where there are several. */
  private static String one(RuleRun run, String values) {
    String[] all = values.split("\\|", -1);
    String chosen = all[0];
    if (all.length > 1) {
      run.x().unplannable("a random value of a map");
      chosen = all[ThreadLocalRandom.current().nextInt(all.length)];
    }
    run.trace().log(5, null, "randomly chosen the subvalue `%s'", chosen);
    return chosen;
  }
}
