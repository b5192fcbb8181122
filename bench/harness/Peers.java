package harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All servers that can take part. */
final class Peers {

  static final List<String> NAMES =
      List.of(
          "stoker", "httpd", "nginx", "nginx-nocache", "caddy", "stoker-nolog", "nginx-nolog", "netty");

  private Peers() {}

  /** Those that were asked for and are there; what is missing is said. */
  static List<Peer> chosen(Options options, Path work) throws IOException, InterruptedException {
    Path home = Distribution.unpacked(options.stoker(), work.resolve("stoker"));
    List<Peer> peers = new ArrayList<>();
    for (String name : NAMES) {
      if (options.servers().contains(name)) {
        peers.add(of(name, home));
      }
    }
    for (Map.Entry<String, Path> other : options.stokers().entrySet()) {
      Path otherHome = Distribution.unpacked(other.getValue(), work.resolve("dist-" + other.getKey()));
      peers.add(new Stoker(other.getKey(), otherHome, "", true));
    }
    options.jvms().forEach((name, flags) -> peers.add(new Stoker(name, home, flags, true)));
    peers.removeIf(
        peer -> {
          if (peer.missing() != null) {
            System.err.println("*** LEFT OUT: " + peer.name() + ": " + peer.missing());
          }
          return peer.missing() != null;
        });
    return peers;
  }

  private static Peer of(String name, Path home) {
    Path nginx = Programs.find("nginx");
    return switch (name) {
      case "stoker" -> new Stoker(name, home, "", true);
      case "stoker-nolog" -> new Stoker(name, home, "", false);
      case "httpd" -> Httpd.installed();
      case "nginx" -> new Nginx(name, nginx, true, true);
      case "nginx-nocache" -> new Nginx(name, nginx, false, true);
      case "nginx-nolog" -> new Nginx(name, nginx, true, false);
      case "caddy" -> new Caddy(name, Programs.find("caddy"));
      case "netty" -> new BareNetty(name, home);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
