package io.stoker.logging;

import io.stoker.api.DirectiveException;
import io.stoker.api.LogLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled ErrorLogFormat: fields that are divided by blanks and left out, together with what is
 * written next to them, when an item in them has nothing to say.
 *
 * <p>Source: httpd manual, core, ErrorLogFormat.
 */
public final class ErrorFormat {

  /** What a format is for. */
  public enum Use {
    /** Every message. */
    MESSAGE,
    /** The extra lines before the first message about a request or a connection. */
    INTRODUCTION
  }

  /** The default: httpd's line of a threaded server. */
  static final ErrorFormat FILE =
      own("[%{u}t] [%-m:%l] [pid %P:tid %T] %7F: %E: [client\\ %a] %M% ,\\ referer:\\ %{Referer}i");

  /** The default for syslog, which puts the time in front itself. */
  static final ErrorFormat SYSLOG =
      own("[%-m:%l] [pid %P:tid %T] %7F: %E: [client\\ %a] %M% ,\\ referer:\\ %{Referer}i");

  /**
   * @param beginsField whether a new field starts here
   * @param item null for the message
   * @param level shown only when the message's level is at least as talkative as this one
   * @param hyphen says {@code -} for nothing
   * @param required drops the line for nothing
   */
  record Part(
      boolean beginsField, @Nullable ErrorItem item, int level, boolean hyphen, boolean required) {}

  private final List<Part> parts;

  private ErrorFormat(List<Part> parts) {
    this.parts = parts;
  }

  /** Reads a format; what is wrong with it is said in httpd's words. */
  public static ErrorFormat compile(String text, Use use) throws DirectiveException {
    List<Part> parts = new ErrorFormatParser(text, use).parse();
    if (use == Use.MESSAGE && parts.stream().noneMatch(part -> part.item() == null)) {
      throw new DirectiveException("main ErrorLogFormat must contain message format string '%M'");
    }
    return new ErrorFormat(List.copyOf(parts));
  }

  private static ErrorFormat own(String text) {
    try {
      return compile(text, Use.MESSAGE);
    } catch (DirectiveException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The line without its end, empty when it is to be left out. */
  String line(ErrorEvent event) {
    StringBuilder out = new StringBuilder(200);
    int fieldStart = 0;
    boolean skipping = false;
    for (Part part : parts) {
      if (part.beginsField) {
        skipping = false;
        fieldStart = out.length();
      }
      if (part.item == null) {
        out.append(event.text());
        fieldStart = out.length();
        skipping = false;
        continue;
      }
      if (skipping) {
        continue;
      }
      String shown = isShown(part, event) ? part.item.of(event) : null;
      if ((shown != null && !shown.isEmpty()) || part.item instanceof ErrorItem.Literal) {
        out.append(shown);
      } else if (part.required) {
        return "";
      } else if (part.hyphen) {
        out.append('-');
      } else {
        out.setLength(fieldStart);
        skipping = true;
      }
    }
    return out.toString();
  }

  private static boolean isShown(Part part, ErrorEvent event) {
    LogLevel level = event.message() == null ? null : event.message().level();
    return level == null || part.level <= level.number();
  }
}
