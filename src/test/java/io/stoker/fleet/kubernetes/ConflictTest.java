package io.stoker.fleet.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.stoker.fleet.DnsRoster;
import io.stoker.fleet.Member;
import io.stoker.fleet.Roster;
import io.stoker.runtime.Cause;
import io.stoker.runtime.Change.Outcome;
import io.stoker.runtime.ConfigKeeper.Answer;
import io.stoker.runtime.ConfigKeeper.FileChange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the API server refuses. */
@EnableKubernetesMockClient
class ConflictTest {

  private static final String MAP = "/api/v1/namespaces/test/configmaps/conf";

  KubernetesMockServer server;
  KubernetesClient client;

  private Answer take() {
    server
        .expect()
        .get()
        .withPath(MAP)
        .andReturn(
            200,
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("conf")
                .withResourceVersion("7")
                .endMetadata()
                .withData(Map.of("a.conf", "x"))
                .build())
        .always();
    ConfigMapKeeper keeper =
        new ConfigMapKeeper(new Cluster(client), new MountedMaps(List.of("/etc/conf.d=conf")));
    return keeper.take(
        List.of(new FileChange("/etc/conf.d/a.conf", "x", "y")), Cause.rest("alice"));
  }

  @Test
  void somebodyElseCameFirst() throws Exception {
    server
        .expect()
        .patch()
        .withPath(MAP)
        .andReturn(
            409,
            new StatusBuilder()
                .withCode(409)
                .withReason("Conflict")
                .withMessage("the object has been modified")
                .build())
        .always();
    Answer answer = take();
    assertThat(answer.outcome()).isEqualTo(Outcome.OUTDATED);
    assertThat(answer.said())
        .containsExactly("the ConfigMap was not changed: the object has been modified");
    assertThat(server.getLastRequest().getUtf8Body())
        .contains("\"resourceVersion\":\"7\"")
        .contains("\"a.conf\":\"y\"");
  }

  @Test
  void theAccountMayNot() {
    server
        .expect()
        .patch()
        .withPath(MAP)
        .andReturn(403, new StatusBuilder().withCode(403).withMessage("forbidden").build())
        .always();
    Answer answer = take();
    assertThat(answer.outcome()).isEqualTo(Outcome.READ_ONLY);
    assertThat(answer.said())
        .containsExactly("the ConfigMap was not changed: the pod's account may not do it");
  }

  @Test
  void namesHoldWherePodsMayNotBeListed() {
    String pods = "/api/v1/namespaces/test/pods?labelSelector=app%3Dweb";
    server
        .expect()
        .get()
        .withPath(pods)
        .andReturn(403, new StatusBuilder().withCode(403).build())
        .once();
    server.expect().get().withPath(pods).andReturn(200, new PodListBuilder().build()).once();
    PodRoster roster =
        new PodRoster(
            new Cluster(client), "app=web", 9090, new DnsRoster(List.of("192.0.2.1"), 9090));
    Roster.Found found = roster.look();
    assertThat(found.members()).extracting(Member::address).hasSize(1);
    assertThat(found.notes())
        .containsExactly(
            "pods were not listed, names were asked for: the pod's account may not do it");
    assertThat(roster.look().members()).isEmpty();
  }
}
