package harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** bench/netty/BareNettyServer.java, which writes the bytes that Stoker wrote. */
record BareNetty(String name, Distribution build) implements Peer {

  @Override
  public String missing() {
    return build == null ? "no distribution in target, whose Netty it uses" : null;
  }

  @Override
  public boolean knows(Scene scene) {
    return scene.name().equals("plain");
  }

  @Override
  public Daemon start(Scene scene, Site site, Path folder) throws IOException {
    record(scene, site, folder);
    String libraries = libraries();
    Path source = Path.of(System.getProperty("bench.home"), "netty/BareNettyServer.java");
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", libraries, "-d", folder.toString(), source.toString());
    if (failed != 0) {
      throw new IOException("cannot compile " + source);
    }
    int port = Programs.freePort();
    return Daemon.start(
        name,
        scene,
        port,
        folder,
        null,
        Map.of(),
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xmx256m",
            "-cp",
            folder + ":" + libraries,
            "BareNettyServer",
            Integer.toString(port),
            Integer.toString(Cpus.COUNT),
            folder.resolve("replies").toString()));
  }

  private String libraries() throws IOException {
    try (Stream<Path> jars = Files.list(build.home().resolve("lib"))) {
      return String.join(
          ":",
          jars.map(Path::toString).filter(j -> j.endsWith(".jar") && j.contains("netty")).toList());
    }
  }

  /** Asks a Stoker for every work's reply and keeps it: NAME, and NAME.request to know it by. */
  private void record(Scene scene, Site site, Path folder) throws IOException {
    Path replies = Files.createDirectories(folder.resolve("replies"));
    Path stokerFolder = Files.createDirectories(folder.resolve("stoker"));
    try (Daemon stoker = new Stoker("stoker", build, "", false).start(scene, site, stokerFolder)) {
      stoker.awaitAnswer();
      for (Work work : Work.ALL) {
        if (work.name().equals("100m")) {
          continue;
        }
        String etag = Http.get(stoker.address(), scene.host(), work.path()).field("ETag");
        String request =
            Http.request(work.method(), work.path(), scene.host(), work.fieldsFor(etag));
        boolean bodyless = work.method().equals("HEAD") || work.status() == 304;
        Files.write(
            replies.resolve(work.name()), Http.keptAnswer(stoker.address(), request, bodyless));
        Files.writeString(
            replies.resolve(work.name() + ".request"), request, StandardCharsets.ISO_8859_1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
