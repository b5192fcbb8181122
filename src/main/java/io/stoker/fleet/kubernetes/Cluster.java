package io.stoker.fleet.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * The API server of the cluster that this pod runs in, asked with the token of the pod's account.
 * The client is made by the first question.
 */
public final class Cluster implements AutoCloseable {

  private static final int PATIENCE = 10_000; // ms

  private @Nullable KubernetesClient client;

  /** The cluster that the pod's files and environment tell of. */
  public Cluster() {}

  /** A cluster that somebody else has reached. */
  Cluster(KubernetesClient client) {
    this.client = client;
  }

  synchronized KubernetesClient client() {
    KubernetesClient made = client;
    if (made == null) {
      Config config = Config.autoConfigure(null);
      config.setConnectionTimeout(PATIENCE);
      config.setRequestTimeout(PATIENCE);
      config.setRequestRetryBackoffLimit(0); // who asked is told, and may ask again
      made =
          new KubernetesClientBuilder()
              .withConfig(config)
              .withHttpClientFactory(new JdkHttpClientFactory())
              .build();
      client = made;
    }
    return made;
  }

  /** The pod's own. */
  String namespace() {
    return client().getNamespace();
  }

  /** Why the API server did not do something, in a sentence. */
  static String why(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
        ? "the pod's account may not do it"
        : e.getStatus() != null && e.getStatus().getMessage() != null
            ? e.getStatus().getMessage()
            : String.valueOf(e.getMessage());
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }
}
