package io.stoker.modules.mod_log_config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.Extensions;
import io.stoker.api.LogLine;
import io.stoker.api.Position;
import io.stoker.api.Server;
import io.stoker.api.SlotValues;
import io.stoker.api.Transfer;
import io.stoker.http.Escapes;
import io.stoker.http.Headers;
import io.stoker.http.HttpVersion;
import io.stoker.logging.FakeExchange;
import io.stoker.modules.mod_logio.ModLogio;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lines of JSON: valid whatever a client sends, and the same from a plan. */
class JsonFormatTest {

  private static final Extensions EXTENSIONS = new Extensions(List.of(new ModLogio()));
  private static final Server SERVER =
      new Server(Position.NONE, false, List.of(), SlotValues.EMPTY, SlotValues.EMPTY);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(tools.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static LogFormat ecs() throws DirectiveException {
    return JsonFormat.ecs(EXTENSIONS);
  }

  private static FakeExchange request(String target, @Nullable String agent) {
    FakeExchange fake = new FakeExchange();
    if (agent != null) {
      fake.in.set("User-Agent", agent);
    }
    int question = target.indexOf('?');
    fake.with("requestLine", "GET " + target + " HTTP/1.1");
    fake.with("version", HttpVersion.HTTP_1_1).with("method", "GET").with("status", 200);
    fake.with("uri", question < 0 ? target : target.substring(0, question));
    fake.with("query", question < 0 ? null : target.substring(question + 1));
    fake.with("filename", "/srv/a.txt").with("clientName", "127.0.0.1");
    fake.with("serverName", "www.example").with(SERVER).with("config", true);
    fake.with("out", new Headers()).with("errorOut", new Headers());
    fake.with("body", EmptyBody.INSTANCE).with("isTls", false).with("contentType", "text/plain");
    fake.with("startMicros", 1_795_410_078_000_050L).with("startNanos", 7L);
    return fake.with("transfer", new Transfer(11, 133, 222, 0, 3_000_007, false, true));
  }

  private static FakeHit hit(String target, @Nullable String agent, Exchange x) {
    List<String> fields = new ArrayList<>();
    if (agent != null) {
      fields.add("User-Agent: " + agent);
    }
    FakeHit hit =
        new FakeHit(x.connection(), "GET " + target + " HTTP/1.1", fields.toArray(String[]::new));
    hit.startMicros = 1_795_410_078_000_050L;
    hit.startNanos = 7;
    hit.endNanos = 3_000_007;
    hit.bodyBytes = 11;
    hit.wireIn = 133;
    hit.wireOut = 222;
    hit.keptAlive = true;
    return hit;
  }

  private static String fromPlan(LogFormat format, Exchange x, FakeHit hit) {
    LogLine line = new LogLine();
    format.forHits(x, x).append(hit, line);
    return new String(line.octets(), 0, line.length(), StandardCharsets.ISO_8859_1);
  }

  /** A line as a collector reads it: octets, in UTF-8. */
  private static JsonNode read(String line) {
    return JSON.readTree(
        new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  @Test
  void saysWhatEcsNames() throws Exception {
    Exchange x = request("/a.txt?x=y&z", "curl/8").get();
    assertThat(ecs().line(x, x))
        .isEqualTo(
            """
            {"@timestamp":"2026-11-23T05:01:18.000050Z","ecs.version":"8.17.0","log.level":"info",\
            "message":"GET /a.txt?x=y&z HTTP/1.1","event.dataset":"stoker.access",\
            "source.ip":"127.0.0.1","http.request.method":"GET","url.domain":"www.example",\
            "url.path":"/a.txt","url.query":"x=y&z","http.version":"1.1",\
            "http.response.status_code":200,"http.response.body.bytes":11,\
            "http.request.bytes":133,"http.response.bytes":222,"user_agent.original":"curl/8",\
            "event.duration":3000000}\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "plain~plain",
        "a \"quoted\" \\ word~a \\\"quoted\\\" \\\\ word",
        "\\xe9 as it stands~\\\\xe9 as it stands",
        "h\u00c3\u00a9~h\u00c3\u00a9",
        "h\u00e9 latin~h\\\\xe9 latin",
        "\u00c0\u00af overlong~\\\\xc0\\\\xaf overlong",
        "\u00ed\u00a0\u0080 surrogate~\\\\xed\\\\xa0\\\\x80 surrogate",
        "\u00f0\u009f\u0094\u00a5~\u00f0\u009f\u0094\u00a5",
        "cut \u00e2\u0082~cut \\\\xe2\\\\x82",
        "a\tb~a\\tb",
        "a\u0001\u007f~a\\u0001\\u007f"
      })
  void textIsEscapedAsJsonHasIt(String octets, String json) {
    assertThat(JsonText.escape(Escapes.logItem(octets))).isEqualTo(json);
  }

  @Property(tries = 1000)
  void isValidAndTheSameFromAPlanWhateverAClientSends(
      @ForAll @CharRange(from = '\u0001', to = '\u00ff') String sent) throws Exception {
    String agent = sent.replaceAll("[\r\n]", " ").strip();
    String target = "/" + sent.replaceAll("[\u0001-\u0020\u007f]", "_");
    Exchange x = request(target, agent).get();
    for (LogFormat format :
        List.of(
            ecs(),
            JsonFormat.parse(
                List.of("a \"b\"=x%{User-Agent}i\"\\%D", "c=%D", "d=%{x \"y\"}p", "e=%{%Y\"}t"),
                EXTENSIONS))) {
      String line = format.line(x, x);
      JsonNode read = read(line);
      assertThat(read.isObject()).isTrue();
      assertThat(line).doesNotContainPattern("[\\x00-\\x1f\\x7f]");
      assertThat(fromPlan(format, x, hit(target, agent, x))).isEqualTo(line);
    }
    assertThat(read(ecs().line(x, x)).get("user_agent.original").asString())
        .isEqualTo(readable(agent));
  }

  /** What is UTF-8 reads as itself, other octets as {@code \xHH}. */
  private static String readable(String octets) {
    String meant = JsonText.escape(Escapes.logItem(octets));
    return JSON.readTree(
            "\""
                + new String(meant.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                + "\"")
        .asString();
  }

  @Test
  void fieldsOfOnesOwn() throws Exception {
    Exchange x = request("/a", null).get();
    LogFormat format =
        JsonFormat.parse(
            List.of(
                "status=%>s", "agent=%{User-Agent}i", "both=%{User-Agent}i at \"%D\"", "b=%404B"),
            EXTENSIONS);
    assertThat(format.line(x, x))
        .isEqualTo(
            "{\"@timestamp\":\"2026-11-23T05:01:18.000050Z\",\"status\":200,"
                + "\"both\":\"- at \\\"3000\\\"\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "status~StokerLogFormatJson: a field is name=format, 'status' is not",
        "=%s~StokerLogFormatJson: a field is name=format, '=%s' is not",
        "@timestamp=%t~StokerLogFormatJson: field '@timestamp' is there already",
        "a=%z~Unrecognized LogFormat directive %z"
      })
  void mistakesAreTold(String field, String said) {
    assertThatThrownBy(() -> JsonFormat.parse(List.of(field), EXTENSIONS))
        .isInstanceOf(DirectiveException.class)
        .hasMessage(said);
  }
}
