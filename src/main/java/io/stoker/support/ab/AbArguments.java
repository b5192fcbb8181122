package io.stoker.support.ab;

import io.stoker.files.ByteNames;
import io.stoker.support.Failure;
import io.stoker.support.Flags;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The command line of ab. */
final class AbArguments {

  private static final int USAGE_STATUS = 22;
  private static final int MOST_AT_ONCE = 20_000;
  private static final int MANY = 50_000;
  private static final String LETTERS =
      "n:c:t:s:b:T:p:u:v:lrkVhwiIx:y:z:C:H:P:A:g:X:de:SqB:m:Z:f:E:";

  private static final String USAGE =
      """
      Usage: ab [options] [http[s]://]hostname[:port]/path
      Options:
          -n requests     how many requests in all (1)
          -c concurrency  how many of them at a time (1)
          -t seconds      ask for at most so long; means -n 50000 as well
          -s seconds      give up when nothing comes for so long (30)
          -b octets       size of the buffers of sockets
          -B address      the address to connect from
          -p file         POST what is in the file
          -u file         PUT what is in the file
          -T type         its Content-Type (text/plain)
          -m method       another method
          -i              HEAD
          -k              keep connections
          -C name=value   a cookie (repeatable)
          -H field        a line of the head, such as "Accept-Encoding: gzip" (repeatable)
          -A user:pass    Basic authentication
          -P user:pass    the same for the proxy
          -X host:port    a proxy
          -l              replies may differ in length
          -r              go on when a connection breaks
          -v level        2 and more: show requests and replies
          -q              no progress
          -d              no table of percentages
          -S              no deviations, no warnings
          -w              the report as a table of HTML
          -x, -y, -z text attributes of that table, its rows, its cells
          -g file         write all times for gnuplot
          -e file         write the percentages as CSV
          -Z ciphers      cipher suites, as Java names them, with colons between
          -f protocol     TLS1, TLS1.1, TLS1.2, TLS1.3 or ALL
          -E file         a certificate with its key, in PEM
          -I              do not tell the server whom it is asked for (SNI)
          -V              version
          -h              this page\
      """;

  private final Flags flags;

  private AbArguments(Flags flags) {
    this.flags = flags;
  }

  /** The words of {@code -h}. */
  static String usage() {
    return USAGE;
  }

  static Flags flags(List<String> words) throws Failure {
    return Flags.parse("ab", LETTERS, words, USAGE, USAGE_STATUS);
  }

  static AbOptions read(Flags flags) throws Failure {
    return new AbArguments(flags).options();
  }

  private AbOptions options() throws Failure {
    int seconds = number('t', 0, "Invalid time limit");
    Character count = flags.last("nt");
    int requests =
        count != null && count == 't' ? MANY : number('n', 1, "Invalid number of requests");
    if (requests < 1) {
      throw new Failure(1, "Invalid number of requests\n");
    }
    int concurrency = number('c', 1, "Invalid Concurrency");
    byte[] body = body();
    String method = method(body != null);
    if (flags.operands().size() != 1) {
      throw wrong("wrong number of arguments");
    }
    Target target = Target.parse(flags.operands().getFirst());
    if (target == null) {
      throw wrong("invalid URL");
    }
    if (concurrency < 1 || concurrency > MOST_AT_ONCE) {
      throw wrong("Invalid Concurrency [Range 0.." + MOST_AT_ONCE + "]");
    }
    if (concurrency > requests) {
      throw wrong("Cannot use concurrency level greater than total number of requests");
    }
    return new AbOptions(
        target,
        requests,
        concurrency,
        seconds,
        number('s', 30, "Invalid timeout"),
        number('b', 0, "Invalid window size"),
        flags.value('B'),
        method,
        body,
        Objects.requireNonNullElse(flags.value('T'), "text/plain"),
        number('v', 0, "Invalid verbosity"),
        flags.has('k'),
        flags.values('C'),
        flags.values('H'),
        flags.value('A'),
        flags.value('P'),
        proxy(),
        !flags.has('d'),
        !flags.has('S'),
        flags.has('q'),
        flags.has('l'),
        flags.has('r'),
        flags.value('g'),
        flags.value('e'),
        html(),
        tls());
  }

  private static Failure wrong(String what) {
    return new Failure(USAGE_STATUS, "ab: " + what + "\n" + USAGE);
  }

  private int number(char letter, int usual, String wrong) throws Failure {
    String said = flags.value(letter);
    if (said == null) {
      return usual;
    }
    try {
      return Integer.parseInt(said);
    } catch (NumberFormatException e) {
      throw new Failure(1, wrong + "\n");
    }
  }

  private byte @Nullable [] body() throws Failure {
    String file = flags.value('p') != null ? flags.value('p') : flags.value('u');
    if (file == null) {
      return null;
    }
    try {
      return Files.readAllBytes(path(file));
    } catch (IOException e) {
      String why =
          switch (e) {
            case NoSuchFileException none -> "No such file or directory";
            case AccessDeniedException denied -> "Permission denied";
            default -> String.valueOf(e.getMessage());
          };
      throw new Failure(1, "ab: Could not open POST data file (" + file + "): " + why);
    }
  }

  private static Path path(String name) throws Failure {
    Path path = ByteNames.toPath(name);
    if (path == null) {
      throw new Failure(1, "ab: not a name of a file: " + name);
    }
    return path;
  }

  private String method(boolean withBody) throws Failure {
    String other = flags.value('m');
    if (withBody && flags.has('i')) {
      throw new Failure(
          1, "Cannot mix " + (flags.has('p') ? "POST" : "PUT") + " with other methods\n");
    }
    if (flags.has('p') && flags.has('u')) {
      throw new Failure(1, "Cannot mix PUT with other methods\n");
    }
    if (other != null) {
      return other;
    }
    return flags.has('p') ? "POST" : flags.has('u') ? "PUT" : flags.has('i') ? "HEAD" : "GET";
  }

  private Target.@Nullable HostPort proxy() throws Failure {
    String said = flags.value('X');
    if (said == null) {
      return null;
    }
    Target.HostPort proxy = Target.HostPort.parse(said, 80);
    if (proxy == null) {
      throw wrong("invalid proxy");
    }
    return proxy;
  }

  private AbOptions.@Nullable Html html() {
    String table = flags.value('x');
    String row = flags.value('y');
    String cell = flags.value('z');
    boolean wanted = flags.has('w') || table != null || row != null || cell != null;
    return wanted
        ? new AbOptions.Html(
            Objects.requireNonNullElse(table, ""),
            Objects.requireNonNullElse(row, ""),
            Objects.requireNonNullElse(cell, "bgcolor=white"))
        : null;
  }

  private AbOptions.Tls tls() throws Failure {
    String ciphers = flags.value('Z');
    String protocol = flags.value('f');
    String certificate = flags.value('E');
    return new AbOptions.Tls(
        ciphers == null ? List.of() : Arrays.asList(ciphers.split(":")),
        protocol == null ? List.of() : protocols(protocol),
        !flags.has('I'),
        certificate == null ? null : path(certificate));
  }

  private static List<String> protocols(String name) throws Failure {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "ALL" -> List.of();
      case "TLS1" -> List.of("TLSv1");
      case "TLS1.1" -> List.of("TLSv1.1");
      case "TLS1.2" -> List.of("TLSv1.2");
      case "TLS1.3" -> List.of("TLSv1.3");
      default -> throw wrong("Unknown protocol " + name);
    };
  }
}
