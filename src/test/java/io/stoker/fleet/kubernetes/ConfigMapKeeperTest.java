package io.stoker.fleet.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.stoker.runtime.Cause;
import io.stoker.runtime.Change.Outcome;
import io.stoker.runtime.ConfigKeeper.Answer;
import io.stoker.runtime.ConfigKeeper.FileChange;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of files that are ConfigMaps. */
@EnableKubernetesMockClient(crud = true)
class ConfigMapKeeperTest {

  private static final Cause ALICE = Cause.rest("alice");

  KubernetesClient client;
  private ConfigMapKeeper keeper;

  @BeforeEach
  void makeMaps() {
    create(
        "site-conf", Map.of("10-a.conf", "Timeout 1\n", "20-b.conf", "KeepAlive On\n"), Map.of());
    create("more", Map.of("20-b.conf", "KeepAlive Off\n"), Map.of());
    keeper =
        new ConfigMapKeeper(
            new Cluster(client),
            new MountedMaps(
                List.of("/etc/conf.d=site-conf", "/etc/conf.d=more", "/etc/hosts.d=hosts")));
  }

  private void create(String name, Map<String, String> data, Map<String, String> labels) {
    client
        .configMaps()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .withData(data)
                .build())
        .create();
  }

  private ConfigMap map(String name) {
    return client.configMaps().withName(name).get();
  }

  private Answer take(String path, @Nullable String before, @Nullable String after) {
    return keeper.take(List.of(new FileChange(path, before, after)), ALICE);
  }

  @Test
  void aChangeIsAPatchOfTheMap() {
    Answer answer = take("/etc/conf.d/10-a.conf", "Timeout 1\n", "Timeout 2\n");
    assertThat(answer.outcome()).isEqualTo(Outcome.HANDED_ON);
    assertThat(map("site-conf").getData())
        .isEqualTo(Map.of("10-a.conf", "Timeout 2\n", "20-b.conf", "KeepAlive On\n"));
    assertThat(map("site-conf").getMetadata().getAnnotations())
        .containsEntry(ConfigMapKeeper.CHANGED_BY, "alice");
  }

  @Test
  void aFileInTwoMapsIsTheLaterOnes() {
    assertThat(take("/etc/conf.d/20-b.conf", "KeepAlive Off\n", "KeepAlive On\n").outcome())
        .isEqualTo(Outcome.HANDED_ON);
    assertThat(map("more").getData()).containsEntry("20-b.conf", "KeepAlive On\n");
  }

  @Test
  void newFilesAreTheFirstMapsAndOthersGo() {
    assertThat(take("/etc/conf.d/30-c.conf", null, "# \u00fc\n").outcome())
        .isEqualTo(Outcome.READ_ONLY); // not a byte a char
    String text = "# \u00c3\u00bc\n";
    assertThat(take("/etc/conf.d/30-c.conf", null, text).outcome()).isEqualTo(Outcome.HANDED_ON);
    assertThat(map("site-conf").getData()).containsEntry("30-c.conf", "# \u00fc\n");
    assertThat(take("/etc/conf.d/30-c.conf", text, null).outcome()).isEqualTo(Outcome.HANDED_ON);
    // RFC 7386 removes it; the mock keeps a null.
    assertThat(map("site-conf").getData().get("30-c.conf")).isNull();
  }

  @Test
  void whatHasMovedOnIsNotOverwritten() {
    Answer answer = take("/etc/conf.d/10-a.conf", "Timeout 9\n", "Timeout 2\n");
    assertThat(answer.outcome()).isEqualTo(Outcome.OUTDATED);
    assertThat(answer.said().getFirst())
        .startsWith("10-a.conf in ConfigMap site-conf is not as it is served here");
    assertThat(map("site-conf").getData()).containsEntry("10-a.conf", "Timeout 1\n");
  }

  @Test
  void whatGitKeepsIsLeftToGit() {
    create("hosts", Map.of("a.conf", "x"), Map.of("kustomize.toolkit.fluxcd.io/name", "site"));
    Answer answer = take("/etc/hosts.d/a.conf", "x", "y");
    assertThat(answer.outcome()).isEqualTo(Outcome.READ_ONLY);
    assertThat(answer.said().getFirst()).contains("kept in Git by Flux");
  }

  @Test
  void whatNoMapHoldsIsNotWritten() {
    assertThat(take("/etc/httpd.conf", "x", "y").said().getFirst())
        .startsWith("/etc/httpd.conf comes from no ConfigMap");
    Answer missing = take("/etc/hosts.d/a.conf", null, "y");
    assertThat(missing.outcome()).isEqualTo(Outcome.READ_ONLY);
    assertThat(missing.said().getFirst()).contains("there is no ConfigMap hosts");
  }

  @Test
  void filesOfTwoMapsDoNotChangeAtOnce() {
    Answer answer =
        keeper.take(
            List.of(
                new FileChange("/etc/conf.d/10-a.conf", "Timeout 1\n", "Timeout 2\n"),
                new FileChange("/etc/conf.d/20-b.conf", "KeepAlive Off\n", "KeepAlive On\n")),
            ALICE);
    assertThat(answer.outcome()).isEqualTo(Outcome.READ_ONLY);
    assertThat(map("site-conf").getData()).containsEntry("10-a.conf", "Timeout 1\n");
  }

  @Test
  void helmsMapsSayWhatHelmWillDo() {
    create("hosts", Map.of("a.conf", "x"), Map.of("app.kubernetes.io/managed-by", "Helm"));
    assertThat(take("/etc/hosts.d/a.conf", "x", "y").said())
        .hasSize(2)
        .last()
        .asString()
        .contains("next helm upgrade");
  }

  @Test
  void foldersAreSaidWithTheirMaps() {
    assertThatThrownBy(() -> new MountedMaps(List.of("conf.d=site")))
        .hasMessageContaining("expected: /folder=ConfigMap");
  }
}
