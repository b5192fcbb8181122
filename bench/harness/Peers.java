package harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All servers that can take part. */
final class Peers {

  static final List<String> NAMES =
      List.of(
          "stoker",
          "httpd",
          "nginx",
          "nginx-nocache",
          "caddy",
          "stoker-noaot",
          "stoker-nolog",
          "nginx-nolog",
          "netty");

  private Peers() {}

  /** Those that were asked for and are there; what is missing is said. */
  static List<Peer> chosen(Options options, Path work) throws IOException, InterruptedException {
    Distribution build = Distribution.ready(options.stoker(), folder(work, "stoker"));
    List<Peer> peers = new ArrayList<>();
    for (String name : NAMES) {
      if (options.servers().contains(name)) {
        peers.add(of(name, build));
      }
    }
    for (Map.Entry<String, Path> other : options.stokers().entrySet()) {
      Path into = folder(work, "dist-" + other.getKey());
      Distribution otherBuild = Distribution.ready(other.getValue(), into);
      peers.add(new Stoker(other.getKey(), otherBuild, "", true));
    }
    options.jvms().forEach((name, flags) -> peers.add(new Stoker(name, build, flags, true)));
    peers.removeIf(
        peer -> {
          if (peer.missing() != null) {
            System.err.println("*** LEFT OUT: " + peer.name() + ": " + peer.missing());
          }
          return peer.missing() != null;
        });
    return peers;
  }

  private static Path folder(Path work, String name) throws IOException {
    return Files.createDirectories(work.resolve(name));
  }

  private static Peer of(String name, Distribution build) {
    Path nginx = Programs.find("nginx");
    return switch (name) {
      case "stoker" -> new Stoker(name, build, "", true);
      case "stoker-noaot" -> new Stoker(name, build, "-XX:AOTMode=off", true);
      case "stoker-nolog" -> new Stoker(name, build, "", false);
      case "httpd" -> Httpd.installed();
      case "nginx" -> new Nginx(name, nginx, true, true);
      case "nginx-nocache" -> new Nginx(name, nginx, false, true);
      case "nginx-nolog" -> new Nginx(name, nginx, true, false);
      case "caddy" -> new Caddy(name, Programs.find("caddy"));
      case "netty" -> new BareNetty(name, build);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
