package io.stoker.modules.mod_mpm;

import io.stoker.api.Arg;
import io.stoker.api.Directive;
import io.stoker.api.Directive.Arity;
import io.stoker.api.DirectiveException;
import io.stoker.api.Numbers;
import io.stoker.api.SectionKind;
import io.stoker.api.Slot;
import io.stoker.api.Where;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rows of the MPMs. Numbers are taken as they come and corrected when all is read. */
final class MpmRows {

  private static final int SMALLEST_BUFFER = 512;
  private static final double FINEST_FACTOR = 1.0 / 16;

  private static final Arg<Integer> NUMBER =
      Arg.of("number", Arg.Kind.NUMBER, (word, cmd) -> Numbers.leadingInt(word));

  private static final Arg<Duration> SECONDS =
      Arg.of(
          "seconds", Arg.Kind.NUMBER, (word, cmd) -> Duration.ofSeconds(Numbers.leadingInt(word)));

  private static final Arg<Double> FACTOR =
      Arg.of("factor", Arg.Kind.NUMBER, (word, cmd) -> factor(word));

  private MpmRows() {}

  /** What all MPMs have. */
  static List<Directive> common() {
    return List.of(
        row("Listen")
            .help(
                "where to listen: a port, an address and port, or a Unix socket; and the protocol"
                    + " there")
            .apply(
                Arity.WORDS,
                "[IP-address:]portnumber|unix:path [protocol] [options=word,...]",
                Listens::add),
        positive("ListenBacklog", MpmSlots.LISTEN_BACKLOG, "511", "connections that may wait"),
        row("ListenCoresBucketsRatio")
            .fallback("0")
            .help("how many cores share a set of listening sockets")
            .differs("all cores share one: connections are spread over them when they are accepted")
            .take(aboveZero("ListenCoresBucketsRatio"), MpmSlots.BUCKETS_RATIO),
        positive(
            "ListenTCPDeferAccept",
            MpmSlots.DEFER_ACCEPT,
            "30",
            "seconds that a connection without data may wait outside"),
        buffer("SendBufferSize", MpmSlots.SEND_BUFFER_SIZE),
        buffer("ReceiveBufferSize", MpmSlots.RECEIVE_BUFFER_SIZE),
        row("GracefulShutdownTimeout")
            .fallback("0")
            .help("seconds that a graceful stop waits for requests to end; 0 for as long as needed")
            .take(SECONDS, MpmSlots.GRACEFUL_SHUTDOWN_TIMEOUT),
        number("StartServers", MpmSlots.START_SERVERS, "children at the start"),
        number("ServerLimit", MpmSlots.SERVER_LIMIT, "most children that there can be"),
        number("MaxRequestWorkers", MpmSlots.MAX_REQUEST_WORKERS, "requests served at a time"),
        number("MaxClients", MpmSlots.MAX_REQUEST_WORKERS, "the old name of MaxRequestWorkers"));
  }

  /** What event and worker have besides. */
  static List<Directive> threaded() {
    return List.of(
        number("ThreadsPerChild", MpmSlots.THREADS_PER_CHILD, "requests at a time in a child"),
        number("ThreadLimit", MpmSlots.THREAD_LIMIT, "most that ThreadsPerChild can be"),
        number("MinSpareThreads", MpmSlots.MIN_SPARE_THREADS, "least workers without work"),
        number("MaxSpareThreads", MpmSlots.MAX_SPARE_THREADS, "most workers without work"));
  }

  /** What prefork has besides. */
  static List<Directive> prefork() {
    return List.of(
        number("MinSpareServers", MpmSlots.MIN_SPARE_SERVERS, "least children without work"),
        number("MaxSpareServers", MpmSlots.MAX_SPARE_SERVERS, "most children without work"));
  }

  /** What event alone has. */
  static Directive asyncFactor() {
    return row("AsyncRequestWorkerFactor")
        .fallback("2")
        .help("connections that a child takes for each worker without work")
        .take(FACTOR, MpmSlots.ASYNC_FACTOR);
  }

  private static Directive.Builder row(String name) {
    return Directive.named(name).in(Where.SERVER).notIn(SectionKind.VIRTUAL_HOST);
  }

  private static Directive number(String name, Slot<@Nullable Integer> slot, String help) {
    return row(name)
        .help(help)
        .apply(
            Arity.TAKE1,
            List.of(new Directive.Param(NUMBER, false, false)),
            (cmd, args) -> cmd.set(slot, Numbers.leadingInt(args.get(0))));
  }

  private static Directive positive(String name, Slot<Integer> slot, String fallback, String help) {
    return row(name).fallback(fallback).help(help).take(aboveZero(name), slot);
  }

  private static Arg<Integer> aboveZero(String name) {
    return Arg.of(
        "number",
        Arg.Kind.NUMBER,
        (word, cmd) -> {
          int value = Numbers.leadingInt(word);
          if (value <= 0) {
            throw new DirectiveException(name + " must be > 0");
          }
          return value;
        });
  }

  private static Directive buffer(String name, Slot<Integer> slot) {
    Arg<Integer> arg =
        Arg.of(
            "bytes",
            Arg.Kind.BYTES,
            (word, cmd) -> {
              int value = Numbers.leadingInt(word);
              if (value != 0 && value < SMALLEST_BUFFER) {
                throw new DirectiveException(
                    name + " must be >= 512 bytes, or 0 for system default.");
              }
              return value;
            });
    return row(name)
        .fallback("0")
        .help("bytes of the TCP buffer; 0 for what the system gives")
        .take(arg, slot);
  }

  /** In sixteenths, the finest that httpd counts. */
  private static double factor(String word) throws DirectiveException {
    double value = real(word);
    if (value <= 0) {
      throw new DirectiveException("AsyncRequestWorkerFactor argument must be a positive number");
    }
    double sixteenths = Math.floor(Math.min(value, Integer.MAX_VALUE) / FINEST_FACTOR);
    return Double.isNaN(value) ? FINEST_FACTOR : Math.max(1, sixteenths) * FINEST_FACTOR;
  }

  /** As C's {@code strtod}, all of the word. */
  private static double real(String word) throws DirectiveException {
    String text = word.strip().toLowerCase(Locale.ROOT);
    String unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    double sign = text.startsWith("-") ? -1 : 1;
    if (unsigned.equals("inf") || unsigned.equals("infinity")) {
      return sign * Double.POSITIVE_INFINITY;
    }
    if (unsigned.equals("nan")) {
      return Double.NaN;
    }
    boolean hex = unsigned.startsWith("0x");
    boolean digits = unsigned.matches(hex ? "0x[0-9a-f.]+(p[+-]?\\d+)?" : "[0-9.]+(e[+-]?\\d+)?");
    try {
      if (digits) {
        return sign
            * Double.parseDouble(hex && !unsigned.contains("p") ? unsigned + "p0" : unsigned);
      }
    } catch (NumberFormatException e) {
      // falls through to the same message
    }
    throw new DirectiveException("error parsing value");
  }
}
