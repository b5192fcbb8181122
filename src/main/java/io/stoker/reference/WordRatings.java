package io.stoker.reference;

import io.stoker.config.HttpdTables;
import io.stoker.config.HttpdTables.ModuleRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Rates words that name something of another module: modules, handlers, filters, providers. */
final class WordRatings {

  /** Handlers of httpd's modules; several where each of them has it. */
  private static final Map<String, List<String>> HANDLERS =
      Map.ofEntries(
          Map.entry("balancer-manager", List.of("mod_proxy_balancer")),
          Map.entry("cgi-script", List.of("mod_cgi", "mod_cgid")),
          Map.entry("heartbeat", List.of("mod_heartmonitor")),
          Map.entry("imap-file", List.of("mod_imagemap")),
          Map.entry("ldap-status", List.of("mod_ldap")),
          Map.entry("lua-script", List.of("mod_lua")),
          Map.entry("proxy-server", List.of("mod_proxy")),
          Map.entry("send-as-is", List.of("mod_asis")),
          Map.entry("server-info", List.of("mod_info")),
          Map.entry("server-parsed", List.of("mod_include")),
          Map.entry("server-status", List.of("mod_status")),
          Map.entry("type-map", List.of("mod_negotiation")));

  /** Filters of httpd's modules, in lower case. */
  private static final Map<String, List<String>> FILTERS =
      Map.ofEntries(
          Map.entry("brotli_compress", List.of("mod_brotli")),
          Map.entry("buffer", List.of("mod_buffer")),
          Map.entry("data", List.of("mod_data")),
          Map.entry("deflate", List.of("mod_deflate")),
          Map.entry("includes", List.of("mod_include")),
          Map.entry("inflate", List.of("mod_deflate")),
          Map.entry("proxy-html", List.of("mod_proxy_html")),
          Map.entry("rate_limit", List.of("mod_ratelimit")),
          Map.entry("reflector", List.of("mod_reflector")),
          Map.entry("sed", List.of("mod_sed")),
          Map.entry("substitute", List.of("mod_substitute")),
          Map.entry("xml2enc", List.of("mod_xml2enc")),
          Map.entry("zstd_compress", List.of("mod_zstd")));

  private static final String FASTDBD =
      "of what fastdbd has found 4 MB are kept for each map, empty values too";

  private final Set<String> modules;

  WordRatings(Set<String> modules) {
    this.modules = modules;
  }

  /** What stands in a reason where nobody of these is there. */
  static String missing(List<String> modules) {
    return "of " + String.join(" or ", modules) + ", which is not there yet";
  }

  /** Rates the words of a directive, whose name is in lower case. */
  Rating of(String directive, List<String> words) {
    return switch (directive) {
      case "loadmodule" -> module(words);
      case "sethandler", "addhandler" -> handlers(words);
      case "addtype", "forcetype" -> type(words);
      case "setoutputfilter",
          "addoutputfilter",
          "addoutputfilterbytype",
          "setinputfilter",
          "addinputfilter" ->
          filters(first(words));
      case "filterprovider" -> words.size() < 2 ? Rating.EXACT : filters(words.subList(1, 2));
      case "require" -> require(words);
      case "authbasicprovider", "authdigestprovider" -> providers(words, ModuleRow::authn);
      case "<authnprovideralias>" -> providers(first(words), ModuleRow::authn);
      case "<authzprovideralias>" -> providers(first(words), ModuleRow::authz);
      case "rewritemap" -> map(words);
      case "rewriterule" -> rule(words);
      default -> Rating.EXACT;
    };
  }

  private static List<String> first(List<String> words) {
    return words.isEmpty() ? words : words.subList(0, 1);
  }

  private Rating module(List<String> words) {
    if (words.isEmpty()) {
      return Rating.EXACT;
    }
    ModuleRow row = HttpdTables.get().moduleByIdentifier(words.getFirst());
    if (row == null) {
      return Rating.notYet(words.getFirst() + " is none of httpd's modules");
    }
    return modules.contains(row.name())
        ? Rating.EXACT
        : Rating.notYet(row.name() + " is not there yet");
  }

  private Rating handlers(List<String> words) {
    return words.isEmpty() ? Rating.EXACT : handler(words.getFirst().toLowerCase(Locale.ROOT));
  }

  private Rating handler(String name) {
    if (isPhp(name)) {
      return php();
    }
    if (name.startsWith("proxy:")) {
      return named(name, List.of("mod_proxy"));
    }
    List<String> of = HANDLERS.get(name);
    return of == null ? Rating.EXACT : named(name, of);
  }

  private static Rating type(List<String> words) {
    return words.isEmpty() || !isPhp(words.getFirst().toLowerCase(Locale.ROOT))
        ? Rating.EXACT
        : php();
  }

  private static boolean isPhp(String name) {
    return name.startsWith("application/x-httpd-php") || name.matches("php[0-9]*-script");
  }

  private static Rating php() {
    return Rating.differs("nobody runs PHP here: the files would be sent as they are");
  }

  private Rating filters(List<String> words) {
    Rating rating = Rating.EXACT;
    for (String word : words) {
      for (String name : word.split("[;,]")) {
        List<String> of = FILTERS.get(name.toLowerCase(Locale.ROOT));
        rating = of == null ? rating : rating.and(named(name, of));
      }
    }
    return rating;
  }

  private Rating require(List<String> words) {
    List<String> left = new ArrayList<>(words);
    if (!left.isEmpty() && left.getFirst().equalsIgnoreCase("not")) {
      left.removeFirst();
    }
    return providers(first(left), ModuleRow::authz);
  }

  /** What modules that are not there would provide; other names may be aliases. */
  private Rating providers(
      List<String> words, java.util.function.Function<ModuleRow, Set<String>> provided) {
    Rating rating = Rating.EXACT;
    for (String word : words) {
      String name = word.toLowerCase(Locale.ROOT);
      Predicate<ModuleRow> has = row -> provided.apply(row).contains(name);
      List<String> of =
          HttpdTables.get().modules().stream().filter(has).map(ModuleRow::name).toList();
      rating = of.isEmpty() ? rating : rating.and(named(word, of));
    }
    return rating;
  }

  private Rating map(List<String> words) {
    String source = words.size() < 2 ? "" : words.get(1).toLowerCase(Locale.ROOT);
    if (source.startsWith("fastdbd:")) {
      return named("fastdbd", List.of("mod_dbd")).and(Rating.differs(FASTDBD));
    }
    return source.startsWith("dbd:") ? named("dbd", List.of("mod_dbd")) : Rating.EXACT;
  }

  private Rating rule(List<String> words) {
    String flags = words.size() < 3 ? "" : words.get(2);
    for (String flag : flags.replaceAll("^\\[|\\]$", "").split(",")) {
      String name = flag.strip();
      if (name.equalsIgnoreCase("P") || name.equalsIgnoreCase("proxy")) {
        return named("[P]", List.of("mod_proxy"));
      }
    }
    return Rating.EXACT;
  }

  private Rating named(String name, List<String> of) {
    return of.stream().anyMatch(modules::contains)
        ? Rating.EXACT
        : Rating.notYet(name + " is " + missing(of));
  }
}
