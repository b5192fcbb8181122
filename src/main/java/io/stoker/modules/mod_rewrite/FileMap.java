package io.stoker.modules.mod_rewrite;

import io.stoker.api.LogMessage;
import io.stoker.api.SystemError;
import io.stoker.files.FileInfo;
import io.stoker.files.Lookup;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * {@code txt:}, {@code rnd:} and {@code dbm:}: a file of keys and values, held in memory until it
 * changes.
 */
final class FileMap implements RewriteMap.OfFile {

  /** The kinds of file, with the words of the log. */
  enum Kind {
    TXT(
        "txt",
        LogMessage.error(
            "rewrite", "AH00661", "mod_rewrite: can't access text RewriteMap file %s")),
    RND(
        "rnd",
        LogMessage.error(
            "rewrite", "AH00661", "mod_rewrite: can't access text RewriteMap file %s")),
    DBM(
        "dbm",
        LogMessage.error("rewrite", "AH00662", "mod_rewrite: can't access DBM RewriteMap file %s"));

    final String word;
    final LogMessage unreadable;

    Kind(String word, LogMessage unreadable) {
      this.word = word;
      this.unreadable = unreadable;
    }
  }

  private record Loaded(FileInfo file, Map<String, String> values) {}

  private static final LogMessage BROKEN =
      LogMessage.error("rewrite", "STK0621", "RewriteMap file %s cannot be read: %s");

  private final Kind kind;
  private final String path;
  private final MapFormat format;
  private volatile @Nullable Loaded loaded;

  /**
   * @param path what is read
   */
  FileMap(Kind kind, String path, MapFormat format) {
    this.kind = kind;
    this.path = path;
    this.format = format;
  }

  @Override
  public @Nullable String lookup(RuleRun run, String name, String key) {
    Lookup seen = run.x().files().stat(path);
    if (!(seen instanceof Lookup.Found(FileInfo info))) {
      run.x().log(SystemError.of(seen), kind.unreadable, path);
      return null;
    }
    Map<String, String> values = values(run, info);
    String value = values.get(key);
    String shown = kind == Kind.DBM ? "[dbm]" : "[txt]";
    if (value == null) {
      MapLog.failed(run, name, shown, key);
      return null;
    }
    MapLog.found(run, name, shown, key, value);
    return kind == Kind.RND ? one(run, value) : value;
  }

  private Map<String, String> values(RuleRun run, FileInfo info) {
    Loaded before = loaded;
    if (before != null && before.file.equals(info)) {
      return before.values;
    }
    try {
      Map<String, String> read = format.read(run.x().files().readAll(path));
      loaded = new Loaded(info, read);
      return read;
    } catch (IOException e) {
      run.x().log(BROKEN, path, String.valueOf(e.getMessage()));
      return Map.of();
    }
  }

  /** One of the values between bars, at random. */
  private static String one(RuleRun run, String values) {
    run.x().unplannable("a random value of a map");
    String[] all = values.split("\\|", -1);
    String chosen = all[ThreadLocalRandom.current().nextInt(all.length)];
    run.trace().log(5, null, "randomly chosen the subvalue `%s'", chosen);
    return chosen;
  }
}
