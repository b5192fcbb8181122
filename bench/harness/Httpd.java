package harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Apache httpd with the event MPM; its configuration is Stoker's, too. */
record Httpd(String name, Path program, Path modules) implements Peer {

  private static final List<String> MODULES =
      List.of(
          "mpm_event",
          "authz_core",
          "log_config",
          "mime",
          "dir",
          "alias",
          "setenvif",
          "negotiation",
          "rewrite");

  static Httpd installed() {
    Path program = Programs.find("apache2", "httpd");
    Path modules =
        Stream.of(
                "/usr/lib/apache2/modules",
                "/usr/lib64/httpd/modules",
                "/usr/local/apache2/modules")
            .map(Path::of)
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(Path.of("modules"));
    return new Httpd("httpd", program, modules);
  }

  @Override
  public String missing() {
    return program == null ? "no apache2: apt-get install apache2" : null;
  }

  @Override
  public boolean knows(Scene scene) {
    return true;
  }

  @Override
  public Daemon start(Scene scene, Site site, Path folder) throws IOException {
    int port = Programs.freePort();
    Path conf = folder.resolve("httpd.conf");
    Files.write(conf, configuration(scene, site, folder, port, modules, true));
    return Daemon.start(
        name,
        scene,
        port,
        folder,
        folder.resolve("access.log"),
        Map.of(),
        List.of(program.toString(), "-DFOREGROUND", "-f", conf.toString()));
  }

  /** The lines of httpd.conf. */
  static List<String> configuration(
      Scene scene, Site site, Path folder, int port, Path modules, boolean log) {
    List<String> c = new ArrayList<>();
    c.add("ServerRoot " + folder);
    c.add("PidFile httpd.pid");
    c.add("Listen 127.0.0.1:" + port);
    c.add("ServerName bench.example");
    for (String module : MODULES) {
      // Some are built in, here or there.
      c.add("<IfModule !" + module + "_module>");
      c.add("  LoadModule " + module + "_module " + modules + "/mod_" + module + ".so");
      c.add("</IfModule>");
    }
    if (Programs.isRoot()) {
      c.add("<IfModule !unixd_module>");
      c.add("  LoadModule unixd_module " + modules + "/mod_unixd.so");
      c.add("</IfModule>");
      c.add("User " + Programs.unprivileged());
      c.add("Group " + Programs.unprivilegedGroup());
    }
    c.add("StartServers 2");
    c.add("ServerLimit 4");
    // One child alone has a thread for each of the client's connections and to spare: where all
    // are busy, httpd closes connections that are kept alive.
    c.add("ThreadLimit 128");
    c.add("ThreadsPerChild 128");
    c.add("MaxRequestWorkers 512");
    c.add("MinSpareThreads 64");
    c.add("MaxSpareThreads 512");
    c.add("MaxConnectionsPerChild 0");
    // As many connections as the count of ten thousand needs.
    c.add("AsyncRequestWorkerFactor " + (scene.patient() ? 100 : 2));
    c.add("ListenBacklog 1024");
    c.add("Timeout 60");
    c.add("KeepAlive On");
    c.add("MaxKeepAliveRequests 0");
    c.add("KeepAliveTimeout " + (scene.patient() ? 600 : 60));
    c.add("EnableSendfile On");
    c.add("ErrorLog error.log");
    c.add("LogLevel warn");
    if (log) {
      c.add(
          "LogFormat \"%h %l %u %t \\\"%r\\\" %>s %b \\\"%{Referer}i\\\" \\\"%{User-Agent}i\\\"\""
              + " combined");
      c.add("CustomLog access.log combined");
    }
    c.add("TypesConfig " + site.mimeTypes);
    c.add("DocumentRoot " + site.root);
    c.add("ErrorDocument 404 /404.html");
    c.add("<Directory />");
    c.add("  Options " + scene.options());
    c.add("  AllowOverride " + scene.override());
    c.add("  Require all denied");
    c.add("</Directory>");
    c.add("<Directory " + site.root + ">");
    c.add("  Require all granted");
    c.add("</Directory>");
    for (String line : scene.httpd()) {
      c.add(Programs.fill(line, site, port));
    }
    return c;
  }
}
