package io.stoker.modules.core;

import static io.stoker.api.Core.Option.EXEC_CGI;
import static io.stoker.api.Core.Option.FOLLOW_SYM_LINKS;
import static io.stoker.api.Core.Option.INCLUDES;
import static io.stoker.api.Core.Option.INCLUDES_NOEXEC;
import static io.stoker.api.Core.Option.INDEXES;
import static io.stoker.api.Core.Option.MULTI_VIEWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.Core;
import io.stoker.api.Core.ErrorDocument;
import io.stoker.api.Core.EtagPart;
import io.stoker.api.Core.FileEtag;
import io.stoker.api.Core.OptionSet;
import io.stoker.api.DirectiveException;
import io.stoker.api.LogLevel;
import io.stoker.api.Server;
import io.stoker.testing.Directives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the core's directives leave in the slots. */
class CoreValuesTest {

  @TempDir Path root;
  private Directives in;

  @BeforeEach
  void listen() throws IOException {
    in = Directives.in(root).loading("mpm_event").after("Listen 127.0.0.1:18990");
  }

  @ParameterizedTest
  @CsvSource({
    "5,5000",
    "500ms,500",
    "5s,5000",
    "2min,120000",
    "1h,3600000",
    "ms,0",
    "5ms5,5",
    "010,10000"
  })
  void keepAliveTimeoutHasUnits(String word, long millis) throws IOException {
    assertThat(in.server("KeepAliveTimeout " + word).get(Core.KEEP_ALIVE_TIMEOUT))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"foo,0", "5x,5", "-1,-1", "99999999999,1215752191"})
  void timeoutTakesTheDigitsThereAre(String word, long seconds) throws IOException {
    assertThat(in.server("Timeout " + word).get(Core.TIMEOUT))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "a.example,,a.example,0",
    "a.example:8080,,a.example,8080",
    "HTTPS://a.example,https,a.example,0",
    "https://a.example:443:5,https,a.example,443"
  })
  void serverName(String word, String scheme, String host, int port) throws IOException {
    assertThat(in.server("ServerName " + word).get(Core.SERVER_NAME))
        .isEqualTo(new Core.ServerNameValue(scheme, host, port));
  }

  @Test
  void aliasesAddUp() throws IOException {
    Server host =
        in.virtualHost(
            """
            <VirtualHost *:80>
            ServerName x
            ServerAlias A.example *.B.example
            ServerAlias c
            </VirtualHost>\
            """);
    assertThat(host.get(Core.SERVER_ALIASES)).containsExactly("a.example", "*.b.example", "c");
  }

  @Test
  void documentRootIsAbsolute() throws IOException {
    Files.createDirectories(root.resolve("www"));
    assertThat(in.server("DocumentRoot www").get(Core.DOCUMENT_ROOT)).isEqualTo(root + "/www");
  }

  @Test
  void optionsWithoutSignsReplace() throws Exception {
    OptionSet before = options(OptionSet.UNSET, "Indexes");
    assertThat(options(before, "ExecCGI").absolute()).containsExactly(EXEC_CGI);
    assertThat(options(before, "+ExecCGI").absolute()).containsExactlyInAnyOrder(INDEXES, EXEC_CGI);
    assertThat(options(before, "None").absolute()).isEmpty();
  }

  @Test
  void optionsAllIsNotMultiViews() throws Exception {
    OptionSet all = options(OptionSet.UNSET, "All", "-Indexes");
    assertThat(all.has(MULTI_VIEWS)).isFalse();
    assertThat(all.has(INDEXES)).isFalse();
    assertThat(all.has(INCLUDES)).isTrue();
  }

  @Test
  void optionsWithSignsWaitForWhatIsAround() throws Exception {
    OptionSet inner = options(OptionSet.UNSET, "+Indexes", "-FollowSymLinks");
    assertThat(inner.absolute()).isNull();
    OptionSet merged = inner.over(options(OptionSet.UNSET, "FollowSymLinks", "ExecCGI"));
    assertThat(merged.absolute()).containsExactlyInAnyOrder(INDEXES, EXEC_CGI);
    assertThat(inner.has(FOLLOW_SYM_LINKS)).isFalse();
  }

  @Test
  void includesWithoutExecTakesExecAway() throws Exception {
    OptionSet merged =
        options(OptionSet.UNSET, "+IncludesNOEXEC").over(options(OptionSet.UNSET, "Includes"));
    assertThat(merged.has(INCLUDES_NOEXEC)).isTrue();
    assertThat(merged.has(INCLUDES)).isFalse();
  }

  @Test
  void optionsThatAreNotGrantedAreRefused() throws Exception {
    Set<Core.Option> granted = Set.of(INCLUDES_NOEXEC);
    assertThat(OptionWords.parse(List.of("IncludesNOEXEC"), OptionSet.UNSET, granted).absolute())
        .containsExactly(INCLUDES_NOEXEC);
    assertThatThrownBy(() -> OptionWords.parse(List.of("Includes"), OptionSet.UNSET, granted))
        .isInstanceOf(DirectiveException.class)
        .hasMessage("Option Includes not allowed here");
    assertThatThrownBy(() -> OptionWords.parse(List.of("RunScripts"), OptionSet.UNSET, granted))
        .hasMessage("Option RunScripts not allowed here");
  }

  /** As seen in the ETags of a real httpd. */
  @ParameterizedTest
  @CsvSource({
    "INode|MTime,MTIME",
    "None INode,INODE",
    "INode None,''",
    "+INode MTime,MTIME",
    "MTime +INode,INODE MTIME",
    "MTime|+Size,MTIME SIZE",
    "-MTime Size,SIZE",
    "-MTime,MTIME SIZE",
    "+INode,INODE",
    "+INode|-MTime,INODE",
    "Size|-Size,MTIME SIZE",
    "None|-Size,''"
  })
  void fileEtag(String lines, String parts) throws Exception {
    FileEtag etag = FileEtag.UNSET;
    for (String line : lines.split("\\|")) {
      etag = EtagWords.parse(List.of(line.split(" ")), etag);
    }
    Set<EtagPart> expected =
        parts.isEmpty()
            ? Set.of()
            : Set.copyOf(java.util.Arrays.stream(parts.split(" ")).map(EtagPart::valueOf).toList());
    assertThat(etag.parts()).isEqualTo(expected);
  }

  @Test
  void errorDocuments() throws IOException {
    Map<Integer, ErrorDocument> said =
        in.server(
                """
                ErrorDocument 404 /missing.html
                ErrorDocument 403 "/no way"
                ErrorDocument 500 http://example.org/x
                ErrorDocument 503 default
                ErrorDocument 401 http://example.org/login\
                """)
            .get(Core.ERROR_DOCUMENTS);
    assertThat(said.get(404)).isInstanceOf(ErrorDocument.LocalPath.class);
    assertThat(said.get(403)).isInstanceOf(ErrorDocument.Message.class);
    assertThat(said.get(500)).isInstanceOf(ErrorDocument.Url.class);
    assertThat(said.get(503)).isInstanceOf(ErrorDocument.BuiltIn.class);
    assertThat(said).doesNotContainKey(401);
  }

  @Test
  void logLevelsOfModules() throws IOException {
    Core.LogLevels levels =
        in.server("LogLevel core:debug info http_core.c:trace1 event.c:error").get(Core.LOG_LEVEL);
    assertThat(levels.level()).isEqualTo(LogLevel.INFO);
    assertThat(levels.of("core")).isEqualTo(LogLevel.INFO);
    assertThat(levels.of("http")).isEqualTo(LogLevel.TRACE1);
    assertThat(levels.of("mpm_event")).isEqualTo(LogLevel.ERROR);
  }

  @Test
  void rangesAndRecursion() throws IOException {
    Server server =
        in.server(
            """
            MaxRanges unlimited
            MaxRangeOverlaps none
            MaxRangeReversals default
            LimitInternalRecursion 4
            """);
    assertThat(server.get(Core.MAX_RANGES)).isEqualTo(-1);
    assertThat(server.get(Core.MAX_RANGE_OVERLAPS)).isZero();
    assertThat(server.get(Core.MAX_RANGE_REVERSALS)).isEqualTo(20);
    assertThat(server.get(Core.LIMIT_INTERNAL_RECURSION)).containsExactly(4, 4);
  }

  @Test
  void wordsThatStandForOthers() throws IOException {
    Server server =
        in.server(
            """
            AddDefaultCharset On
            ForceType Text/HTML
            SetOutputFilter FOO;;BAR;
            ServerTokens ProductOnly
            RegisterHttpMethod FROB
            AcceptFilter http none
            Protocols h2 http/1.1 h2
            """);
    assertThat(server.get(Core.DEFAULT_CHARSET)).isEqualTo("iso-8859-1");
    assertThat(server.get(Core.FORCE_TYPE)).isEqualTo("text/html");
    assertThat(server.get(Core.OUTPUT_FILTERS)).containsExactly("FOO", "BAR");
    assertThat(server.get(Core.SERVER_TOKENS)).isEqualTo(Core.Tokens.PROD);
    assertThat(server.get(Core.REGISTERED_METHODS)).containsExactly("FROB");
    assertThat(server.get(Core.ACCEPT_FILTERS)).isEqualTo(Map.of("http", "none", "https", "data"));
    assertThat(server.get(Core.PROTOCOLS)).containsExactly("h2", "http/1.1");
  }

  @Test
  void errorLogFormats() throws IOException {
    Core.ErrorLogFormats formats =
        in.server(
                """
                ErrorLogFormat "[%t] %M"
                ErrorLogFormat connection "a %a"
                ErrorLogFormat request "one"
                ErrorLogFormat request "two %+L"
                """)
            .get(Core.ERROR_LOG_FORMAT);
    assertThat(formats.line()).isEqualTo("[%t] %M");
    assertThat(formats.connection()).containsExactly("a %a");
    assertThat(formats.request()).containsExactly("one", "two %+L");
  }

  private static OptionSet options(OptionSet before, String... words) throws DirectiveException {
    return OptionWords.parse(List.of(words), before, null);
  }
}
