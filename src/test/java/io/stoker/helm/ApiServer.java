package io.stoker.helm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kubernetes.client.proto.Runtime.Unknown;
import io.kubernetes.client.proto.V1.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * As much of a Kubernetes API server as Helm asks for: it tells which kinds there are, takes
 * objects, changes them and gives them back. An object that Kubernetes' own type does not allow is
 * refused.
 */
final class ApiServer implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  /** How a body begins that is not JSON. */
  private static final byte[] PROTOBUF = {'k', '8', 's', 0};

  private static final Pattern SELECTOR = Pattern.compile("labelSelector=([^&]+)");

  /** Plural names, by group and version, and kind. */
  private static final Map<String, Map<String, String>> KINDS =
      new TreeMap<>(
          Map.of(
              "v1",
              Map.of(
                  "ConfigMap", "configmaps",
                  "Secret", "secrets",
                  "Service", "services",
                  "ServiceAccount", "serviceaccounts",
                  "PersistentVolumeClaim", "persistentvolumeclaims",
                  "Pod", "pods"),
              "apps/v1",
              Map.of("Deployment", "deployments"),
              "policy/v1",
              Map.of("PodDisruptionBudget", "poddisruptionbudgets"),
              "autoscaling/v2",
              Map.of("HorizontalPodAutoscaler", "horizontalpodautoscalers"),
              "rbac.authorization.k8s.io/v1",
              Map.of("Role", "roles", "RoleBinding", "rolebindings"),
              "networking.k8s.io/v1",
              Map.of("NetworkPolicy", "networkpolicies", "Ingress", "ingresses")));

  private final HttpServer server;

  /**
   * Below which path it is. The client of Kubernetes remembers for hours, on disk and by address,
   * which kinds a server has: a port that was another server's must not be the same address.
   */
  private final String root = "/" + UUID.randomUUID();

  private final Map<String, Manifest> objects = new ConcurrentSkipListMap<>();
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();

  ApiServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(root, this::answer);
    server.start();
  }

  /** How to reach it. */
  String kubeConfig() {
    return """
    apiVersion: v1
    kind: Config
    clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d%s"}}]
    users: [{name: u, user: {}}]
    contexts: [{name: x, context: {cluster: c, user: u}}]
    current-context: x
    """
        .formatted(server.getAddress().getPort(), root);
  }

  /** What was taken, by path. A test may take something away. */
  Map<String, Manifest> objects() {
    return objects;
  }

  /** What was not, and why. */
  List<String> refused() {
    return List.copyOf(refused);
  }

  private void answer(HttpExchange x) throws IOException {
    try (x) {
      String path = x.getRequestURI().getPath().substring(root.length());
      byte[] body = x.getRequestBody().readAllBytes();
      switch (x.getRequestMethod()) {
        case "GET" -> get(x, path);
        case "POST" -> post(x, path, body);
        case "PUT" -> put(x, path, body);
        case "PATCH" -> patch(x, path, body);
        default -> status(x, 405, "MethodNotAllowed", x.getRequestMethod());
      }
    }
  }

  private void get(HttpExchange x, String path) throws IOException {
    Object known = discovery(path);
    if (known != null) {
      send(x, 200, known);
    } else if (objects.containsKey(path)) {
      send(x, 200, objects.get(path).fields());
    } else if (path.matches(".*/(secrets|pods)")) {
      send(
          x,
          200,
          Map.of(
              "kind",
              path.endsWith("/pods") ? "PodList" : "SecretList",
              "apiVersion",
              "v1",
              "metadata",
              Map.of(),
              "items",
              labelled(path, x.getRequestURI().getQuery())));
    } else {
      status(x, 404, "NotFound", path + " not found");
    }
  }

  /** Those in a folder that have the labels of a query: {@code labelSelector=name=x,owner=y}. */
  private List<Map<String, Object>> labelled(String folder, String query) {
    Matcher selector = SELECTOR.matcher(query == null ? "" : query);
    List<String> labels = selector.find() ? List.of(selector.group(1).split(",")) : List.of();
    return objects.entrySet().stream()
        .filter(e -> e.getKey().startsWith(folder + "/"))
        .map(Map.Entry::getValue)
        .filter(object -> object.labels().containsAll(labels))
        .map(Manifest::fields)
        .toList();
  }

  private void post(HttpExchange x, String path, byte[] body) throws IOException {
    Manifest object = read(body);
    store(x, 201, path + "/" + object.name(), object);
  }

  private void put(HttpExchange x, String path, byte[] body) throws IOException {
    store(x, 200, path, read(body));
  }

  /** Only what a merge patch could say as well: a strategic one says more about lists. */
  private void patch(HttpExchange x, String path, byte[] body) throws IOException {
    Manifest patch = read(body);
    if (!objects.containsKey(path)) {
      status(x, 404, "NotFound", path + " not found");
    } else if (hasList(patch.fields())) {
      refused.add(path + ": a patch with a list: " + patch);
      status(x, 415, "UnsupportedMediaType", "a patch with a list");
    } else {
      store(x, 200, path, new Manifest(merged(objects.get(path).fields(), patch.fields())));
    }
  }

  private static boolean hasList(Object value) {
    return value instanceof List
        || value instanceof Map<?, ?> map && map.values().stream().anyMatch(ApiServer::hasList);
  }

  /** As RFC 7396 has it. */
  private static Map<String, Object> merged(Map<String, Object> old, Map<String, Object> patch) {
    Map<String, Object> merged = new LinkedHashMap<>(old);
    patch.forEach(
        (key, value) -> {
          if (value == null) {
            merged.remove(key);
          } else if (value instanceof Map && old.get(key) instanceof Map) {
            merged.put(key, merged(Manifest.map(old.get(key)), Manifest.map(value)));
          } else {
            merged.put(key, value);
          }
        });
    return merged;
  }

  @SuppressWarnings("unchecked")
  private static Manifest read(byte[] body) throws IOException {
    return Arrays.mismatch(body, PROTOBUF) == PROTOBUF.length
        ? secret(body)
        : new Manifest(JSON.readValue(body, LinkedHashMap.class));
  }

  /** What Helm keeps a release in comes as protobuf. */
  private static Manifest secret(byte[] body) throws IOException {
    Unknown wrapped = Unknown.parseFrom(Arrays.copyOfRange(body, PROTOBUF.length, body.length));
    String kind = wrapped.getTypeMeta().getKind();
    if (!kind.equals("Secret")) {
      throw new IOException("protobuf of a " + kind);
    }
    Secret secret = Secret.parseFrom(wrapped.getRaw());
    Map<String, Object> data = new TreeMap<>();
    secret
        .getDataMap()
        .forEach(
            (key, value) -> data.put(key, Base64.getEncoder().encodeToString(value.toByteArray())));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("apiVersion", "v1");
    fields.put("kind", kind);
    fields.put(
        "metadata",
        Map.of(
            "name",
            secret.getMetadata().getName(),
            "labels",
            new TreeMap<>(secret.getMetadata().getLabelsMap())));
    fields.put("type", secret.getType());
    fields.put("data", data);
    return new Manifest(fields);
  }

  private void store(HttpExchange x, int code, String path, Manifest object) throws IOException {
    try {
      object.strictly();
    } catch (RuntimeException e) {
      refused.add(path + ": " + e);
      status(x, 422, "Invalid", e.toString());
      return;
    }
    objects.put(path, object);
    send(x, code, object.fields());
  }

  /** What the server says of itself, or null. */
  private static Object discovery(String path) {
    if (path.equals("/version")) {
      return Map.of("major", "1", "minor", "34", "gitVersion", "v1.34.0");
    }
    if (path.equals("/api")) {
      return Map.of("kind", "APIVersions", "versions", List.of("v1"));
    }
    if (path.equals("/apis")) {
      List<Object> groups = new ArrayList<>();
      for (String version : KINDS.keySet()) {
        if (version.contains("/")) {
          Map<String, String> one =
              Map.of("groupVersion", version, "version", version.split("/")[1]);
          groups.add(
              Map.of(
                  "name",
                  version.split("/")[0],
                  "versions",
                  List.of(one),
                  "preferredVersion",
                  one));
        }
      }
      return Map.of("kind", "APIGroupList", "apiVersion", "v1", "groups", groups);
    }
    String version = path.replaceFirst("^/apis?/", "");
    return KINDS.containsKey(version) ? resources(version) : null;
  }

  private static Object resources(String version) {
    List<Object> resources = new ArrayList<>();
    KINDS
        .get(version)
        .forEach(
            (kind, plural) ->
                resources.add(
                    Map.of(
                        "name",
                        plural,
                        "singularName",
                        "",
                        "namespaced",
                        true,
                        "kind",
                        kind,
                        "verbs",
                        List.of("create", "get", "list", "update", "patch", "delete"))));
    return Map.of(
        "kind",
        "APIResourceList",
        "apiVersion",
        "v1",
        "groupVersion",
        version,
        "resources",
        resources);
  }

  private static void status(HttpExchange x, int code, String reason, String message)
      throws IOException {
    send(
        x,
        code,
        Map.of(
            "kind",
            "Status",
            "apiVersion",
            "v1",
            "status",
            "Failure",
            "reason",
            reason,
            "message",
            message,
            "code",
            code));
  }

  private static void send(HttpExchange x, int code, Object answer) throws IOException {
    byte[] body = JSON.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
    x.getResponseHeaders().set("Content-Type", "application/json");
    x.sendResponseHeaders(code, body.length);
    x.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
