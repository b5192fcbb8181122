package io.stoker.fleet.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.stoker.api.LogMessage;
import io.stoker.runtime.Attempted;
import io.stoker.runtime.view.Finding;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells the cluster, by an Event about this pod, that a configuration was refused, and when one is
 * taken again: {@code kubectl describe pod} shows both.
 */
public final class ReloadEvents implements Consumer<Attempted> {

  /** Where the error log goes. */
  @FunctionalInterface
  public interface Log {
    /** Writes a line. */
    void write(LogMessage message, Object... args);
  }

  static final String REFUSED = "ConfigurationRefused";
  static final String TAKEN = "ConfigurationTaken";

  /** Results of an attempt that left the old configuration in place. */
  private static final Set<String> NOT_TAKEN = Set.of("rejected", "failed", "refused");

  private static final LogMessage NOT_TOLD =
      LogMessage.warn("core", "STK0541", "the cluster was not told of the reload: %s");

  /** What an Event's note may have at most. */
  private static final int MOST_CHARS = 1024;

  private final Cluster cluster;
  private final String pod;
  private final @Nullable String uid;
  private final Log log;
  private final AtomicLong count = new AtomicLong();
  private volatile boolean wasRefused;

  /**
   * One who has told nothing yet.
   *
   * @param pod name of this pod
   * @param uid of this pod, by which {@code kubectl describe} finds Events; null where it is not
   *     known
   */
  public ReloadEvents(Cluster cluster, String pod, @Nullable String uid, Log log) {
    this.cluster = cluster;
    this.pod = pod;
    this.uid = uid;
    this.log = log;
  }

  /** Returns at once; the cluster is told by another thread. */
  @Override
  public void accept(Attempted attempt) {
    boolean isTaken = isTaken(attempt);
    if (!isTaken && !NOT_TAKEN.contains(attempt.result())) {
      return; // a change that came to nothing before it was tried
    }
    boolean isNews = !isTaken || wasRefused;
    wasRefused = !isTaken;
    if (isNews) {
      Thread.ofVirtual().name("reload-event").start(() -> tell(attempt));
    }
  }

  private static boolean isTaken(Attempted attempt) {
    return attempt.result().equals("accepted") || attempt.result().equals("applied");
  }

  /** Tells it; what goes wrong is logged. */
  void tell(Attempted attempt) {
    try {
      cluster
          .client()
          .v1()
          .events()
          .inNamespace(cluster.namespace())
          .resource(event(attempt))
          .create();
    } catch (KubernetesClientException e) {
      log.write(NOT_TOLD, Cluster.why(e));
    } catch (RuntimeException e) {
      log.write(NOT_TOLD, e);
    }
  }

  private Event event(Attempted attempt) {
    String at = attempt.at().truncatedTo(ChronoUnit.SECONDS).toString();
    ObjectReference about =
        new ObjectReferenceBuilder()
            .withApiVersion("v1")
            .withKind("Pod")
            .withNamespace(cluster.namespace())
            .withName(pod)
            .withUid(uid)
            .build();
    String name = "%s.%x.%d".formatted(pod, attempt.at().toEpochMilli(), count.incrementAndGet());
    return new EventBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(cluster.namespace())
        .endMetadata()
        .withInvolvedObject(about)
        .withType(isTaken(attempt) ? "Normal" : "Warning")
        .withReason(isTaken(attempt) ? TAKEN : REFUSED)
        .withMessage(message(attempt))
        .withNewSource()
        .withComponent("stoker")
        .endSource()
        .withReportingComponent("stoker.io/stoker")
        .withReportingInstance(pod)
        .withAction("Reload")
        .withFirstTimestamp(at)
        .withLastTimestamp(at)
        .withCount(1)
        .build();
  }

  private static String message(Attempted attempt) {
    String text =
        isTaken(attempt)
            ? "Serves by generation " + attempt.generation() + " of the configuration."
            : "Goes on serving by generation "
                + attempt.generation()
                + ". "
                + attempt.findings().stream()
                    .filter(f -> f.level().equals("crit"))
                    .map(Finding::text)
                    .collect(Collectors.joining(" "));
    return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS - 1) + "…";
  }
}
