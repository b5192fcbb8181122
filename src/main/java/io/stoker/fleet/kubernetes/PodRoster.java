package io.stoker.fleet.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.stoker.fleet.Member;
import io.stoker.fleet.Roster;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pods with certain labels. Where the pod's account may not list pods, the roster of names
 * serves in its place.
 */
public final class PodRoster implements Roster {

  private final Cluster cluster;
  private final String selector;
  private final int port;
  private final Roster otherwise;

  /**
   * A list of pods.
   *
   * @param selector of labels that a pod must have, such as {@code app=web,tier=front}
   * @param port of the management plane in each
   * @param otherwise who is asked where the API server gives no answer
   */
  public PodRoster(Cluster cluster, String selector, int port, Roster otherwise) {
    this.cluster = cluster;
    this.selector = selector;
    this.port = port;
    this.otherwise = otherwise;
  }

  @Override
  public Found look() {
    try {
      return new Found(
          cluster
              .client()
              .pods()
              .inNamespace(cluster.namespace())
              .withLabelSelector(selector)
              .list()
              .getItems()
              .stream()
              .filter(pod -> !isOver(pod))
              .map(this::member)
              .toList(),
          List.of());
    } catch (KubernetesClientException e) {
      Found found = otherwise.look();
      List<String> notes = new ArrayList<>(found.notes());
      notes.add("pods were not listed, names were asked for: " + Cluster.why(e));
      return new Found(found.members(), notes);
    }
  }

  /** A pod that has ended, evicted for instance, stays in the list. */
  private static boolean isOver(Pod pod) {
    String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  private Member member(Pod pod) {
    String address = pod.getStatus() == null ? null : pod.getStatus().getPodIP();
    return new Member(
        // An address in digits: nobody is asked for it.
        address == null || address.isEmpty() ? null : new InetSocketAddress(address, port),
        pod.getMetadata().getName(),
        pod.getSpec() == null ? null : pod.getSpec().getNodeName(),
        state(pod));
  }

  private static @Nullable String state(Pod pod) {
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      return "Terminating";
    }
    String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    return "Running".equals(phase) ? null : phase;
  }
}
