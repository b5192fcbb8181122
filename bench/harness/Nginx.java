package harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * nginx.
 *
 * @param cache whether it keeps files open (open_file_cache)
 */
record Nginx(String name, Path program, boolean cache, boolean log) implements Peer {

  @Override
  public String missing() {
    return program == null ? "no nginx: apt-get install nginx-light" : null;
  }

  @Override
  public boolean knows(Scene scene) {
    return scene.hasNginx();
  }

  @Override
  public Daemon start(Scene scene, Site site, Path folder) throws IOException {
    int port = Programs.freePort();
    Path conf = folder.resolve("nginx.conf");
    Files.write(conf, configuration(scene, site, folder, port));
    return Daemon.start(
        name,
        scene,
        port,
        folder,
        log ? folder.resolve("access.log") : null,
        Map.of(),
        List.of(
            program.toString(),
            "-p",
            folder.toString(),
            "-c",
            conf.toString(),
            "-e",
            folder.resolve("error.log").toString()));
  }

  private List<String> configuration(Scene scene, Site site, Path folder, int port) {
    List<String> c = new ArrayList<>();
    if (Programs.isRoot()) {
      c.add("user " + Programs.unprivileged() + " " + Programs.unprivilegedGroup() + ";");
    }
    c.add("daemon off;");
    c.add("worker_processes " + Cpus.COUNT + ";");
    c.add("worker_rlimit_nofile 20000;");
    c.add("pid nginx.pid;");
    c.add("events { worker_connections 16384; }");
    c.add("http {");
    c.add("types { text/html html; text/plain txt; application/octet-stream bin; }");
    for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
      c.add(kind + "_temp_path " + folder.resolve(kind) + ";");
    }
    c.add(log ? "access_log " + folder.resolve("access.log") + " combined;" : "access_log off;");
    c.add("sendfile on;");
    c.add("tcp_nopush on;");
    c.add("keepalive_timeout " + (scene.patient() ? 600 : 60) + ";");
    c.add("keepalive_requests 1000000000;");
    if (cache) {
      c.add("open_file_cache max=10000 inactive=60s;");
      c.add("open_file_cache_valid 60s;");
      c.add("open_file_cache_errors on;");
    }
    c.add("server {");
    c.add("listen 127.0.0.1:" + port + " default_server backlog=1024;");
    c.add("server_name bench.example;");
    c.add("root " + site.root + ";");
    c.add("error_page 404 /404.html;");
    scene.nginx().forEach(line -> c.add(Programs.fill(line, site, port)));
    c.add("}");
    scene.nginxHttp().forEach(line -> c.add(Programs.fill(line, site, port)));
    c.add("}");
    return c;
  }
}
