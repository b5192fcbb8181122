package io.stoker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing is on a screen that programs cannot have: docs/console.md says where. */
class ScreensTest {

  private static final Path UI = Path.of("admin-ui");

  /** Whose name for programs is another one. */
  private static final Map<String, String> OTHERWISE =
      Map.of(
          "/explain/request", "/api/explain",
          "/explain/file", "/api/config/file",
          "/scoreboard/live", "/api/scoreboard");

  private static List<MatchResult> found(String regex, String text) {
    return Pattern.compile(regex).matcher(text).results().toList();
  }

  /** What the documentation says of each screen. */
  private static Map<String, List<String>> twins() throws IOException {
    Map<String, List<String>> twins = new LinkedHashMap<>();
    String text = Files.readString(Path.of("docs/console.md"));
    String table = text.substring(text.indexOf("| screen | for programs |"));
    for (MatchResult row : found("(?m)^\\| ([A-Z][a-z ]+) \\| (.*) \\|$", table)) {
      List<String> operations = new ArrayList<>();
      found("`([A-Z]+ /[^`]+)`", row.group(2)).forEach(m -> operations.add(m.group(1)));
      twins.put(row.group(1), operations);
    }
    return twins;
  }

  private static Set<String> operations() {
    Set<String> all = new TreeSet<>();
    ApiTable.rows().forEach(row -> all.add(row.method() + " " + row.path()));
    return all;
  }

  @Test
  void everyScreenHasATwin() throws IOException {
    List<String> screens =
        found("'(/[a-z]*):([A-Za-z ]+)'", Files.readString(UI.resolve("templates/layout.html")))
            .stream()
            .map(m -> m.group(2))
            .toList();
    assertThat(screens)
        .hasSizeGreaterThan(10)
        .containsExactlyInAnyOrderElementsOf(twins().keySet());
  }

  @Test
  void whatTheDocumentationNamesIsThereAndNothingElse() throws IOException {
    Set<String> named = new TreeSet<>();
    twins().values().forEach(named::addAll);
    Set<String> real = operations();
    real.remove("GET /api/openapi.json");
    assertThat(named).isEqualTo(real);
  }

  /** Whatever the pages' scripts ask for or send is there for programs. */
  @Test
  void scriptsUseNothingOfTheirOwn() throws IOException {
    Set<String> real = operations();
    List<String> used = new ArrayList<>();
    try (Stream<Path> files = Files.list(UI.resolve("static"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".js")).toList()) {
        String text = Files.readString(file);
        used.addAll(calls("GET", "(?:fetch|follow)\\(['`](/[^'`?]*)", text));
        used.addAll(calls("POST", "post\\(['`](/[^'`?]*)", text));
        for (MatchResult m : found("send\\('([A-Z]+)', ['`](/[^'`?]*)", text)) {
          used.add(m.group(1) + " " + twin(m.group(2)));
        }
      }
    }
    assertThat(used).hasSizeGreaterThan(15).isSubsetOf(real);
  }

  private static List<String> calls(String method, String regex, String text) {
    return found(regex, text).stream().map(m -> method + " " + twin(m.group(1))).toList();
  }

  private static String twin(String path) {
    String plain = path.replaceAll("\\$\\{[^}]*}|(?<=/)$", "*");
    if (OTHERWISE.containsKey(plain)) {
      return OTHERWISE.get(plain);
    }
    String own = plain.startsWith("/api/") ? plain : "/api" + plain;
    return ApiTable.rows().stream()
        .map(ApiTable.Row::path)
        .filter(known -> known.replaceAll("\\{[^}]*}", "*").equals(own))
        .findFirst()
        .orElse(own);
  }
}
