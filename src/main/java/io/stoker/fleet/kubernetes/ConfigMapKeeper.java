package io.stoker.fleet.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.stoker.files.ByteNames;
import io.stoker.runtime.Cause;
import io.stoker.runtime.Change.Outcome;
import io.stoker.runtime.ConfigKeeper;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a change of configuration files a patch of the ConfigMap that they are mounted from. Every
 * replica then takes it as it takes any change of its folder. The patch names the version of the
 * object that was looked at, so that nobody's change is lost.
 */
public final class ConfigMapKeeper implements ConfigKeeper {

  /** Who made the last change here, for those who look at the object. */
  static final String CHANGED_BY = "stoker.io/changed-by";

  private static final JsonMapper JSON = new JsonMapper();

  /** A file in a ConfigMap. */
  private record Key(ConfigMap map, String name) {

    @Nullable String text() {
      return map.getData() == null ? null : map.getData().get(name);
    }

    boolean isBinary() {
      return map.getBinaryData() != null && map.getBinaryData().containsKey(name);
    }
  }

  /** Why a change is not taken. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    final Outcome outcome;

    Refused(Outcome outcome, String why) {
      super(why);
      this.outcome = outcome;
    }
  }

  private final Cluster cluster;
  private final MountedMaps maps;

  public ConfigMapKeeper(Cluster cluster, MountedMaps maps) {
    this.cluster = cluster;
    this.maps = maps;
  }

  @Override
  public Answer take(List<FileChange> changes, Cause cause) {
    try {
      Map<String, ConfigMap> looked = new LinkedHashMap<>();
      Map<String, @Nullable String> data = new LinkedHashMap<>();
      ConfigMap target = null;
      for (FileChange change : changes) {
        Key key = find(change, looked);
        if (target != null && key.map() != target) {
          throw new Refused(
              Outcome.READ_ONLY,
              "the files are in several ConfigMaps: change those of one at a time");
        }
        target = key.map();
        data.put(key.name(), text(change));
      }
      return target == null
          ? new Answer(Outcome.READ_ONLY, List.of("nothing is changed"))
          : patch(target, data, cause);
    } catch (Refused e) {
      return new Answer(e.outcome, List.of(String.valueOf(e.getMessage())));
    } catch (KubernetesClientException e) {
      return new Answer(
          e.getCode() == HttpURLConnection.HTTP_CONFLICT ? Outcome.OUTDATED : Outcome.READ_ONLY,
          List.of("the ConfigMap was not changed: " + Cluster.why(e)));
    }
  }

  /** The file as it is in the cluster, which must be as it is served. */
  private Key find(FileChange change, Map<String, ConfigMap> looked) throws Refused {
    Path path = ByteNames.toPath(change.path());
    List<String> names = path == null ? null : maps.of(path);
    if (path == null || names == null) {
      throw new Refused(
          Outcome.READ_ONLY,
          ByteNames.toText(change.path())
              + " comes from no ConfigMap that is known: it is the image's, or was mounted by"
              + " somebody else");
    }
    String name = path.getFileName().toString();
    Key found = null;
    for (String map : names) {
      ConfigMap object = looked.computeIfAbsent(map, this::get);
      Key key = new Key(object, name);
      if (found == null || key.text() != null || key.isBinary()) {
        found = key;
      }
    }
    Key key = Objects.requireNonNull(found, "a folder has a map");
    check(change, key);
    return key;
  }

  private ConfigMap get(String name) {
    ConfigMap map =
        cluster.client().configMaps().inNamespace(cluster.namespace()).withName(name).get();
    if (map == null) {
      throw new KubernetesClientException("there is no ConfigMap " + name);
    }
    return map;
  }

  private static void check(FileChange change, Key key) throws Refused {
    String where = key.name() + " in ConfigMap " + key.map().getMetadata().getName();
    String owner = GitOps.ownerOf(key.map().getMetadata());
    if (owner != null) {
      throw new Refused(
          Outcome.READ_ONLY,
          where + " is kept in Git by " + owner + ", which would undo the change: patch it there");
    }
    if (key.isBinary() || Boolean.TRUE.equals(key.map().getImmutable())) {
      throw new Refused(Outcome.READ_ONLY, where + " is binary, or immutable");
    }
    String served = change.before() == null ? null : ByteNames.toText(change.before());
    if (!Objects.equals(served, key.text())) {
      throw new Refused(
          Outcome.OUTDATED,
          where + " is not as it is served here: the pods may not have taken it yet");
    }
  }

  private static @Nullable String text(FileChange change) throws Refused {
    String bytes = change.after();
    if (bytes == null) {
      return null;
    }
    String text = ByteNames.toText(bytes);
    if (!ByteNames.fromText(text).equals(bytes)) {
      throw new Refused(Outcome.READ_ONLY, "a ConfigMap takes UTF-8 only");
    }
    return text;
  }

  /** RFC 7386; the server refuses it when the object is no longer of that version. */
  private Answer patch(ConfigMap map, Map<String, @Nullable String> data, Cause cause) {
    String name = map.getMetadata().getName();
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("resourceVersion", map.getMetadata().getResourceVersion());
    metadata.put("annotations", Map.of(CHANGED_BY, cause.who()));
    Map<String, Object> patch = new LinkedHashMap<>();
    patch.put("metadata", metadata);
    patch.put("data", data);
    cluster
        .client()
        .configMaps()
        .inNamespace(cluster.namespace())
        .withName(name)
        .patch(PatchContext.of(PatchType.JSON_MERGE), JSON.writeValueAsString(patch));
    List<String> said = new ArrayList<>();
    said.add(
        "ConfigMap "
            + name
            + " has it. Each pod takes it when its node brings it, within a minute or two.");
    Map<String, String> labels = map.getMetadata().getLabels();
    if (labels != null && "Helm".equals(labels.get("app.kubernetes.io/managed-by"))) {
      said.add("The next helm upgrade puts back what its values say: change them, too.");
    }
    return new Answer(Outcome.HANDED_ON, said);
  }
}
