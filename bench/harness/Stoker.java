package harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Stoker, on httpd's own configuration.
 *
 * @param build what to start
 * @param jvm flags for the JVM behind the launcher's own
 */
record Stoker(String name, Distribution build, String jvm, boolean log) implements Peer {

  @Override
  public String missing() {
    return build == null ? "no distribution in target: mvn -Dquick -DskipTests package" : null;
  }

  @Override
  public boolean knows(Scene scene) {
    return true;
  }

  @Override
  public Daemon start(Scene scene, Site site, Path folder) throws IOException {
    return start(scene, site, folder, 0);
  }

  /**
   * Starts it.
   *
   * @param console port of the management plane; 0 for any
   */
  Daemon start(Scene scene, Site site, Path folder, int console) throws IOException {
    int port = Programs.freePort();
    Path conf = folder.resolve("httpd.conf");
    Path modules = Httpd.installed().modules();
    Files.write(conf, Httpd.configuration(scene, site, folder, port, modules, log));
    return Daemon.start(
        name,
        scene,
        port,
        folder,
        log ? folder.resolve("access.log") : null,
        Map.of("STOKER_JVM_FLAGS", jvm, "STOKER_AOT", build.learned().toString()),
        List.of(
            build.home().resolve("bin/stoker").toString(),
            "--server.port=" + console,
            "-DFOREGROUND",
            "-f",
            conf.toString()));
  }
}
