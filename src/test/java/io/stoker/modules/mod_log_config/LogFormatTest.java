package io.stoker.modules.mod_log_config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.Extensions;
import io.stoker.api.Position;
import io.stoker.api.Server;
import io.stoker.api.SlotValues;
import io.stoker.api.Transfer;
import io.stoker.http.Headers;
import io.stoker.http.HttpVersion;
import io.stoker.logging.FakeExchange;
import io.stoker.modules.mod_logio.ModLogio;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFormatTest {

  private static final Extensions EXTENSIONS = new Extensions(List.of(new ModLogio()));
  private static final Server SERVER =
      new Server(Position.NONE, false, List.of(), SlotValues.EMPTY, SlotValues.EMPTY);

  private final FakeExchange fake = new FakeExchange();
  private final Headers out = new Headers();
  private final Headers errorOut = new Headers();

  @BeforeEach
  void request() {
    fake.in.set("User-Agent", "agent \"quoted\"\t\u00e9");
    fake.in.set("Cookie", "a=1; session=abc; b=2");
    fake.env.set("VAR", "value");
    fake.with("requestLine", "GET /a.txt?x=y HTTP/1.1").with("version", HttpVersion.HTTP_1_1);
    fake.with("method", "GET").with("uri", "/a.txt").with("query", "x=y").with("status", 200);
    fake.with("filename", "/srv/a.txt").with("clientName", "127.0.0.1").with(SERVER);
    fake.with("contentType", "text/plain; charset=utf-8").with("serverName", "other");
    fake.with("out", out).with("errorOut", errorOut).with("isTls", false);
    fake.with("startMicros", 1_795_410_078_948_050L).with("startNanos", 1_000_000L);
    fake.with("transfer", new Transfer(11, 133, 222, 3_500_000L, 2_346_789_000L, false, true));
  }

  private String line(String format) throws DirectiveException {
    Exchange x = fake.get();
    return LogFormatParser.parse(format, EXTENSIONS).line(x, x);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "%a %{c}a %A %h %{c}h~127.0.0.1 127.0.0.1 127.0.0.1 127.0.0.1 127.0.0.1",
        "%b %B %I %O %S~11 11 133 222 355",
        "%m %U%q %H \\\"%r\\\"~GET /a.txt?x=y HTTP/1.1 \\\"GET /a.txt?x=y HTTP/1.1\\\"",
        "%{User-Agent}i %{none}i~agent \\\"quoted\\\"\\t\\xe9 -",
        "%{session}C %{none}C %{VAR}e %{none}e %{none}n~abc - value - -",
        "%{Content-Type}o %f %R %l %u~text/plain /srv/a.txt - - -",
        "%s %>s %<s %X %k %L~200 200 200 + 0 -",
        "%p %{canonical}p %{local}p %{remote}p %{odd}p~80 80 18990 44870 odd",
        "%v %V~localhost other",
        "%D %{us}T %{ms}T %{s}T %T %{x}T~2345789 2345789 2345 2 2 x",
        "%{sec}t %{msec}t %{usec}t~1795410078 1795410078948 1795410078948050",
        "%{msec_frac}t %{usec_frac}t~948 948050",
        "%{end:sec}t %{begin:sec}t~1795410081 1795410078",
        "%404{VAR}e %!404{VAR}e %200,304U~- value /a.txt",
        "a%%b\\tc\\q~`a%b\tc\\q`",
        "%^FB %{x}^ti~- -",
      })
  void itemsSayWhatHttpdSays(String format, String expected) throws Exception {
    fake.with("config", false).with("body", EmptyBody.INSTANCE);
    assertThat(line(format)).isEqualTo(expected);
  }

  @Test
  void theFirstByteIsTimedWhereItIsTracked() throws Exception {
    fake.with("config", true);
    assertThat(line("%^FB")).isEqualTo("2500");
  }

  @Test
  void aChainOfRedirectsHasAFirstAndALastRequest() throws Exception {
    FakeExchange error = new FakeExchange().with("uri", "/error.html").with("status", 404);
    fake.with("status", 403);
    LogFormat format = LogFormatParser.parse("%U %>U %<U %s %>s %404m %!404m", Extensions.NONE);
    error.with("method", "GET");
    assertThat(format.line(fake.get(), error.get()))
        .isEqualTo("/a.txt /error.html /a.txt 403 404 GET -");
  }

  @Test
  void aReplyWithoutContentHasAHyphenForItsSize() throws Exception {
    fake.with("transfer", Transfer.NONE);
    assertThat(line("%b %B %X %D")).isEqualTo("- 0 - 0");
  }

  @Test
  void anEmptyUserIsShownAsQuotes() throws Exception {
    fake.with("user", "");
    assertThat(line("%u")).isEqualTo("\"\"");
  }

  @Test
  void cookiesAreShownTogetherAndFieldsOfErrorsComeFirst() throws Exception {
    errorOut.add("Set-Cookie", "one=1");
    out.add("Set-Cookie", "two=2");
    errorOut.set("X", "always");
    out.set("X", "out");
    assertThat(line("%{Set-Cookie}o %{X}o")).isEqualTo("one=1, two=2 always");
  }

  @Test
  void aPasswordInTheTargetIsHidden() throws Exception {
    fake.with("requestLine", "GET http://u:secret@h/a?http://x:y@z HTTP/1.1");
    assertThat(line("%r")).isEqualTo("GET http://u:XXXXXXXX@h/a?http://x:y@z HTTP/1.1");
    fake.with("requestLine", "GET /a?http://x:y@z HTTP/1.1");
    assertThat(line("%r")).isEqualTo("GET /a?http://x:y@z HTTP/1.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "%Z~Unrecognized LogFormat directive %Z",
        "%^FX~Unrecognized LogFormat directive %^",
        "%^~Unrecognized LogFormat directive %^",
        "%-s~Unrecognized LogFormat directive %-",
        "%{x~Ran off end of LogFormat parsing args to some directive",
        "%200~Ran off end of LogFormat parsing args to some directive",
        "a%~Ran off end of LogFormat parsing args to some directive",
      })
  void mistakesAreToldInHttpdsWords(String format, String message) {
    assertThatThrownBy(() -> LogFormatParser.parse(format, EXTENSIONS)).hasMessage(message);
  }

  @Test
  void bytesOnTheWireNeedModLogio() {
    assertThatThrownBy(() -> LogFormatParser.parse("%I", Extensions.NONE))
        .hasMessage("Unrecognized LogFormat directive %I");
  }
}
