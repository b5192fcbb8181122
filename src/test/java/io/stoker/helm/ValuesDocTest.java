package io.stoker.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code helm/stoker/VALUES.md} is made of the schema, in which each value is described; {@code mvn
 * -q -Dquick -Pdocs} writes it again.
 */
class ValuesDocTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Path SCHEMA = Chart.FOLDER.resolve("values.schema.json");
  private static final Path PAGE = Chart.FOLDER.resolve("VALUES.md");
  private static final Path README = Chart.FOLDER.resolve("README.md");
  private static final String BEGIN = "<!-- Generated from values.schema.json. -->\n";
  private static final String END = "<!-- End. -->";

  /** Those that are set most often. */
  private static final List<String> OFTEN =
      List.of(
          "image.repository",
          "image.tag",
          "replicaCount",
          "resources",
          "workers.maxRequestWorkers",
          "config.fragments",
          "config.vhosts",
          "config.httpdConf",
          "config.secrets",
          "config.keptBy",
          "reload.mode",
          "reload.events",
          "content.files",
          "content.configMap",
          "content.persistence.enabled",
          "content.git.enabled",
          "service.type",
          "ingress.enabled",
          "httpRoute.enabled",
          "autoscaling.enabled",
          "autoscaling.targetBusyWorkers",
          "shutdown.gracefulTimeoutSeconds",
          "management.usersSecret",
          "fleet.enabled",
          "fleet.listPods",
          "networkPolicy.egress",
          "metrics.serviceMonitor.enabled",
          "metrics.prometheusRule.enabled");

  private static final String HEAD =
      """
      # Values of the chart

      Generated from `values.schema.json`, which also checks what you set: a name that is not here is an error.
      """;

  @Test
  void pageIsCurrent() throws IOException {
    String page = page(JSON.readTree(Files.readString(SCHEMA)));
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).hasContent(page);
  }

  @Test
  void readmeHasThoseThatAreSetMostOften() throws IOException {
    JsonNode schema = JSON.readTree(Files.readString(SCHEMA));
    StringBuilder table = new StringBuilder();
    table(table);
    for (String path : OFTEN) {
      JsonNode value = described(schema, path);
      // "Whether there is one" says little far from what it is about.
      String about =
          path.endsWith(".enabled")
              ? described(schema, path.substring(0, path.lastIndexOf('.')))
                      .get("description")
                      .asString()
                  + " "
              : "";
      row(table, path, value, about);
    }
    String text = Files.readString(README);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    String current =
        text.substring(0, from) + "\n" + table + "\n" + text.substring(text.indexOf(END));
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(README, current);
    }
    assertThat(README).hasContent(current);
  }

  private static JsonNode described(JsonNode schema, String path) {
    return schema.at("/properties/" + path.replace(".", "/properties/"));
  }

  @Test
  void valuesAreTheDefaultsOfTheSchema() throws IOException {
    Map<String, JsonNode> described = new TreeMap<>();
    collect("", JSON.readTree(Files.readString(SCHEMA)).get("properties"), described);
    described.remove("global");
    JsonNode values =
        JSON.valueToTree(new Yaml().load(Files.readString(Chart.FOLDER.resolve("values.yaml"))));
    described.forEach(
        (path, value) ->
            assertThat(values.at("/" + path.replace('.', '/')))
                .as(path)
                .isEqualTo(value.get("default")));
    List<String> undescribed = new ArrayList<>();
    leaves("", values, described, undescribed);
    assertThat(undescribed).isEmpty();
  }

  private static void leaves(
      String path, JsonNode values, Map<String, JsonNode> described, List<String> undescribed) {
    for (Map.Entry<String, JsonNode> entry : values.properties()) {
      String at = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
      if (!described.containsKey(at)) {
        if (entry.getValue().isObject() && !entry.getValue().isEmpty()) {
          leaves(at, entry.getValue(), described, undescribed);
        } else {
          undescribed.add(at);
        }
      }
    }
  }

  /** Values with a default of their own, by path. */
  private static void collect(String path, JsonNode properties, Map<String, JsonNode> into) {
    for (Map.Entry<String, JsonNode> entry : properties.properties()) {
      String at = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
      if (entry.getValue().has("properties")) {
        collect(at, entry.getValue().get("properties"), into);
      } else {
        into.put(at, entry.getValue());
      }
    }
  }

  private static String page(JsonNode schema) {
    StringBuilder out = new StringBuilder(HEAD);
    StringBuilder loose = new StringBuilder();
    for (Map.Entry<String, JsonNode> entry : schema.get("properties").properties()) {
      JsonNode value = entry.getValue();
      if (value.has("properties")) {
        out.append("\n## ").append(entry.getKey()).append("\n\n");
        out.append(value.get("description").asString()).append("\n\n");
        table(out);
        rows(out, entry.getKey(), value.get("properties"));
      } else if (value.has("default")) {
        row(loose, entry.getKey(), value);
      }
    }
    out.append("\n## Others\n\n");
    table(out);
    return out.append(loose).toString();
  }

  private static void table(StringBuilder out) {
    out.append("| value | default | what |\n| --- | --- | --- |\n");
  }

  private static void rows(StringBuilder out, String path, JsonNode properties) {
    for (Map.Entry<String, JsonNode> entry : properties.properties()) {
      String at = path + "." + entry.getKey();
      if (entry.getValue().has("properties")) {
        out.append("| `").append(at).append("` | | ");
        out.append(entry.getValue().get("description").asString()).append(" |\n");
        rows(out, at, entry.getValue().get("properties"));
      } else {
        row(out, at, entry.getValue());
      }
    }
  }

  private static void row(StringBuilder out, String path, JsonNode value) {
    row(out, path, value, "");
  }

  private static void row(StringBuilder out, String path, JsonNode value, String about) {
    String text = value.get("default").toString().replace("|", "\\|");
    String description = about + value.get("description").asString().replace("|", "\\|");
    out.append("| `%s` | `%s` | %s |\n".formatted(path, text, description));
  }
}
