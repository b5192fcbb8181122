package harness;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A configuration, and the request whose cost under it is measured.
 *
 * @param name the cost that is looked at; scenes of one name make a curve
 * @param x how much of it there is
 * @param path what is asked for
 * @param host the Host field
 * @param options Options for {@code <Directory />}
 * @param override AllowOverride for {@code <Directory />}
 * @param httpd more lines for the main server of httpd and Stoker; "{root}" and "{port}" are put in
 * @param nginx more lines for nginx's server block, or null where nginx has nothing like it
 * @param nginxHttp more lines for nginx's http block
 * @param patient whether idle connections are kept for minutes, thousands of them
 */
record Scene(
    String name,
    int x,
    String path,
    String host,
    String options,
    String override,
    List<String> httpd,
    List<String> nginx,
    List<String> nginxHttp,
    boolean patient) {

  static final String FILE = "/a/b/c/10k.html";
  static final Scene PLAIN = plain("plain", 0);

  static Scene plain(String name, int x) {
    return new Scene(
        name,
        x,
        FILE,
        "bench.example",
        "FollowSymLinks",
        "None",
        List.of(),
        List.of(),
        List.of(),
        false);
  }

  Scene at(String path) {
    return new Scene(name, x, path, host, options, override, httpd, nginx, nginxHttp, patient);
  }

  Scene host(String host) {
    return new Scene(name, x, path, host, options, override, httpd, nginx, nginxHttp, patient);
  }

  Scene root(String options, String override) {
    return new Scene(name, x, path, host, options, override, httpd, nginx, nginxHttp, patient);
  }

  Scene httpd(List<String> lines) {
    return new Scene(name, x, path, host, options, override, lines, nginx, nginxHttp, patient);
  }

  Scene nginx(List<String> lines) {
    return new Scene(name, x, path, host, options, override, httpd, lines, nginxHttp, patient);
  }

  Scene nginxHttp(List<String> lines) {
    return new Scene(name, x, path, host, options, override, httpd, nginx, lines, patient);
  }

  Scene keptIdle() {
    return new Scene(name, x, path, host, options, override, httpd, nginx, nginxHttp, true);
  }

  /** What a report calls it. */
  static String title(String name) {
    return switch (name) {
      case "vhosts" -> "virtual hosts";
      case "sections" -> "<Directory> sections beside the file's folder";
      case "htaccess" -> ".htaccess files above a file that is 20 folders deep";
      case "rules" -> "RewriteRules that do not match";
      default -> name;
    };
  }

  boolean hasNginx() {
    return nginx != null;
  }

  /** Costs that can be had in growing amounts, and "settings", which are there or not. */
  static final List<String> COSTS = List.of("settings", "vhosts", "sections", "htaccess", "rules");

  /** The same cost in growing amounts; the first is the one without. */
  static List<Scene> curve(String cost, boolean quick) {
    return switch (cost) {
      case "vhosts" -> amounts(quick, Scene::virtualHosts, 0, 100, 1_000, 10_000);
      case "sections" -> amounts(quick, Scene::directorySections, 0, 10, 100, 1_000);
      case "htaccess" -> amounts(quick, Scene::htaccess, Site.HTACCESS);
      case "rules" -> amounts(quick, Scene::rewriteRules, 0, 10, 100, 1_000);
      default -> throw new IllegalArgumentException(cost);
    };
  }

  private static List<Scene> amounts(boolean quick, IntFunction<Scene> scene, int... amounts) {
    return IntStream.of(amounts)
        .filter(n -> !quick || n == amounts[0] || n == amounts[amounts.length - 1])
        .mapToObj(scene)
        .toList();
  }

  /** Settings that tuning guides warn of. */
  static List<Scene> settings() {
    return List.of(
        PLAIN,
        plain("AllowOverride All from /", 0).root("FollowSymLinks", "All").nginx(null),
        plain("SymLinksIfOwnerMatch from /", 0)
            .root("SymLinksIfOwnerMatch", "None")
            .nginx(List.of("disable_symlinks if_not_owner;")),
        plain("Options None", 0).root("None", "None").nginx(List.of("disable_symlinks on;")),
        plain("MultiViews name", 0)
            .at("/a/b/c/10k")
            .root("FollowSymLinks MultiViews", "None")
            .nginx(null),
        plain("type map", 0)
            .at("/a/b/c/map.var")
            .httpd(List.of("AddHandler type-map .var"))
            .nginx(null),
        plain("fourth DirectoryIndex", 0)
            .at("/a/b/d/")
            .httpd(List.of("DirectoryIndex one.html two.html three.html fourth.html"))
            .nginx(List.of("index one.html two.html three.html fourth.html;")));
  }

  private static Scene virtualHosts(int n) {
    List<String> httpd = new ArrayList<>();
    List<String> nginx = new ArrayList<>();
    for (int i = 1; i <= n; i++) {
      httpd.add("<VirtualHost 127.0.0.1:{port}>");
      httpd.add("  ServerName host" + i + ".example");
      httpd.add("  DocumentRoot {root}");
      httpd.add("</VirtualHost>");
    }
    if (n > 0) {
      nginx.add("server_names_hash_max_size 65536;");
      for (int i = 1; i <= n; i++) {
        nginx.add(
            "server { listen 127.0.0.1:{port}; server_name host" + i + ".example; root {root}; }");
      }
    }
    return plain("vhosts", n)
        .host(n == 0 ? "bench.example" : "host" + n + ".example")
        .httpd(httpd)
        .nginxHttp(nginx);
  }

  private static Scene htaccess(int n) {
    return plain("htaccess", n).at(Site.belowHtaccess(n)).root("FollowSymLinks", "All").nginx(null);
  }

  /** Beside the folder that is asked for, so that httpd has to look at each. */
  private static Scene directorySections(int n) {
    List<String> httpd = new ArrayList<>();
    List<String> nginx = new ArrayList<>();
    for (int i = 1; i <= n; i++) {
      httpd.add("<Directory {root}/a/b/n" + i + ">");
      httpd.add("  Options FollowSymLinks Indexes");
      httpd.add("</Directory>");
      nginx.add("location /a/b/n" + i + "/ { autoindex on; }");
    }
    return plain("sections", n).httpd(httpd).nginx(nginx);
  }

  private static Scene rewriteRules(int n) {
    List<String> httpd = new ArrayList<>();
    List<String> nginx = new ArrayList<>();
    if (n > 0) {
      httpd.add("RewriteEngine On");
    }
    for (int i = 1; i <= n; i++) {
      httpd.add("RewriteRule ^/never/n" + i + "/(.*)$ /other/$1 [L]");
      nginx.add("rewrite ^/never/n" + i + "/(.*)$ /other/$1 last;");
    }
    return plain("rules", n).httpd(httpd).nginx(nginx);
  }
}
