package io.stoker.logging;

import io.stoker.api.Exchange;
import io.stoker.http.Escapes;
import io.stoker.http.Ipv6;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The letters of ErrorLogFormat. */
final class ErrorItems {

  private static final long PID = ProcessHandle.current().pid();

  private ErrorItems() {}

  /** The item of a letter, or null where there is none. */
  static @Nullable ErrorItem of(char letter, String argument) {
    return switch (letter) {
      case 'a' -> client(argument);
      case 'A' -> ofRequest(ErrorItems::local);
      case 'e' -> escaped(x -> x.env().get(argument));
      case 'E' -> ErrorEvent::cause;
      case 'F' -> event -> caller();
      case 'i' -> escaped(x -> x.in().get(argument));
      case 'k' -> ofRequest(x -> Integer.toString(x.connection().requestsServed()));
      case 'l' -> event -> event.message() == null ? null : event.message().level().word();
      case 'L' -> logId(argument);
      case 'm' -> event -> event.message() == null ? null : event.message().module();
      case 'n' -> escaped(x -> x.notes().get(argument));
      case 'P' -> event -> Long.toString(PID);
      case 't' -> new Time(argument);
      case 'T' -> argument.equals("g") ? event -> systemThread() : event -> thread();
      case 'v' -> event -> event.server().name();
      case 'V' -> escaped(Exchange::serverName);
      default -> null;
    };
  }

  private static ErrorItem ofRequest(Function<Exchange, @Nullable String> value) {
    return event -> event.x() == null ? null : value.apply(event.x());
  }

  private static ErrorItem escaped(Function<Exchange, @Nullable String> value) {
    return ofRequest(
        x -> {
          String text = value.apply(x);
          return text == null ? null : Escapes.errorLogItem(text);
        });
  }

  private static ErrorItem client(String argument) {
    return argument.equals("c")
        ? ofRequest(x -> Ipv6.text(x.connection().remoteAddress()) + port(x))
        : ofRequest(x -> x.clientIp() + ":" + x.connection().clientPort());
  }

  private static String port(Exchange x) {
    return ":" + x.connection().remotePort();
  }

  private static String local(Exchange x) {
    return Ipv6.text(x.connection().localAddress()) + ":" + x.connection().localPort();
  }

  private static ErrorItem logId(String argument) {
    return switch (argument) {
      case "c" -> ofRequest(x -> ConnectionLogIds.ifLogged(x.connection()));
      // Only for lines about a connection without a request, of which there are none here.
      case "C" -> event -> null;
      default -> ofRequest(Exchange::logId);
    };
  }

  private static String thread() {
    return Long.toString(Thread.currentThread().threadId());
  }

  private static String systemThread() {
    return Posix.AVAILABLE ? Integer.toString(Posix.threadId()) : thread();
  }

  /** Source file and line that logged; logging itself is not meant. */
  private static @Nullable String caller() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .dropWhile(f -> !f.getClassName().equals(ErrorLogs.class.getName()))
                    .dropWhile(f -> f.getClassName().equals(ErrorLogs.class.getName()))
                    .dropWhile(f -> f.getMethodName().equals("log"))
                    .findFirst()
                    .map(f -> f.getFileName() + "(" + f.getLineNumber() + ")")
                    .orElse(null));
  }

  /** {@code %t}: letters that choose a form, or a strftime format. */
  private record Time(String argument) implements ErrorItem {
    @Override
    public String of(ErrorEvent event) {
      ZonedDateTime time = event.time();
      if (argument.contains("%")) {
        return new Strftime(argument).format(time);
      }
      boolean compact = argument.contains("c");
      StringBuilder out =
          new StringBuilder(
              new Strftime(compact ? "%Y-%m-%d %H:%M:%S" : "%a %b %d %H:%M:%S").format(time));
      if (argument.contains("u")) {
        out.append(String.format(Locale.ROOT, ".%06d", time.get(ChronoField.MICRO_OF_SECOND)));
      } else if (argument.contains("m")) {
        out.append(String.format(Locale.ROOT, ".%03d", time.get(ChronoField.MILLI_OF_SECOND)));
      }
      if (!compact) {
        out.append(' ').append(time.getYear());
      }
      return argument.contains("z")
          ? out.append(' ').append(Strftime.offset(time)).toString()
          : out.toString();
    }
  }
}
