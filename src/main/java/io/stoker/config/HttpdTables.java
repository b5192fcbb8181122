package io.stoker.config;

import io.stoker.api.OverrideClass;
import io.stoker.api.Where;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Apache httpd 2.4 knows, whether Stoker has it or not: to tell a directive that is not
 * supported yet from one that does not exist, and to permit in each place what httpd permits.
 */
public final class HttpdTables {

  private static final HttpdTables INSTANCE = new HttpdTables();

  private final List<DirectiveRow> directiveRows = new ArrayList<>();
  private final List<ModuleRow> moduleRows = new ArrayList<>();
  private final Map<String, DirectiveRow> directives = new HashMap<>();
  private final Map<String, ModuleRow> byIdentifier = new HashMap<>();
  private final Map<String, ModuleRow> byName = new HashMap<>();
  private final Map<String, Integer> moduleOrder = new HashMap<>();

  /**
   * A directive of httpd.
   *
   * @param name as the manual writes it, a section without brackets
   * @param modules the modules that have it
   * @param contexts where the manual or the server itself permits it
   * @param overrides the classes of AllowOverride that permit it
   * @param rejectedInVirtualHost whether httpd refuses it in a virtual host, for one that is
   *     documented for the main server only
   * @param tier how common it is: 1 in the stock files, 2 in the wild, 3 rare, 4 of other platforms
   *     or obsolete
   * @param arguments TAKE1, FLAG, ITERATE …, from the server's own table; null where Debian's build
   *     does not have it
   * @param fallback the default as the manual writes it, or null
   */
  public record DirectiveRow(
      String name,
      boolean isSection,
      List<String> modules,
      Set<Where> contexts,
      Set<OverrideClass> overrides,
      boolean isOnRead,
      boolean rejectedInVirtualHost,
      int tier,
      @Nullable String arguments,
      @Nullable String fallback) {

    /** As a file and the manual write it: {@code Listen}, {@code <Directory>}. */
    public String tag() {
      return isSection ? "<" + name + ">" : name;
    }
  }

  /** A module of httpd and the names that it provides for Require and AuthBasicProvider. */
  public record ModuleRow(
      String name, String identifier, boolean isStatic, Set<String> authn, Set<String> authz) {}

  private HttpdTables() {
    rows("httpd-directives.tsv").forEach(this::directive);
    rows("httpd-modules.tsv").forEach(this::module);
    int i = 0;
    for (String name :
        List.of(
            "core",
            "mod_so",
            "mod_watchdog",
            "http_core",
            "mod_log_config",
            "mod_logio",
            "mod_version",
            "mod_unixd")) {
      moduleOrder.put(name, i++);
    }
  }

  public static HttpdTables get() {
    return INSTANCE;
  }

  /** All directives, by module; a name that two modules have each for itself is there twice. */
  public List<DirectiveRow> directives() {
    return List.copyOf(directiveRows);
  }

  /** All modules. */
  public List<ModuleRow> modules() {
    return List.copyOf(moduleRows);
  }

  /**
   * The row of a directive.
   *
   * @param name as in a file: a section begins with {@code <}
   */
  public @Nullable DirectiveRow directive(String name) {
    return directives.get(name.toLowerCase(Locale.ROOT));
  }

  public @Nullable ModuleRow moduleByIdentifier(String identifier) {
    return byIdentifier.get(identifier);
  }

  public @Nullable ModuleRow module(String name) {
    return byName.get(name);
  }

  /** The place of a static module among the others, in Debian's httpd; large for any other. */
  int staticOrder(String module) {
    return moduleOrder.getOrDefault(module, Integer.MAX_VALUE);
  }

  private void directive(String[] f) {
    boolean section = f[0].startsWith("<");
    String name = section ? f[0].substring(1, f[0].length() - 1) : f[0];
    List<String> modules = new ArrayList<>();
    for (String module : f[1].split("[,/]")) {
      modules.add(
          switch (module) {
            case "event", "worker", "prefork" -> "mpm_" + module;
            default -> module;
          });
    }
    Set<Where> contexts = contexts(f[2]);
    boolean global = contexts.contains(Where.SERVER) || contexts.contains(Where.VHOST);
    for (Where where : contexts(f[3])) {
      // The server's own table cannot tell main server from virtual host.
      if (!global || where == Where.DIRECTORY || where == Where.HTACCESS) {
        contexts.add(where);
      }
    }
    Set<OverrideClass> overrides = overrides(f[5].equals("-") ? f[4] : f[5]);
    boolean rejected = f[7].equals("rejected");
    DirectiveRow row =
        new DirectiveRow(
            name,
            section,
            List.copyOf(modules),
            contexts,
            overrides,
            f[6].equals("yes"),
            rejected,
            Integer.parseInt(f[8]),
            orNull(f[9]),
            orNull(f[10]));
    directiveRows.add(row);
    directives.put((section ? "<" : "") + name.toLowerCase(Locale.ROOT), row);
  }

  private void module(String[] f) {
    Set<String> authn = new java.util.HashSet<>();
    Set<String> authz = new java.util.HashSet<>();
    for (String part : f[3].split("; ")) {
      int colon = part.indexOf(": ");
      if (part.startsWith("auth") && colon > 0) {
        Set<String> into = part.startsWith("authn") ? authn : authz;
        into.addAll(List.of(part.substring(colon + 2).split(",")));
      }
    }
    ModuleRow row = new ModuleRow(mpm(f[0]), f[1], f[2].equals("static"), authn, authz);
    moduleRows.add(row);
    byName.put(row.name(), row);
    if (!f[1].equals("-")) {
      byIdentifier.put(f[1], row);
    }
  }

  private static @Nullable String orNull(String cell) {
    return cell.equals("-") ? null : cell;
  }

  private static String mpm(String name) {
    return switch (name) {
      case "event", "worker", "prefork" -> "mpm_" + name;
      default -> name;
    };
  }

  private static Set<Where> contexts(String letters) {
    Set<Where> set = EnumSet.noneOf(Where.class);
    for (int i = 0; i < letters.length(); i++) {
      switch (letters.charAt(i)) {
        case 's' -> set.add(Where.SERVER);
        case 'v' -> set.add(Where.VHOST);
        case 'd' -> set.add(Where.DIRECTORY);
        case 'h' -> set.add(Where.HTACCESS);
        default -> {}
      }
    }
    return set;
  }

  private static Set<OverrideClass> overrides(String words) {
    Set<OverrideClass> set = EnumSet.noneOf(OverrideClass.class);
    for (OverrideClass c : OverrideClass.values()) {
      if (List.of(words.split("[, ]+")).contains(c.word())) {
        set.add(c);
      }
    }
    return set;
  }

  private static List<String[]> rows(String resource) {
    List<String[]> rows = new ArrayList<>();
    try (InputStream in =
            Objects.requireNonNull(HttpdTables.class.getResourceAsStream(resource), resource);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          rows.add(line.split("\t", -1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }
}
