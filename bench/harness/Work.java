package harness;

import java.util.ArrayList;
import java.util.List;

/**
 * One kind of request that is measured.
 *
 * @param path what is asked for
 * @param method GET or HEAD
 * @param fields further request fields, complete lines; "{etag}" is the server's own entity tag
 * @param status what the answer must be
 */
record Work(
    String name, String title, String method, String path, List<String> fields, int status) {

  static final List<Work> ALL =
      List.of(
          get("100b", "100 B", "/a/b/c/100.html"),
          get("10k", "10 KB", "/a/b/c/10k.html"),
          get("1m", "1 MB", "/a/b/c/1m.bin"),
          get("100m", "100 MB", "/a/b/c/100m.bin"),
          new Work(
              "304",
              "304 of 10 KB",
              "GET",
              "/a/b/c/10k.html",
              List.of("If-None-Match: {etag}"),
              304),
          new Work("head", "HEAD of 10 KB", "HEAD", "/a/b/c/10k.html", List.of(), 200),
          new Work("404", "404 with an error page", "GET", "/a/b/c/missing.html", List.of(), 404),
          new Work(
              "range",
              "1,000 bytes out of 10 KB",
              "GET",
              "/a/b/c/10k.html",
              List.of("Range: bytes=1000-1999"),
              206));

  /** Without the one that takes long. */
  static final List<String> USUAL = names().stream().filter(n -> !n.equals("100m")).toList();

  private static Work get(String name, String title, String path) {
    return new Work(name, title, "GET", path, List.of(), 200);
  }

  static List<String> names() {
    List<String> names = new ArrayList<>();
    ALL.forEach(w -> names.add(w.name));
    return names;
  }

  static Work named(String name) {
    return ALL.stream().filter(w -> w.name.equals(name)).findFirst().orElseThrow();
  }

  /** The fields as this server has to be sent them. */
  List<String> fieldsFor(String etag) {
    return fields.stream().map(f -> f.replace("{etag}", etag)).toList();
  }
}
