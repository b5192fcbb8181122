package io.stoker.modules.mod_log_config;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Core;
import io.stoker.api.Exchange;
import io.stoker.api.Extensions;
import io.stoker.api.LogLine;
import io.stoker.api.Position;
import io.stoker.api.Server;
import io.stoker.api.SlotValues;
import io.stoker.api.Transfer;
import io.stoker.http.Headers;
import io.stoker.http.HttpVersion;
import io.stoker.logging.FakeExchange;
import io.stoker.modules.mod_logio.ModLogio;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A request is logged in the same words whether its phases ran or a plan answered it. */
class HitFormatTest {

  private static final Extensions EXTENSIONS = new Extensions(List.of(new ModLogio()));
  private static final Server SERVER =
      new Server(Position.NONE, false, List.of(), SlotValues.EMPTY, SlotValues.EMPTY);

  /** Every item that there is, with its arguments and modifiers, and the usual formats. */
  private static final List<String> FORMATS =
      List.of(
          "%% %a %{c}a %A %B %b %h %{c}h %H %k %l %L %m %q %r %R %s %>s %<s %u %U %v %V %X",
          "%D %T %{us}T %{ms}T %{s}T %{odd}T %I %O %S %^FB",
          "%t %{%Y-%m-%d %H:%M:%S %z}t %{sec}t %{msec}t %{usec}t %{msec_frac}t %{usec_frac}t",
          "%{begin:%s}t %{end:%s}t %{begin:}t %{end:}t %{begin:sec}t %{end:sec}t %{end:usec}t",
          "%{begin:msec_frac}t %{end:msec_frac}t %{end:usec_frac}t %{end:msec}t",
          "%p %{canonical}p %{local}p %{remote}p %P %{pid}P %{tid}P %{hextid}P %{odd}P",
          "%{User-Agent}i|%{user-agent}i|%{Referer}i|%{none}i|%{Cookie}i|%>{Referer}i",
          "%{a}C|%{session}C|%{SESSION}C|%{none}C|%{b}C",
          "%{VAR}e %{none}e %{note}n %{none}n %{Content-Type}o %{X-Out}o %f %{x}^ti %{x}^to",
          "%200{Referer}i %!200{Referer}i %404{User-Agent}i %!404,500{User-Agent}i %200B %!200D",
          "a%%b\\tc\\q\\n\\\\ %r%r%U%D%D",
          LogConfig.COMMON,
          "%h %l %u %t \\\"%r\\\" %>s %O \\\"%{Referer}i\\\" \\\"%{User-Agent}i\\\"",
          "%v:%p %h %l %u %t \\\"%r\\\" %>s %b \\\"%{Referer}i\\\" \\\"%{User-Agent}i\\\" %I %O");

  /** One request, as it came and as it was answered. */
  record Asked(
      String target,
      @Nullable String agent,
      @Nullable String referer,
      @Nullable String cookie,
      long micros,
      long nanos,
      long bytes,
      boolean kept) {}

  @Provide
  Arbitrary<Asked> requests() {
    Arbitrary<String> value =
        Arbitraries.strings()
            .withCharRange(' ', '\u00ff')
            .withChars('\t', '"', '\\', ';', '=')
            .ofMaxLength(60)
            .filter(s -> s.indexOf('\u007f') < 0)
            .map(s -> s.replaceAll("^[ \t]+|[ \t]+$", ""));
    Arbitrary<String> cookie =
        Arbitraries.strings().withChars("abSession=; \t\"\\\u00e9").ofMaxLength(60);
    Arbitrary<String> target =
        Arbitraries.strings()
            .withCharRange('!', '\u00ff')
            .withChars(":/@")
            .ofMaxLength(60)
            .filter(s -> s.indexOf('\u007f') < 0)
            .map(s -> "/" + s);
    return Combinators.combine(
            target,
            value.injectNull(0.2),
            value.injectNull(0.2),
            cookie.map(s -> s.replaceAll("^[ \t]+|[ \t]+$", "")).injectNull(0.2),
            Arbitraries.longs().between(0, 4_102_444_800_000_000L),
            Arbitraries.longs().between(0, 100_000_000_000L),
            Arbitraries.longs().between(0, Long.MAX_VALUE / 4),
            Arbitraries.of(true, false))
        .as(Asked::new);
  }

  private static FakeExchange exchange(Asked asked) {
    FakeExchange fake = new FakeExchange();
    set(fake, "User-Agent", asked.agent);
    set(fake, "Referer", asked.referer);
    set(fake, "Cookie", asked.cookie);
    fake.env.set("VAR", "value \u00e9");
    fake.notes.set("note", "a \"note\"");
    fake.with("requestLine", "GET " + asked.target + " HTTP/1.1");
    fake.with("version", HttpVersion.HTTP_1_1).with("method", "GET").with("status", 200);
    fake.with("uri", "/a\n.txt").with("query", "x=y").with("filename", "/srv/a.txt");
    fake.with("clientName", "127.0.0.1").with("serverName", "other").with(SERVER);
    fake.with("contentType", "text/plain; charset=utf-8").with("isTls", false);
    fake.with("out", Headers.of("X-Out", "out")).with("errorOut", new Headers());
    fake.with("body", EmptyBody.INSTANCE).with("config", true).with("transfer", Transfer.NONE);
    fake.with("startMicros", asked.micros).with("startNanos", 7L);
    return fake;
  }

  private static void set(FakeExchange fake, String name, @Nullable String value) {
    if (value != null) {
      fake.in.set(name, value);
    }
  }

  private static FakeHit hit(Asked asked, Exchange x) {
    List<String> fields = new ArrayList<>();
    fields.add("Host: localhost");
    if (asked.agent != null) {
      fields.add("USER-AGENT:" + asked.agent + " \t ");
    }
    if (asked.referer != null) {
      fields.add("Referer:  " + asked.referer);
    }
    if (asked.cookie != null) {
      fields.add("cookie: " + asked.cookie);
    }
    FakeHit hit =
        new FakeHit(
            x.connection(), "GET " + asked.target + " HTTP/1.1", fields.toArray(String[]::new));
    hit.startMicros = asked.micros;
    hit.startNanos = 7;
    hit.endNanos = 7 + asked.nanos;
    hit.bodyBytes = asked.bytes;
    hit.wireIn = asked.bytes / 3;
    hit.wireOut = asked.bytes + 200;
    hit.keptAlive = asked.kept;
    return hit;
  }

  private static Transfer transfer(FakeHit hit) {
    return new Transfer(
        hit.bodyBytes, hit.wireIn, hit.wireOut, hit.endNanos, hit.endNanos, false, hit.keptAlive);
  }

  private static String text(LogLine line) {
    return new String(line.octets(), 0, line.length(), StandardCharsets.ISO_8859_1);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.MIXIN)
  void aHitIsLoggedAsAnyRequest(@ForAll("requests") Asked asked) throws Exception {
    LogLine line = new LogLine();
    for (String format : FORMATS) {
      LogFormat compiled = LogFormatParser.parse(format, EXTENSIONS);
      FakeExchange fake = exchange(asked);
      Exchange x = fake.get();
      HitFormat hits = compiled.forHits(x, x);
      FakeHit hit = hit(asked, x);
      hits.append(hit, line.clear());
      fake.with("transfer", transfer(hit));
      assertThat(text(line)).as(format).isEqualTo(compiled.line(x, x));
    }
  }

  private static final Asked PLAIN =
      new Asked("/a.txt?x=y", "agent", null, "a=1", 1_795_410_078_948_050L, 3_000, 11, true);

  private static String line(LogFormat format, FakeExchange fake) {
    Exchange x = fake.get();
    LogLine line = new LogLine();
    format.forHits(x, x).append(hit(PLAIN, x), line);
    return text(line);
  }

  @Test
  void whatAModuleMadeOfAFieldIsTheSameForAllHits() throws Exception {
    FakeExchange fake = exchange(PLAIN);
    fake.get().in().set("User-Agent", "theirs \"");
    LogFormat format = LogFormatParser.parse("%{User-Agent}i %{a}C", EXTENSIONS);
    Exchange x = fake.get();
    assertThat(format.forHits(x, x).fields()).containsExactly("cookie");
    assertThat(line(format, fake)).isEqualTo("theirs \\\" 1");
  }

  @Test
  void aClientThatAModuleNamedIsTheSameForAllHits() throws Exception {
    FakeExchange fake = exchange(PLAIN).with("isPeerClient", false).with("clientIp", "192.0.2.7");
    fake.with("clientName", "client.example").with(Core.HOSTNAME_LOOKUPS, Core.HostnameLookups.ON);
    assertThat(line(LogFormatParser.parse("%a %{c}a %h %{c}h", EXTENSIONS), fake))
        .isEqualTo("192.0.2.7 127.0.0.1 client.example 127.0.0.1");
    assertThat(fake.unplannable).isEmpty();
  }

  @Test
  void namesOfClientsAndIdsOfConnectionsCannotBePlanned() throws Exception {
    FakeExchange fake = exchange(PLAIN).with(Core.HOSTNAME_LOOKUPS, Core.HostnameLookups.ON);
    line(LogFormatParser.parse("%a %{c}a", EXTENSIONS), fake);
    assertThat(fake.unplannable).isEmpty();
    line(LogFormatParser.parse("%h %{c}L", EXTENSIONS), fake);
    assertThat(fake.unplannable)
        .containsExactly("log item %h with HostnameLookups", "log item %{c}L");
  }

  @Test
  void aSecondRequestOfTheChainIsAskedForWhatItSays() throws Exception {
    FakeExchange error = exchange(PLAIN).with("uri", "/error.html").with("status", 404);
    FakeExchange first = exchange(PLAIN).with("status", 403);
    HitFormat format =
        LogFormatParser.parse("%U %>U %s %>s %404D %!404D", EXTENSIONS)
            .forHits(first.get(), error.get());
    LogLine line = new LogLine();
    format.append(hit(PLAIN, first.get()), line);
    assertThat(text(line)).isEqualTo("/a\\n.txt /error.html 403 404 3 -");
  }

  @Test
  void theFirstByteIsToldWhereItIsTracked() throws Exception {
    LogFormat format = LogFormatParser.parse("%^FB", EXTENSIONS);
    assertThat(line(format, exchange(PLAIN))).isEqualTo("3");
    assertThat(line(format, exchange(PLAIN).with("config", false))).isEqualTo("-");
  }
}
