package harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Caddy; it takes part in the plain works only. */
record Caddy(String name, Path program) implements Peer {

  @Override
  public String missing() {
    return program == null ? "no caddy: apt-get install caddy" : null;
  }

  @Override
  public boolean knows(Scene scene) {
    return scene.name().equals("plain");
  }

  @Override
  public Daemon start(Scene scene, Site site, Path folder) throws IOException {
    int port = Programs.freePort();
    Path conf = folder.resolve("Caddyfile");
    Files.writeString(
        conf,
        """
        {
          admin off
          auto_https off
          storage file_system %1$s
        }
        http://:%2$d {
          bind 127.0.0.1
          root * %3$s
          file_server
          log {
            output file %1$s/access.log {
              roll_disabled
            }
            format json
          }
          handle_errors {
            rewrite * /404.html
            file_server
          }
        }
        """
            .formatted(folder, port, site.root));
    return Daemon.start(
        name,
        scene,
        port,
        folder,
        folder.resolve("access.log"),
        Map.of("HOME", folder.toString(), "XDG_CONFIG_HOME", folder.toString()),
        List.of(program.toString(), "run", "--config", conf.toString(), "--adapter", "caddyfile"));
  }
}
