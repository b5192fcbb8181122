package io.stoker.helm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * As much of a Kubernetes API server as Helm asks for: it tells which kinds there are, takes
 * objects and gives them back. An object that Kubernetes' own type does not allow is refused.
 */
final class ApiServer implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

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
  private final Map<String, Manifest> objects = new ConcurrentSkipListMap<>();
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();

  ApiServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** How to reach it. */
  String kubeConfig() {
    return """
    apiVersion: v1
    kind: Config
    clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
    users: [{name: u, user: {}}]
    contexts: [{name: x, context: {cluster: c, user: u}}]
    current-context: x
    """
        .formatted(server.getAddress().getPort());
  }

  /** What was taken, by path. */
  Map<String, Manifest> objects() {
    return objects;
  }

  /** What was not, and why. */
  List<String> refused() {
    return List.copyOf(refused);
  }

  private void answer(HttpExchange x) throws IOException {
    try (x) {
      String path = x.getRequestURI().getPath();
      byte[] body = x.getRequestBody().readAllBytes();
      switch (x.getRequestMethod()) {
        case "GET" -> get(x, path);
        case "POST" -> post(x, path, body);
        case "PUT" -> put(x, path, body);
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
          Map.of("kind", "List", "apiVersion", "v1", "metadata", Map.of(), "items", List.of()));
    } else {
      status(x, 404, "NotFound", path + " not found");
    }
  }

  private void post(HttpExchange x, String path, byte[] body) throws IOException {
    Manifest object = read(body);
    store(x, 201, path + "/" + object.name(), object);
  }

  private void put(HttpExchange x, String path, byte[] body) throws IOException {
    store(x, 200, path, read(body));
  }

  @SuppressWarnings("unchecked")
  private static Manifest read(byte[] body) {
    return new Manifest(JSON.readValue(body, LinkedHashMap.class));
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
