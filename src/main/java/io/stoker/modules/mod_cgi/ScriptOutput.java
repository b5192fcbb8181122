package io.stoker.modules.mod_cgi;

import io.stoker.api.Bodies;
import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.api.ScriptHeader;
import io.stoker.modules.mod_cgi.ScriptProcess.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a script says: lines of a header first, then content. Its complaints go to the log. */
final class ScriptOutput implements ScriptHeader.Lines, Bodies.Pieces {

  /** Of what is left of a failed script's output for ScriptLog. */
  private static final int MOST_NOTED = 64 * 1024;

  private final Exchange x;
  private final Variant variant;
  private final ScriptProcess script;
  private final Duration timeout;
  private final Runnable forget;
  private ByteBuffer current = ByteBuffer.allocate(0);
  private boolean over;
  private String malformed = "";

  /** The output of a program that was started; it ends when the client is gone. */
  ScriptOutput(Exchange x, Variant variant, ScriptProcess script) {
    this.x = x;
    this.variant = variant;
    this.script = script;
    this.timeout = ScriptTimeout.of(x, variant);
    this.forget = x.connection().whenClosed(script::close);
  }

  @Override
  public @Nullable String next(int limit) throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < limit) {
      if (!current.hasRemaining() && !fill()) {
        // A line without end is none.
        return null;
      }
      char c = (char) (current.get() & 0xff);
      line.append(c);
      if (c == '\n') {
        break;
      }
    }
    return line.toString();
  }

  @Override
  public void malformed(String line) {
    malformed = line;
  }

  /** The line of the header that was no field, or empty. */
  String malformed() {
    return malformed;
  }

  @Override
  public @Nullable ByteBuffer next() throws IOException {
    if (current.hasRemaining()) {
      ByteBuffer rest = current.slice();
      current = ByteBuffer.allocate(0);
      return rest;
    }
    try {
      if (!fill()) {
        return null;
      }
    } catch (ScriptProcess.Gone e) {
      // There is nobody to be told that this is not all.
      return null;
    }
    ByteBuffer piece = current;
    current = ByteBuffer.allocate(0);
    return piece;
  }

  /** Waits for more; false at the end. */
  private boolean fill() throws IOException {
    while (!over) {
      Event event;
      try {
        event = script.next(timeout);
      } catch (ScriptTimeout.Passed e) {
        tellTimeout();
        throw e;
      }
      switch (event) {
        case Event.Output(ByteBuffer bytes) -> {
          current = bytes;
          return true;
        }
        case Event.Complaint(String line) -> complain(line);
        case Event.End end -> over = true;
      }
    }
    return false;
  }

  private void complain(String line) {
    ScriptFaults.said(x, variant, line);
  }

  private void tellTimeout() {
    if (variant == Variant.CGID) {
      return;
    }
    x.log(
        LogMessage.warn("cgi", "AH01220", "Timeout waiting for output from CGI script %s"),
        String.valueOf(x.filename()));
  }

  /** Lets it speak to the end and forgets what it says. */
  void discard() {
    try {
      while (next() != null) {
        // forgotten
      }
    } catch (IOException e) {
      // It was told, or nobody is there to be told.
    }
  }

  /** What is left of its output, up to some length. */
  String rest() {
    StringBuilder all = new StringBuilder();
    try {
      for (ByteBuffer piece = next(); piece != null; piece = next()) {
        if (all.length() < MOST_NOTED) {
          all.append(StandardCharsets.ISO_8859_1.decode(piece));
        }
      }
    } catch (IOException e) {
      // That is all of it.
    }
    return all.toString();
  }

  /** Ends the script where it has not ended by itself. */
  @Override
  public void close() {
    forget.run();
    script.close();
  }
}
