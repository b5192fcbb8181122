package io.stoker.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.Release;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1HostPathVolumeSource;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1SecurityContext;
import io.kubernetes.client.openapi.models.V1Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart with every set of values: what comes out is what Kubernetes takes. */
class HelmChartTest {

  /** Kinds of operators, for which Kubernetes has no types. */
  private static final Set<String> OF_OPERATORS =
      Set.of(
          "gateway.networking.k8s.io/v1 HTTPRoute",
          "monitoring.coreos.com/v1 ServiceMonitor",
          "monitoring.coreos.com/v1 PrometheusRule");

  static List<Path> sets() {
    return Chart.sets();
  }

  @Test
  void lintFindsNothing() {
    LintResult result = Chart.lint();
    assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
  }

  @Test
  void thereAreTwelveSets() {
    assertThat(sets()).hasSizeGreaterThanOrEqualTo(12);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void everyObjectIsOneThatKubernetesTakes(Path values) {
    List<Manifest> all = Chart.render(values);
    assertThat(all).isNotEmpty();
    for (Manifest one : all) {
      if (one.isBuiltIn()) {
        assertThat(one.strictly()).isNotNull();
      } else {
        assertThat(OF_OPERATORS).contains(one.apiVersion() + " " + one.kind());
      }
      assertThat(one.name()).matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    }
    assertThat(all.stream().map(one -> one.kind() + " " + one.name())).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void everyPodIsRestricted(Path values) {
    assertThat(pods(Chart.render(values)))
        .isNotEmpty()
        .allSatisfy(pod -> assertThat(Restricted.faults(pod)).isEmpty());
  }

  private static List<V1PodSpec> pods(List<Manifest> all) {
    return all.stream()
        .filter(Manifest::isBuiltIn)
        .map(Manifest::strictly)
        .flatMap(
            object ->
                switch (object) {
                  case V1Deployment d -> Stream.of(d.getSpec().getTemplate().getSpec());
                  case V1Pod p -> Stream.of(p.getSpec());
                  default -> Stream.<V1PodSpec>empty();
                })
        .filter(Objects::nonNull)
        .toList();
  }

  @Test
  void theCheckFindsWhatIsNotRestricted() {
    V1PodSpec bad =
        new V1PodSpec()
            .hostNetwork(true)
            .addVolumesItem(new V1Volume().name("host").hostPath(new V1HostPathVolumeSource()))
            .addContainersItem(
                new V1Container()
                    .name("c")
                    .securityContext(new V1SecurityContext().privileged(true).runAsUser(0L)));
    assertThat(Restricted.faults(bad))
        .containsExactlyInAnyOrder(
            "hostNetwork",
            "volume host",
            "c: privileged",
            "c: allowPrivilegeEscalation",
            "c: capabilities are kept",
            "c: runAsNonRoot",
            "c: runAsUser 0",
            "c: seccompProfile");
  }

  @ParameterizedTest
  @MethodSource("sets")
  void whatLeadsToTheContentDoesNotLeadToTheManagementPlane(Path values) {
    List<Manifest> all = Chart.render(values);
    String service = one(all, "Deployment").name();
    for (Manifest m : all) {
      if (Set.of("Ingress", "HTTPRoute").contains(m.kind())) {
        assertThat(m.fields().toString()).contains("name=" + service).doesNotContain("management");
      }
      if (m.kind().equals("Service") && m.name().equals(service)) {
        assertThat(m.at("spec.ports").toString())
            .doesNotContain("management")
            .doesNotContain("9090");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sets")
  void configurationIsMountedAsFoldersSoThatAChangeArrives(Path values) {
    assertThat(container(Chart.render(values)).getVolumeMounts())
        .allSatisfy(mount -> assertThat(mount.getSubPath()).isNull())
        .anySatisfy(mount -> assertThat(mount.getMountPath()).isEqualTo("/etc/stoker/conf.d"));
  }

  private static V1Container container(List<Manifest> all) {
    V1Deployment deployment = (V1Deployment) one(all, "Deployment").strictly();
    return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
  }

  private static Manifest one(List<Manifest> all, String kind) {
    return all.stream()
        .filter(m -> m.kind().equals(kind))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind));
  }

  private static boolean has(List<Manifest> all, String kind) {
    return all.stream().anyMatch(m -> m.kind().equals(kind));
  }

  @Test
  void aPodHasTimeToEnd() {
    List<Manifest> all =
        Chart.render(Map.of("shutdown.delaySeconds", "7", "shutdown.gracefulTimeoutSeconds", "60"));
    Manifest deployment = one(all, "Deployment");
    assertThat(deployment.at("spec.template.spec.terminationGracePeriodSeconds")).isEqualTo(72);
    assertThat(container(all).getLifecycle().getPreStop().getSleep().getSeconds()).isEqualTo(7);
    assertThat(text(all, "site-stoker-conf", "00-chart.conf"))
        .contains("GracefulShutdownTimeout 60\n");
  }

  private static String text(List<Manifest> all, String name, String file) {
    Map<String, Object> data =
        Manifest.map(
            all.stream()
                .filter(m -> m.kind().equals("ConfigMap") && m.name().equals(name))
                .findFirst()
                .orElseThrow()
                .at("data"));
    return (String) Objects.requireNonNull(data.get(file));
  }

  @ParameterizedTest
  @CsvSource({
    "256Mi, -Xmx115m, -XX:MaxDirectMemorySize=64m",
    "1Gi, -Xmx460m, -XX:MaxDirectMemorySize=256m",
    "0.5Gi, -Xmx230m, -XX:MaxDirectMemorySize=128m",
    "512M, -Xmx219m, -XX:MaxDirectMemorySize=122m"
  })
  void theJvmIsSizedByTheLimit(String limit, String heap, String direct) {
    assertThat(container(Chart.render(Map.of("resources.limits.memory", limit))).getArgs())
        .containsSubsequence(
            "@/opt/stoker/lib/jvm.options", heap, direct, "io.stoker.boot.StokerApplication");
  }

  @Test
  void sizesThatWereSaidHold() {
    assertThat(container(Chart.render(Chart.set("extras"))).getArgs())
        .containsSubsequence("-Xmx300m", "-XX:MaxDirectMemorySize=100m", "-XX:+UseParallelGC");
    assertThat(container(Chart.render(Chart.set("one-pod"))).getArgs())
        .noneMatch(word -> word.startsWith("-Xmx"));
  }

  @Test
  void anotherConfigurationIsAnotherPodOnlyWhereItIsToBe() {
    String checksum = "spec.template.metadata.annotations";
    assertThat(one(Chart.render(Chart.set("defaults")), "Deployment").at(checksum).toString())
        .doesNotContain("checksum");
    assertThat(one(Chart.render(Chart.set("rollout")), "Deployment").at(checksum).toString())
        .contains("checksum/config=");
  }

  @Test
  void filesOfTheSiteAreNoTemplatesButConfigurationIs() {
    List<Manifest> all = Chart.render(Chart.set("rollout"));
    assertThat(text(all, "site-stoker-content", "index.html"))
        .isEqualTo("<p>{{ not a template }}</p>\n");
    assertThat(text(all, "site-stoker-vhosts", "www.conf")).contains("ServerName www.web.example");
    assertThat(text(all, "site-stoker-conf", "00-chart.conf"))
        .contains("ServerLimit 11\n", "ThreadLimit 100\n", "MaxRequestWorkers 1010");
  }

  @Test
  void theDashboardIsTheOneOfTheDocumentation() throws IOException {
    Path dashboard = Path.of("docs/grafana/stoker.json");
    if (Boolean.getBoolean("docs.update")) {
      // A chart has all that it needs inside of its folder.
      Files.copy(
          dashboard,
          Chart.FOLDER.resolve("files/stoker.json"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(
            text(Chart.render(Chart.set("monitoring")), "site-stoker-dashboard", "stoker.json")
                .strip())
        .isEqualTo(Files.readString(dashboard).strip());
  }

  @Test
  void aBudgetIsForMoreThanOnePod() {
    assertThat(has(Chart.render(Chart.set("defaults")), "PodDisruptionBudget")).isTrue();
    assertThat(has(Chart.render(Chart.set("one-pod")), "PodDisruptionBudget")).isFalse();
    assertThat(
            one(Chart.render(Chart.set("autoscaling")), "PodDisruptionBudget")
                .at("spec.minAvailable"))
        .isEqualTo("50%");
  }

  @Test
  void podsMayAskTheClusterOnlyForWhatTheValuesNeed() {
    List<Manifest> plain = Chart.render(Chart.set("defaults"));
    assertThat(has(plain, "Role")).isFalse();
    assertThat(has(plain, "RoleBinding")).isFalse();
    assertThat(one(plain, "Deployment").at("spec.template.spec.automountServiceAccountToken"))
        .isEqualTo(false);
    assertThat(rules(Map.of("reload.events", "true"))).isEqualTo("events: create");
    assertThat(rules(Map.of("fleet.listPods", "true"))).isEqualTo("pods: list");
    assertThat(rules(Map.of("config.keptBy", "configMap")))
        .isEqualTo("configmaps site-stoker-conf site-stoker-vhosts: get patch");
    List<Manifest> all = Chart.render(Chart.set("fleet"));
    assertThat(rules(all))
        .isEqualTo(
            "configmaps site-stoker-httpd site-stoker-conf company-defaults site-stoker-vhosts:"
                + " get patch, events: create, pods: list");
    assertThat(one(all, "Deployment").at("spec.template.spec.automountServiceAccountToken"))
        .isEqualTo(true);
  }

  private static String rules(Map<String, String> values) {
    return rules(Chart.render(values));
  }

  private static String rules(List<Manifest> all) {
    V1Role role = (V1Role) one(all, "Role").strictly();
    return role.getRules().stream()
        .map(
            rule -> {
              List<String> words = new java.util.ArrayList<>(rule.getResources());
              words.addAll(Objects.requireNonNullElse(rule.getResourceNames(), List.of()));
              return String.join(" ", words) + ": " + String.join(" ", rule.getVerbs());
            })
        .collect(java.util.stream.Collectors.joining(", "));
  }

  @Test
  void thePodsKnowEachOtherByASecret() {
    List<Manifest> own = Chart.render(Chart.set("defaults"));
    assertThat(one(own, "Secret").at("data.token").toString()).hasSizeGreaterThan(50);
    assertThat(environment(own))
        .containsEntry("STOKER_FLEET_HOSTS", "site-stoker-management")
        .containsEntry("STOKER_FLEET_TOKENFILE", "/etc/stoker/fleet/token")
        .containsEntry("STOKER_KUBERNETES_CONFIGKEPTBY", "git")
        .doesNotContainKey("STOKER_FLEET_SELECTOR");
    List<Manifest> theirs = Chart.render(Chart.set("fleet"));
    assertThat(has(theirs, "Secret")).isFalse();
    assertThat(environment(theirs))
        .containsEntry(
            "STOKER_FLEET_SELECTOR",
            "app.kubernetes.io/name=stoker,app.kubernetes.io/instance=site,"
                + "app.kubernetes.io/component=server")
        .containsEntry("STOKER_KUBERNETES_CONFIGKEPTBY", "config-map")
        .containsEntry(
            "STOKER_KUBERNETES_CONFIGMAPS",
            "/etc/stoker/httpd=site-stoker-httpd,/etc/stoker/conf.d=site-stoker-conf,"
                + "/etc/stoker/conf.d=company-defaults,/etc/stoker/vhosts.d=site-stoker-vhosts");
    assertThat(has(Chart.render(Map.of("fleet.enabled", "false")), "Secret")).isFalse();
  }

  /** Without a cluster to look at, each time is the first. */
  @Test
  void theSecretIsMadeAnewWhereThereIsNoCluster() {
    assertThat(token(Chart.render(Chart.set("defaults"))))
        .isNotEqualTo(token(Chart.render(Chart.set("defaults"))));
  }

  private static Object token(List<Manifest> all) {
    return one(all, "Secret").at("data.token");
  }

  /** Pods of two releases would not know each other while one is rolled out. */
  @Test
  void theSecretStaysTheSameWhenTheReleaseIsUpgraded() throws IOException {
    String secret = "/api/v1/namespaces/web/secrets/site-stoker-fleet";
    String deployment = "/apis/apps/v1/namespaces/web/deployments/site-stoker";
    try (ApiServer cluster = new ApiServer()) {
      Chart.install(Chart.set("defaults"), cluster);
      Object token = cluster.objects().get(secret).at("data.token");
      for (int revision = 2; revision <= 3; revision++) {
        Release release =
            Chart.upgrade(Map.of("replicaCount", Integer.toString(revision + 1)), cluster);
        assertThat(release.getRevision()).isEqualTo(Integer.toString(revision));
        assertThat(release.getStatus()).isEqualTo("deployed");
        assertThat(cluster.refused()).isEmpty();
        assertThat(cluster.objects().get(deployment).at("spec.replicas")).isEqualTo(revision + 1);
        assertThat(cluster.objects().get(secret).at("data.token")).isEqualTo(token);
      }
      // Whoever wants another one deletes it.
      cluster.objects().remove(secret);
      Chart.upgrade(Map.of(), cluster);
      assertThat(cluster.refused()).isEmpty();
      assertThat(cluster.objects().get(secret).at("data.token")).isNotEqualTo(token);
    }
  }

  /** Values of environment variables that are said as such. */
  private static Map<String, String> environment(List<Manifest> all) {
    return container(all).getEnv().stream()
        .filter(e -> e.getValue() != null)
        .collect(java.util.stream.Collectors.toMap(V1EnvVar::getName, V1EnvVar::getValue));
  }

  @Test
  void theAutoscalerOwnsTheNumberOfPods() {
    List<Manifest> all = Chart.render(Chart.set("autoscaling"));
    assertThat(one(all, "Deployment").fields().get("spec").toString()).doesNotContain("replicas=");
    assertThat(one(all, "HorizontalPodAutoscaler").at("spec.metrics.2.pods.target.averageValue"))
        .isEqualTo("600m");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"defaults", "rollout", "volume", "git", "ingress", "autoscaling", "fleet"})
  void helmInstallsItIntoACluster(String set) throws IOException {
    try (ApiServer cluster = new ApiServer()) {
      Release release = Chart.install(Chart.set(set), cluster);
      assertThat(release.getStatus()).isEqualTo("deployed");
      assertThat(cluster.refused()).isEmpty();
      assertThat(cluster.objects())
          .containsKey("/apis/apps/v1/namespaces/web/deployments/site-stoker");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replicaCuont=3|replicaCuont",
        "reload.mode=sometimes|reload",
        "config.fragments.foo=x|invalid propertyName",
        "content.configMap=a,content.git.enabled=true|only one of",
        "content.git.enabled=true|content.git.repository is missing",
        "httpRoute.enabled=true|a route needs a gateway",
        "resources.limits.memory=1Xi|is no quantity",
        "metrics.serviceMonitor.enabled=perhaps|serviceMonitor",
        "config.keptBy=configMap,reload.mode=rollout|needs reload.mode: live"
      })
  void mistakesAreTold(String set, String said) {
    Map<String, String> values =
        Stream.of(set.split(","))
            .collect(java.util.stream.Collectors.toMap(s -> s.split("=")[0], s -> s.split("=")[1]));
    assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(said);
  }
}
