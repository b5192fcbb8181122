package harness;

import java.util.ArrayList;
import java.util.List;

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
        name, x, FILE, "bench.example", "FollowSymLinks", "None", List.of(), List.of(), List.of(), false);
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

  boolean hasNginx() {
    return nginx != null;
  }

  /** Curves: the same cost in growing amounts; the first of each name is the one without. */
  static List<Scene> curves(boolean quick) {
    List<Scene> all = new ArrayList<>();
    for (int n : quick ? new int[] {0, 10_000} : new int[] {0, 100, 1_000, 10_000}) {
      all.add(virtualHosts(n));
    }
    for (int n : quick ? new int[] {0, 1_000} : new int[] {0, 10, 100, 1_000}) {
      all.add(directorySections(n));
    }
    for (int n : quick ? new int[] {0, 20} : Site.HTACCESS) {
      all.add(
          plain("htaccess", n).at(Site.belowHtaccess(n)).root("FollowSymLinks", "All").nginx(null));
    }
    for (int n : quick ? new int[] {0, 1_000} : new int[] {0, 10, 100, 1_000}) {
      all.add(rewriteRules(n));
    }
    return all;
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
        nginx.add("server { listen 127.0.0.1:{port}; server_name host" + i + ".example; root {root}; }");
      }
    }
    return plain("virtual hosts", n)
        .host(n == 0 ? "bench.example" : "host" + n + ".example")
        .httpd(httpd)
        .nginxHttp(nginx);
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
    return plain("Directory sections", n).httpd(httpd).nginx(nginx);
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
    return plain("RewriteRules", n).httpd(httpd).nginx(nginx);
  }
}
