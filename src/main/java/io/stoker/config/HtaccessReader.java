package io.stoker.config;

import io.stoker.api.Core;
import io.stoker.api.LogMessage;
import io.stoker.api.Position;
import io.stoker.api.SlotValues;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the text of a {@code .htaccess} file into configuration. */
public interface HtaccessReader {

  /**
   * @param directory the directory the file stands in, with trailing slash
   * @param file path of the file, for messages
   * @param granted AllowOverride in force there
   * @param list AllowOverrideList in force there, lower case, or null
   * @return what the file says; its {@link Parsed#error} is the line for the log when it is wrong,
   *     which answers every request below with 500
   */
  Parsed read(
      String directory,
      String file,
      byte[] text,
      Core.AllowOverride granted,
      @Nullable Set<String> list);

  /**
   * A file read.
   *
   * @param warnings messages to log without failing (Nonfatal=…, deprecated directives)
   * @param lines what its lines said, for those who ask
   * @param errorAt the line that is wrong; null where none is, or it is not known
   */
  record Parsed(
      SlotValues values,
      @Nullable String error,
      List<Warning> warnings,
      List<Said> lines,
      @Nullable Position errorAt) {

    /** A file whose lines are not known. */
    public Parsed(SlotValues values, @Nullable String error, List<Warning> warnings) {
      this(values, error, warnings, List.of(), null);
    }
  }

  /** A message with its arguments. */
  record Warning(LogMessage message, List<Object> args) {}
}
