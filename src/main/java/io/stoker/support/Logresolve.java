package io.stoker.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * logresolve: names in place of the addresses that lines of an access log begin with. Each address
 * is looked up once.
 *
 * <p>Source: httpd manual, "logresolve"; what it does was tried.
 */
final class Logresolve implements SupportProgram {

  private static final String NAME = "logresolve";
  private static final String USAGE =
      """
      logresolve: names in place of the addresses in access logs, from standard input to output.
      Usage: logresolve [-s STATFILE] [-c]

      Options:
        -s   write what there was to be done to STATFILE at the end
        -c   a name counts only if its addresses are looked up and the one is among them
      """
          .stripTrailing();

  /** Looks up the name of an address; null where it has none. */
  @FunctionalInterface
  interface Resolver {
    @Nullable String nameOf(InetAddress address);
  }

  private final Resolver resolver;

  Logresolve() {
    this(Logresolve::systemName);
  }

  Logresolve(Resolver resolver) {
    this.resolver = resolver;
  }

  private static @Nullable String systemName(InetAddress address) {
    String name = address.getHostName();
    return name.equals(address.getHostAddress()) ? null : name;
  }

  @Override
  public int perform(List<String> words, Terminal terminal) throws Failure {
    Flags flags = Flags.parse(NAME, "s:c", words, USAGE, 1);
    Counts counts = new Counts();
    resolve(terminal, flags.has('c'), counts);
    String file = flags.value('s');
    if (file != null) {
      write(counts, file);
    }
    return 0;
  }

  /** What there was to be done. */
  private static final class Counts {
    int entries;
    int withName;
    int resolves;
    int hits;
    int noReverse;
    int doubleFailed;
  }

  private void resolve(Terminal terminal, boolean confirm, Counts counts) throws Failure {
    Map<String, String> known = new HashMap<>();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.ISO_8859_1));
    PrintStream out = terminal.out();
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        counts.entries++;
        int blank = line.indexOf(' ');
        String first = blank < 0 ? line : line.substring(0, blank);
        InetAddress address = address(first);
        if (address == null) {
          counts.withName++;
          out.println(line);
          continue;
        }
        String name = known.get(first);
        if (name == null) {
          name = name(first, address, confirm, counts);
          known.put(first, name);
        } else {
          counts.hits++;
        }
        out.println(name + " " + (blank < 0 ? "" : line.substring(blank + 1)));
      }
    } catch (IOException e) {
      throw new Failure(1, NAME + ": " + FileNames.words(e));
    }
    out.flush();
  }

  private String name(String text, InetAddress address, boolean confirm, Counts counts) {
    counts.resolves++;
    String name = resolver.nameOf(address);
    if (name == null) {
      counts.noReverse++;
      return text;
    }
    if (confirm && !addresses(name).contains(address)) {
      counts.doubleFailed++;
      return text;
    }
    return name;
  }

  private static @Nullable InetAddress address(String text) {
    try {
      return text.indexOf(':') < 0
          ? Inet4Address.ofPosixLiteral(text)
          : text.startsWith("[") ? null : InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static List<InetAddress> addresses(String name) {
    try {
      return Arrays.asList(InetAddress.getAllByName(name));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  private static void write(Counts counts, String file) throws Failure {
    String text =
        """
        logresolve Statistics:
        Entries: %d
            With name   : %d
            Resolves    : %d
        %s%sCache hits      : %d
        Cache size      : %d
        """
            .formatted(
                counts.entries,
                counts.withName,
                counts.resolves,
                line("    - No reverse : %d\n", counts.noReverse),
                line("    - Double lookup failed : %d\n", counts.doubleFailed),
                counts.hits,
                counts.resolves);
    try {
      Files.writeString(FileNames.path(file), text, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new Failure(1, NAME + ": Could not open " + file + " for writing.");
    }
  }

  private static String line(String format, int count) {
    return count == 0 ? "" : format.formatted(count);
  }
}
