package harness;

import java.io.IOException;
import java.nio.file.Path;

/** A server that can be measured. */
interface Peer {

  String name();

  /** Why it cannot be measured here, or null. */
  String missing();

  /** Whether it has anything like this configuration. */
  boolean knows(Scene scene);

  /**
   * Writes its configuration into the folder and starts it, without waiting.
   *
   * @param folder empty, its own
   */
  Daemon start(Scene scene, Site site, Path folder) throws IOException;
}
