package io.stoker.helm;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.util.ModelMapper;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * One object of a release.
 *
 * @param fields as YAML has them
 */
record Manifest(Map<String, Object> fields) {

  private static final Gson GSON = new Gson();

  static {
    // Fills ModelMapper's tables of Kubernetes' own types.
    new JSON();
  }

  /** All of a rendered chart; a key that is there twice is an error. */
  static List<Manifest> all(String rendered) {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    List<Manifest> all = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(strict)).loadAll(rendered)) {
      if (document != null) {
        all.add(new Manifest(map(document)));
      }
    }
    return all;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return new LinkedHashMap<>((Map<String, Object>) value);
  }

  String kind() {
    return (String) Objects.requireNonNull(fields.get("kind"));
  }

  String apiVersion() {
    return (String) Objects.requireNonNull(fields.get("apiVersion"));
  }

  String name() {
    return (String) Objects.requireNonNull(metadata().get("name"));
  }

  Map<String, Object> metadata() {
    return map(Objects.requireNonNull(fields.get("metadata")));
  }

  /** Each as {@code name=value}. */
  Set<String> labels() {
    return map(metadata().getOrDefault("labels", Map.of())).entrySet().stream()
        .map(Object::toString)
        .collect(Collectors.toSet());
  }

  /** What stands at a path of keys and list indices: {@code spec.ports.0.name}. */
  Object at(String path) {
    Object value = fields;
    for (String step : path.split("\\.")) {
      value =
          value instanceof List<?> list
              ? list.get(Integer.parseInt(step))
              : ((Map<?, ?>) value).get(step);
      if (value == null) {
        throw new AssertionError(kind() + " " + name() + " has no " + path);
      }
    }
    return value;
  }

  /** Whether Kubernetes itself has the kind, and not an operator. */
  boolean isBuiltIn() {
    return typeOrNull() != null;
  }

  private Class<?> typeOrNull() {
    String[] group =
        apiVersion().contains("/") ? apiVersion().split("/") : new String[] {"", apiVersion()};
    Class<?> type = ModelMapper.getApiTypeClass(group[0], group[1], kind());
    return type == null || type.getSimpleName().startsWith("Dynamic") ? null : type;
  }

  /**
   * The object in Kubernetes' own type.
   *
   * @throws IllegalArgumentException for a field that the type has not, one that is missing, and
   *     one of another type
   */
  Object strictly() {
    Class<?> type = Objects.requireNonNull(typeOrNull(), apiVersion() + " " + kind());
    JsonElement json = GSON.toJsonTree(fields);
    try {
      type.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          kind() + " " + name() + ": " + e.getCause().getMessage(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
    return JSON.deserialize(json.toString(), type);
  }
}
