package io.stoker.fleet.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.stoker.fleet.DnsRoster;
import io.stoker.fleet.Member;
import io.stoker.runtime.Attempted;
import io.stoker.runtime.Cause;
import io.stoker.runtime.ServerSignal;
import io.stoker.runtime.view.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pods, and events. */
@EnableKubernetesMockClient(crud = true)
class ClusterTest {

  KubernetesClient client;

  private void create(Pod pod) {
    client.pods().resource(pod).create();
  }

  private static PodBuilder pod(String name, String app) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("app", app)
        .endMetadata()
        .withNewSpec()
        .withNodeName("node-1")
        .endSpec();
  }

  @Test
  void podsAreFoundByTheirLabels() {
    create(
        pod("web-0", "web")
            .withNewStatus()
            .withPhase("Running")
            .withPodIP("192.0.2.7")
            .endStatus()
            .build());
    create(pod("web-1", "web").withNewStatus().withPhase("Pending").endStatus().build());
    create(pod("web-2", "web").withNewStatus().withPhase("Failed").endStatus().build());
    create(pod("db-0", "db").withNewStatus().withPhase("Running").endStatus().build());
    List<Member> members =
        new PodRoster(new Cluster(client), "app=web", 9090, new DnsRoster(List.of(), 1))
            .look()
            .members();
    assertThat(members).extracting(Member::name).containsExactlyInAnyOrder("web-0", "web-1");
    assertThat(members)
        .anySatisfy(
            m -> {
              assertThat(m.address()).hasToString("/192.0.2.7:9090");
              assertThat(m.node()).isEqualTo("node-1");
              assertThat(m.state()).isNull();
            })
        .anySatisfy(
            m -> {
              assertThat(m.address()).isNull();
              assertThat(m.state()).isEqualTo("Pending");
            });
  }

  private static Attempted attempt(String result, String text) {
    return new Attempted(
        Cause.of(ServerSignal.GRACEFUL),
        Instant.parse("2026-11-26T12:00:00.123Z"),
        result,
        4,
        List.of(new Finding("crit", "core", text, null)),
        List.of());
  }

  @Test
  void aRefusedConfigurationIsAnEventOfThePod() {
    List<Object> said = new ArrayList<>();
    ReloadEvents events =
        new ReloadEvents(
            new Cluster(client), "web-0", "uid-0", (message, args) -> said.add(message));
    events.tell(attempt("rejected", "AH00526: Syntax error " + "x".repeat(2000)));
    events.tell(attempt("accepted", ""));
    List<Event> all = client.v1().events().list().getItems();
    assertThat(said).isEmpty();
    assertThat(all)
        .hasSize(2)
        .allSatisfy(
            e -> {
              assertThat(e.getInvolvedObject().getKind()).isEqualTo("Pod");
              assertThat(e.getInvolvedObject().getName()).isEqualTo("web-0");
              assertThat(e.getInvolvedObject().getUid()).isEqualTo("uid-0");
            })
        .anySatisfy(
            e -> {
              assertThat(e.getType()).isEqualTo("Warning");
              assertThat(e.getReason()).isEqualTo(ReloadEvents.REFUSED);
              assertThat(e.getMessage())
                  .startsWith("Goes on serving by generation 4. AH00526: Syntax error")
                  .hasSize(1024);
            })
        .anySatisfy(e -> assertThat(e.getReason()).isEqualTo(ReloadEvents.TAKEN));
  }
}
