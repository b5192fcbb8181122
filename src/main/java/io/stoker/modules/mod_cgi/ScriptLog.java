package io.stoker.modules.mod_cgi;

import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import io.stoker.api.Arg;
import io.stoker.api.Directive;
import io.stoker.api.Exchange;
import io.stoker.api.Mergeable;
import io.stoker.api.Numbers;
import io.stoker.api.Slot;
import io.stoker.files.ByteNames;
import io.stoker.logging.Strftime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ScriptLog: what scripts did wrong, and what was said to them. What goes wrong here is not told,
 * since there would be no end of it.
 *
 * @param file one byte a char, absolute; null for no log
 * @param length bytes that the log may have before nothing is added any more
 * @param buffer bytes of the request's content that are noted
 */
record ScriptLog(@Nullable String file, long length, int buffer) implements Mergeable<ScriptLog> {

  static final ScriptLog NONE = new ScriptLog(null, 10_385_760, 1024);

  static final Slot<ScriptLog> SLOT = Slot.server(NONE);

  private static final Strftime TIME = new Strftime("%a %b %d %H:%M:%S %Y");

  static List<Directive> rows() {
    Arg<Long> number = Arg.of("bytes", Arg.Kind.BYTES, (word, cmd) -> Numbers.leadingLong(word));
    return List.of(
        Directive.named("ScriptLog")
            .in(SERVER, VHOST)
            .help("a file for what scripts do wrong; for debugging only")
            .take(Arg.FILE, SLOT, (log, file) -> new ScriptLog(file, log.length, log.buffer)),
        Directive.named("ScriptLogLength")
            .in(SERVER, VHOST)
            .fallback("10385760")
            .help("bytes of ScriptLog from which on nothing is added")
            .take(number, SLOT, (log, bytes) -> new ScriptLog(log.file, bytes, log.buffer)),
        Directive.named("ScriptLogBuffer")
            .in(SERVER, VHOST)
            .fallback("1024")
            .help("bytes of the content of requests that ScriptLog notes")
            .take(
                number,
                SLOT,
                (log, bytes) -> new ScriptLog(log.file, log.length, (int) (long) bytes)));
  }

  /** As in httpd, a host that names a log of its own has nothing of the main server's. */
  @Override
  public ScriptLog over(ScriptLog parent) {
    return file == null ? parent : this;
  }

  /** Whether there is a log with room in it. */
  boolean isOpen() {
    Path path = file == null ? null : ByteNames.toPath(file);
    try {
      return path != null && (!Files.exists(path) || Files.size(path) <= length);
    } catch (IOException e) {
      return false;
    }
  }

  /** What was noted of a request's content while it went to the script. */
  boolean wantsContent() {
    return file != null && buffer > 0;
  }

  /** One line of what is wrong. */
  void error(Exchange x, int status, String text) {
    if (x.witness() != null) {
      return; // nothing of it is to last
    }
    append(head(x, status) + "%error\n" + text + "\n");
  }

  /**
   * A script whose header was no header.
   *
   * @param content the beginning of the request's content
   * @param bad the line that was no field, or empty
   * @param output what else the script said
   */
  void failure(Exchange x, int status, String content, String bad, String output) {
    StringBuilder text = new StringBuilder(head(x, status)).append("%request\n");
    x.in().all().forEach((name, value) -> text.append(name + ": " + value + "\n"));
    boolean posted = x.method().equals("POST") || x.method().equals("PUT");
    if (posted && !content.isEmpty()) {
      text.append('\n').append(content).append('\n');
    }
    text.append("%response\n");
    x.errorOut().forEach((name, value) -> text.append(name + ": " + value + "\n"));
    if (!bad.isEmpty()) {
      text.append(bad).append('\n');
    }
    if (!output.isEmpty()) {
      text.append("%stdout\n").append(output).append('\n');
    }
    append(text.toString());
  }

  private static String head(Exchange x, int status) {
    String now =
        TIME.format(Instant.ofEpochMilli(x.nowMicros() / 1000).atZone(ZoneId.systemDefault()));
    String query = x.query() == null ? "" : "?" + x.query();
    String file = String.valueOf(x.filename());
    return "%% ["
        + now
        + "] "
        + x.method()
        + " "
        + x.uri()
        + query
        + " "
        + x.version()
        + "\n%% "
        + status
        + " "
        + file
        + "\n";
  }

  private void append(String text) {
    Path path = file == null ? null : ByteNames.toPath(file);
    if (path == null || !isOpen()) {
      return;
    }
    try {
      Files.write(
          path,
          text.getBytes(StandardCharsets.ISO_8859_1),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      // See above.
    }
  }
}
