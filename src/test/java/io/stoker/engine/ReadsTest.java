package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.files.Dependencies.Dependency;
import io.stoker.files.FileKind;
import io.stoker.testing.TestModule;
import io.stoker.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadsTest {

  @TempDir Path root;

  private final List<Reads> reads = new ArrayList<>();

  private Reads after(io.stoker.api.Hook.Step step, String... more) {
    TestModule module =
        TestModule.on(Phase.FIXUPS, step)
            .and(
                Phase.LOG_TRANSACTION,
                x -> {
                  reads.add(((RequestExchange) x).reads());
                  return Outcome.OK;
                });
    try (TestServer server =
        TestServer.in(root)
            .file("htdocs/a", "a")
            .variable("HOME", "/root")
            .module(module)
            .start()) {
      assertThat(server.get("/a", more)).startsWith("HTTP/1.1 ");
    }
    return reads.getLast();
  }

  @Test
  void aPlainFileDependsOnConditionsAndFilesAlone() {
    Reads r = after(x -> Outcome.OK);
    assertThat(r.headers())
        .containsExactlyInAnyOrder(
            "if-match",
            "if-unmodified-since",
            "if-none-match",
            "if-modified-since",
            "if-range",
            "range");
    assertThat(r.allHeaders()).isFalse();
    assertThat(r.facts())
        .doesNotContain(
            Reads.Fact.CLIENT_ADDRESS, Reads.Fact.TIME, Reads.Fact.CONNECTION, Reads.Fact.BODY);
    assertThat(r.unplannable()).isEmpty();
    assertThat(r.allFiles().seen())
        .extracting(Dependency::path)
        .contains(root + "/htdocs/a", root + "/htdocs/.htaccess", "/.htaccess");
    assertThat(r.allFiles().seen())
        .filteredOn(d -> d.path().endsWith(".htaccess"))
        .allMatch(d -> d.identity().kind() == FileKind.MISSING);
  }

  @Test
  void everyLookIsRemembered() {
    Reads r =
        after(
            x -> {
              x.in().get("X-Asked");
              x.clientIp();
              x.isTls();
              x.processEnv("HOME");
              x.processEnv("NONE");
              x.files().stat(root + "/other");
              return Outcome.OK;
            });
    assertThat(r.headers()).contains("x-asked");
    assertThat(r.facts()).contains(Reads.Fact.CLIENT_ADDRESS, Reads.Fact.TLS);
    assertThat(r.variables()).containsEntry("HOME", "/root").containsEntry("NONE", null);
    assertThat(r.allFiles().seen()).extracting(Dependency::path).contains(root + "/other");
    assertThat(r.unplannable()).isEmpty();
  }

  @Test
  void whatCannotBeKeyedIsNamed() {
    Reads r =
        after(
            x -> {
              x.nowMicros();
              x.unplannable("random");
              return Outcome.OK;
            });
    assertThat(r.unplannable()).containsExactly("time", "random");
  }

  @Test
  void aSubRequestsLooksAreThoseOfTheRequest() {
    Reads r =
        after(
            x -> {
              if (x.main() == null) {
                x.lookupUri("/b");
              }
              return Outcome.OK;
            });
    assertThat(r.allFiles().seen()).extracting(Dependency::path).contains(root + "/htdocs/b");
  }

  @Test
  void aParsedFileIsADependencyAndChangesAtOnce() {
    io.stoker.api.FileDoor.Form<String> form = String::new;
    TestModule module =
        TestModule.on(
                Phase.FIXUPS,
                x -> {
                  x.out().set("X-Parsed", x.files().parsed(root + "/users", form));
                  return Outcome.OK;
                })
            .and(
                Phase.LOG_TRANSACTION,
                x -> {
                  reads.add(((RequestExchange) x).reads());
                  return Outcome.OK;
                });
    try (TestServer server =
        TestServer.in(root).file("htdocs/a", "a").file("users", "one").module(module).start()) {
      assertThat(server.get("/a")).contains("X-Parsed: one\n");
      assertThat(server.write("users", "two").get("/a")).contains("X-Parsed: two\n");
      assertThat(reads.getLast().files().seen())
          .extracting(Dependency::path)
          .contains(root + "/users");
      assertThat(reads.getLast().unplannable()).isEmpty();
    }
  }
}
