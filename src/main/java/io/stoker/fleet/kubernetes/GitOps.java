package io.stoker.fleet.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who keeps an object as it is in Git, and puts back what others change.
 *
 * <p>Source: labels and annotations that the documentation of Argo CD and of Flux names.
 */
final class GitOps {

  private static final Map<String, String> MARKS = new LinkedHashMap<>();

  static {
    MARKS.put("argocd.argoproj.io/tracking-id", "Argo CD");
    MARKS.put("argocd.argoproj.io/instance", "Argo CD");
    MARKS.put("kustomize.toolkit.fluxcd.io/name", "Flux");
    MARKS.put("helm.toolkit.fluxcd.io/name", "Flux");
  }

  private GitOps() {}

  /** Its name; null where an object bears no such mark. */
  static @Nullable String ownerOf(ObjectMeta object) {
    Map<String, String> labels = Objects.requireNonNullElse(object.getLabels(), Map.of());
    Map<String, String> notes = Objects.requireNonNullElse(object.getAnnotations(), Map.of());
    return MARKS.entrySet().stream()
        .filter(mark -> labels.containsKey(mark.getKey()) || notes.containsKey(mark.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
