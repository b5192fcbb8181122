package io.stoker.boot;

import io.stoker.fleet.kubernetes.Cluster;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The cluster, made when it is asked for. Spring looks at the methods of what it makes; of {@link
 * Cluster} it could not without the API server's client being loaded.
 */
final class LazyCluster implements Supplier<Cluster>, AutoCloseable {

  private @Nullable Cluster cluster;

  @Override
  public synchronized Cluster get() {
    Cluster made = cluster;
    if (made == null) {
      made = new Cluster();
      cluster = made;
    }
    return made;
  }

  @Override
  public synchronized void close() {
    if (cluster != null) {
      cluster.close();
    }
  }
}
