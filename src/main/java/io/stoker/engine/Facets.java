package io.stoker.engine;

import io.stoker.api.SecretNames;
import io.stoker.config.SecretValues;
import io.stoker.files.ByteNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What can be seen of a request at one moment, to tell what a hook has changed. */
record Facets(Map<String, String> values) {

  private static final String NOT_SHOWN = "(not shown)";

  static Facets of(RequestExchange x) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("uri", x.uri());
    put(all, "query", x.query());
    put(all, "file", x.filename());
    put(all, "path info", x.pathInfo().isEmpty() ? null : x.pathInfo());
    Boolean used = x.usedPathInfo();
    put(all, "path info accepted", used == null ? null : used.toString());
    put(all, "handler", x.handler());
    put(all, "type", x.contentType());
    put(all, "encoding", x.contentEncoding());
    put(all, "languages", x.contentLanguages().isEmpty() ? null : x.contentLanguages().toString());
    put(all, "user", x.user());
    all.put("status", Integer.toString(x.status()));
    put(all, "filters", x.filterNames().isEmpty() ? null : String.join(" ", x.filterNames()));
    x.out().forEach((name, value) -> add(all, "header " + name, shown(name, value)));
    x.errorOut().forEach((name, value) -> add(all, "header (always) " + name, shown(name, value)));
    x.fields().forEach((name, value) -> add(all, "request header " + name, shown(name, value)));
    x.env().forEach((name, value) -> all.put("variable " + name, shown(name, value)));
    return new Facets(all);
  }

  /** The value of a field or variable, unless its name tells of a secret. */
  static String shown(String name, String value) {
    return SecretNames.isSecretField(name) ? NOT_SHOWN : value;
  }

  private static void put(
      Map<String, String> all, String name, @org.jspecify.annotations.Nullable String value) {
    if (value != null) {
      all.put(name, value);
    }
  }

  private static void add(Map<String, String> all, String name, String value) {
    all.merge(name, value, (a, b) -> a + ", " + b);
  }

  /** What differs now, in words, without secrets. */
  List<String> changedTo(Facets now, SecretValues secrets) {
    List<String> changes = new ArrayList<>();
    now.values.forEach(
        (name, value) -> {
          if (!Objects.equals(values.get(name), value)) {
            changes.add(ByteNames.toText(name + ": " + secrets.hide(value)));
          }
        });
    for (String name : values.keySet()) {
      if (!now.values.containsKey(name)) {
        changes.add(ByteNames.toText(name + " taken away"));
      }
    }
    return List.copyOf(changes);
  }
}
