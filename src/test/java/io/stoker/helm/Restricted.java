package io.stoker.helm;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1PodSecurityContext;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1SecurityContext;
import io.kubernetes.client.openapi.models.V1Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the level "restricted" finds wrong with a pod.
 *
 * <p>Source: Kubernetes documentation, Pod Security Standards.
 */
final class Restricted {

  private final List<String> faults = new ArrayList<>();

  private Restricted() {}

  static List<String> faults(V1PodSpec pod) {
    Restricted check = new Restricted();
    check.pod(pod);
    return check.faults;
  }

  private void unless(boolean good, String fault) {
    if (!good) {
      faults.add(fault);
    }
  }

  private static boolean isTrue(@Nullable Boolean value) {
    return Boolean.TRUE.equals(value);
  }

  private void pod(V1PodSpec pod) {
    unless(!isTrue(pod.getHostNetwork()), "hostNetwork");
    unless(!isTrue(pod.getHostPID()), "hostPID");
    unless(!isTrue(pod.getHostIPC()), "hostIPC");
    V1PodSecurityContext context =
        Objects.requireNonNullElseGet(pod.getSecurityContext(), V1PodSecurityContext::new);
    unless(!Objects.equals(context.getRunAsUser(), 0L), "pod: runAsUser 0");
    unless(context.getSysctls() == null || context.getSysctls().isEmpty(), "pod: sysctls");
    unless(context.getSeLinuxOptions() == null, "pod: seLinuxOptions");
    unless(context.getWindowsOptions() == null, "pod: windowsOptions");
    for (V1Volume volume : Objects.requireNonNullElse(pod.getVolumes(), List.<V1Volume>of())) {
      unless(isAllowed(volume), "volume " + volume.getName());
    }
    Stream.concat(
            pod.getContainers().stream(),
            Objects.requireNonNullElse(pod.getInitContainers(), List.<V1Container>of()).stream())
        .forEach(container -> container(container, context));
  }

  private static boolean isAllowed(V1Volume volume) {
    return Stream.of(
            volume.getConfigMap(),
            volume.getCsi(),
            volume.getDownwardAPI(),
            volume.getEmptyDir(),
            volume.getEphemeral(),
            volume.getPersistentVolumeClaim(),
            volume.getProjected(),
            volume.getSecret())
        .anyMatch(Objects::nonNull);
  }

  private void container(V1Container container, V1PodSecurityContext pod) {
    String at = container.getName() + ": ";
    V1SecurityContext own =
        Objects.requireNonNullElseGet(container.getSecurityContext(), V1SecurityContext::new);
    unless(!isTrue(own.getPrivileged()), at + "privileged");
    unless(
        Boolean.FALSE.equals(own.getAllowPrivilegeEscalation()), at + "allowPrivilegeEscalation");
    unless(
        own.getCapabilities() != null
            && own.getCapabilities().getDrop() != null
            && own.getCapabilities().getDrop().contains("ALL"),
        at + "capabilities are kept");
    unless(
        own.getCapabilities() == null
            || own.getCapabilities().getAdd() == null
            || List.of("NET_BIND_SERVICE").containsAll(own.getCapabilities().getAdd()),
        at + "capabilities are added");
    unless(
        isTrue(own.getRunAsNonRoot() != null ? own.getRunAsNonRoot() : pod.getRunAsNonRoot()),
        at + "runAsNonRoot");
    unless(!Objects.equals(own.getRunAsUser(), 0L), at + "runAsUser 0");
    var profile =
        own.getSeccompProfile() != null ? own.getSeccompProfile() : pod.getSeccompProfile();
    unless(
        profile != null && List.of("RuntimeDefault", "Localhost").contains(profile.getType()),
        at + "seccompProfile");
    unless(own.getProcMount() == null || own.getProcMount().equals("Default"), at + "procMount");
    unless(own.getSeLinuxOptions() == null && own.getWindowsOptions() == null, at + "options");
    unless(
        container.getPorts() == null
            || container.getPorts().stream()
                .allMatch(port -> port.getHostPort() == null || port.getHostPort() == 0),
        at + "hostPort");
  }
}
