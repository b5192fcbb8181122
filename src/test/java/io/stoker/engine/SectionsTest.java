package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Core;
import io.stoker.api.Core.AllowOverride;
import io.stoker.api.Core.Option;
import io.stoker.api.Core.OptionSet;
import io.stoker.api.Outcome;
import io.stoker.api.OverrideClass;
import io.stoker.api.Phase;
import io.stoker.api.SectionKind;
import io.stoker.api.Slot;
import io.stoker.api.SlotValues;
import io.stoker.config.HtaccessReader;
import io.stoker.config.Section;
import io.stoker.config.SectionMatcher;
import io.stoker.expr.Regexes;
import io.stoker.testing.TestModule;
import io.stoker.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SectionsTest {

  private static final Slot<List<String>> WORDS = Slot.directory("Words", List.of(), Core::append);
  private static final AllowOverride ALL =
      new AllowOverride(Set.of(OverrideClass.values()), null, false, false);

  @TempDir Path root;

  /** What every section that applies adds to a list shows in the field X. */
  private TestServer.Builder site() {
    return TestServer.in(root)
        .file("htdocs/sub/a.txt", "a")
        .set(Core.ALLOW_OVERRIDE, AllowOverride.NONE)
        .htaccess(SectionsTest::words)
        .module(
            TestModule.on(
                Phase.FIXUPS,
                x -> {
                  x.errorOut().set("X", String.join(" ", x.config(WORDS)));
                  return Outcome.OK;
                }));
  }

  private static HtaccessReader.Parsed words(
      String directory, String file, byte[] text, AllowOverride granted, Set<String> list) {
    String word = new String(text, StandardCharsets.ISO_8859_1);
    return word.startsWith("!")
        ? new HtaccessReader.Parsed(SlotValues.EMPTY, file + ": wrong " + word, List.of())
        : new HtaccessReader.Parsed(said(word), null, List.of());
  }

  private static SlotValues said(String word) {
    return SlotValues.EMPTY.with(WORDS, List.of(word));
  }

  private static String x(String reply) {
    return reply.lines().filter(l -> l.startsWith("X: ")).findFirst().orElse("").substring(3);
  }

  private static SectionMatcher location(String regex) throws Exception {
    return new SectionMatcher.LocationRegex(Regexes.compile(regex, false));
  }

  @Test
  void sectionsAreMergedInHttpdsOrder() throws Exception {
    Section condition =
        TestServer.Builder.section(
            SectionKind.IF, new SectionMatcher.If(x -> true, false), said("if"));
    Section files =
        TestServer.Builder.section(
            SectionKind.FILES, new SectionMatcher.FileName("*.txt", true), said("files"));
    try (TestServer server =
        site()
            .set(WORDS, List.of("server"))
            .set(Section.IFS, List.of(condition))
            .set(Section.FILES, List.of(files))
            .location("/sub", WORDS, List.of("location"))
            .location(location("^/sub/(?<name>.)"), said("locationmatch"))
            .directory(
                new SectionMatcher.DirectoryRegex(Regexes.compile("/sub", false)), said("dirmatch"))
            .directory("htdocs/sub", WORDS, List.of("sub"))
            .directory("htdocs", WORDS, List.of("htdocs"))
            .directory("htdocs/other", WORDS, List.of("other"))
            .directory(new SectionMatcher.DirectoryWildcard(root + "/*/sub", 0), said("wild"))
            .directory("htdocs", Core.ALLOW_OVERRIDE, ALL)
            .file("htdocs/.htaccess", "access")
            .file("htdocs/sub/.htaccess", "subaccess")
            .start()) {
      assertThat(x(server.get("/sub/a.txt")))
          .isEqualTo(
              "server htdocs access sub wild subaccess dirmatch files location locationmatch if");
    }
  }

  @Test
  void aLocationMatchesWholeSegments() {
    try (TestServer server =
        site()
            .location("/sub", WORDS, List.of("sub"))
            .location("/sub/a", WORDS, List.of("no"))
            .location("/", WORDS, List.of("root"))
            .location(new SectionMatcher.LocationWildcard("/s?b/*.txt"), said("wild"))
            .start()) {
      assertThat(x(server.get("/sub/a.txt"))).isEqualTo("sub root wild");
      assertThat(x(server.get("//sub//a.txt"))).isEqualTo("sub root wild");
      assertThat(x(server.get("/substitute"))).isEqualTo("root");
    }
  }

  @Test
  void namedGroupsBecomeVariables() throws Exception {
    try (TestServer server =
        site()
            .location(location("^/(?<site>s..)/"), SlotValues.EMPTY)
            .module(
                TestModule.on(
                    Phase.FIXUPS,
                    x -> {
                      x.errorOut().set("X-Site", String.valueOf(x.env().get("MATCH_SITE")));
                      return Outcome.OK;
                    }))
            .start()) {
      assertThat(server.get("/sub/a.txt")).contains("X-Site: sub\n");
    }
  }

  @Test
  void elseIsSkippedWhereABranchWasTaken() {
    List<Section> chain =
        List.of(
            TestServer.Builder.section(
                SectionKind.IF,
                new SectionMatcher.If(x -> "1".equals(x.query()), false),
                said("if")),
            TestServer.Builder.section(
                SectionKind.IF,
                new SectionMatcher.If(x -> x.query() != null, true),
                said("elseif")),
            TestServer.Builder.section(
                SectionKind.IF, new SectionMatcher.If(null, true), said("else")));
    try (TestServer server = site().set(Section.IFS, chain).start()) {
      assertThat(x(server.get("/sub/a.txt?1"))).isEqualTo("if");
      assertThat(x(server.get("/sub/a.txt?2"))).isEqualTo("elseif");
      assertThat(x(server.get("/sub/a.txt"))).isEqualTo("else");
    }
  }

  @Test
  void anAccessFileThatChangesCountsAtOnce() throws IOException {
    try (TestServer server = site().directory("htdocs", Core.ALLOW_OVERRIDE, ALL).start()) {
      assertThat(x(server.get("/sub/a.txt"))).isEmpty();
      server.write("htdocs/sub/.htaccess", "one");
      assertThat(x(server.get("/sub/a.txt"))).isEqualTo("one");
      server.write("htdocs/sub/.htaccess", "three");
      assertThat(x(server.get("/sub/a.txt"))).isEqualTo("three");
      Files.delete(server.path("htdocs/sub/.htaccess"));
      assertThat(x(server.get("/sub/a.txt"))).isEmpty();
    }
  }

  @Test
  void anAccessFileCountsOnlyWhereItMay() {
    try (TestServer server =
        site()
            .directory("htdocs/sub", Core.ALLOW_OVERRIDE, ALL)
            .location("/", Core.ALLOW_OVERRIDE, ALL)
            .file("htdocs/.htaccess", "outer")
            .file("htdocs/sub/.htaccess", "inner")
            .start()) {
      assertThat(x(server.get("/sub/a.txt"))).isEqualTo("inner");
    }
  }

  @Test
  void aWrongAccessFileIs500() {
    try (TestServer server =
        site()
            .directory("htdocs", Core.ALLOW_OVERRIDE, ALL)
            .file("htdocs/sub/.htaccess", "!x")
            .start()) {
      assertThat(server.get("/sub/a.txt")).startsWith("HTTP/1.1 500 Internal Server Error\n");
      assertThat(server.log())
          .containsExactly("core:alert " + server.path("htdocs/sub/.htaccess") + ": wrong !x");
    }
  }

  @Test
  void whereNobodySaidAllowOverrideFilesAreReadToGrantNothing() {
    try (TestServer server =
        TestServer.in(root).file("htdocs/a.txt", "a").file("htdocs/.htaccess", "Bogus").start()) {
      assertThat(server.get("/a.txt")).startsWith("HTTP/1.1 500 ");
    }
  }

  @Test
  void aRepeatedRequestMergesNothing() {
    List<Integer> merges = new ArrayList<>();
    TestModule counter =
        TestModule.on(
            Phase.LOG_TRANSACTION,
            x -> {
              merges.add(((RequestExchange) x).site().merges().count());
              return Outcome.OK;
            });
    try (TestServer server =
        site()
            .location("/sub", WORDS, List.of("x"))
            .directory("htdocs", WORDS, List.of("y"))
            .module(counter)
            .start()) {
      assertThat(server.get("/sub/a.txt")).isEqualTo(server.get("/sub/a.txt"));
      assertThat(merges.getFirst()).isPositive().isEqualTo(merges.getLast());
    }
  }

  @Test
  void linksAreFollowedAsOptionsSay() throws IOException {
    OptionSet none = new OptionSet(Set.of(), Set.of(), Set.of());
    OptionSet owner = new OptionSet(Set.of(Option.SYM_LINKS_IF_OWNER_MATCH), Set.of(), Set.of());
    try (TestServer server =
        site()
            .file("target/b.txt", "b")
            .directory("htdocs/never", Core.OPTIONS, none)
            .directory("htdocs/owner", Core.OPTIONS, owner)
            .file("htdocs/never/x", "")
            .file("htdocs/owner/x", "")
            .start()) {
      Path target = server.path("target/b.txt");
      Files.createSymbolicLink(server.path("htdocs/link"), target);
      Files.createSymbolicLink(server.path("htdocs/never/link"), target);
      Files.createSymbolicLink(server.path("htdocs/owner/link"), target);
      Files.createSymbolicLink(server.path("htdocs/dangling"), server.path("nothing"));
      assertThat(server.get("/link")).endsWith("\n\nb");
      assertThat(server.get("/owner/link")).endsWith("\n\nb");
      assertThat(server.get("/never/link")).startsWith("HTTP/1.1 403 Forbidden\n");
      assertThat(server.get("/dangling")).startsWith("HTTP/1.1 403 Forbidden\n");
      assertThat(server.log())
          .containsExactly(
              "core:error AH00037: Symbolic link not allowed or link target not accessible: "
                  + server.path("htdocs/never/link"),
              "core:error AH00037: Symbolic link not allowed or link target not accessible: "
                  + server.path("htdocs/dangling"));
    }
  }

  @Test
  void aNameThatIsTooLongIs403() {
    String name = "a".repeat(300);
    try (TestServer server = site().start()) {
      assertThat(server.get("/" + name)).startsWith("HTTP/1.1 403 Forbidden\n");
      assertThat(server.log())
          .containsExactly(
              "core:error (36)File name too long: AH00036: access to /"
                  + name
                  + " failed (filesystem path '"
                  + server.path("htdocs/" + name)
                  + "')");
    }
  }

  @Test
  void encodedSlashes() {
    try (TestServer server = site().start()) {
      assertThat(server.get("/sub%2fa.txt")).startsWith("HTTP/1.1 404");
      assertThat(server.get("/%2e%2e/x")).startsWith("HTTP/1.1 400");
      assertThat(server.log()).containsExactly("core:error AH10244: invalid URI path (/%2e%2e/x)");
    }
    try (TestServer server =
        site().set(Core.ALLOW_ENCODED_SLASHES, Core.EncodedSlashes.ON).start()) {
      assertThat(server.get("/x/..%2fsub%2fa.txt")).startsWith("HTTP/1.1 200");
    }
  }
}
