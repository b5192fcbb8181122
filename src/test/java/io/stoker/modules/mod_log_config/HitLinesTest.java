package io.stoker.modules.mod_log_config;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.stoker.api.Condition;
import io.stoker.api.EvaluationException;
import io.stoker.api.Exchange;
import io.stoker.api.Extensions;
import io.stoker.api.Hit;
import io.stoker.api.HitLog;
import io.stoker.api.LogLine;
import io.stoker.api.Position;
import io.stoker.api.Server;
import io.stoker.api.SlotValues;
import io.stoker.api.Transfer;
import io.stoker.http.Headers;
import io.stoker.http.HttpVersion;
import io.stoker.logging.FakeExchange;
import io.stoker.logging.LogTarget;
import io.stoker.logging.PacedLog;
import io.stoker.modules.mod_logio.ModLogio;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a plan's hits write to several logs, and at what price. */
class HitLinesTest {

  private static final Extensions EXTENSIONS = new Extensions(List.of(new ModLogio()));
  private static final Server SERVER =
      new Server(Position.NONE, false, List.of(), SlotValues.EMPTY, SlotValues.EMPTY);

  private final FakeExchange fake = exchange();

  private static FakeExchange exchange() {
    FakeExchange fake = new FakeExchange().with(SERVER);
    fake.with("requestLine", "GET /a.txt HTTP/1.1").with("version", HttpVersion.HTTP_1_1);
    fake.with("method", "GET").with("uri", "/a.txt").with("status", 200);
    fake.with("clientName", "127.0.0.1").with("transfer", Transfer.NONE);
    fake.with("out", new Headers()).with("errorOut", new Headers()).with("serverName", "a");
    return fake;
  }

  private static FakeHit hit(Exchange x) {
    FakeHit hit =
        new FakeHit(
            x.connection(),
            "GET /a.txt HTTP/1.1",
            "Host: localhost",
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64; \"quoted\") Gecko/20100101",
            "Referer: http://www.example.com/start.html",
            "Cookie: a=1; session=abc");
    hit.startMicros = 1_795_410_078_948_050L;
    hit.startNanos = 1000;
    hit.endNanos = 5000;
    hit.bodyBytes = 10_240;
    hit.wireIn = 321;
    hit.wireOut = 10_500;
    hit.keptAlive = true;
    return hit;
  }

  private static LogFormat format(String text) throws Exception {
    return LogFormatParser.parse(text, EXTENSIONS);
  }

  /** A log that remembers its lines. */
  private static final class Lines implements LogTarget {
    final List<String> lines = new ArrayList<>();
    boolean full;

    @Override
    public void write(String line) {
      lines.add(line);
    }

    @Override
    public void write(LogLine line) {
      lines.add(new String(line.octets(), 0, line.length(), StandardCharsets.ISO_8859_1));
    }

    @Override
    public boolean hasRoom() {
      return !full;
    }

    @Override
    public void awaitRoom() {
      full = false;
    }
  }

  private final Lines one = new Lines();
  private final Lines other = new Lines();

  private @Nullable HitLog log(OpenLog... logs) {
    Exchange x = fake.get();
    return HitLines.of(List.of(logs), x, x);
  }

  private static OpenLog open(LogTarget target, String format, @Nullable Condition condition)
      throws Exception {
    return new OpenLog(target, format(format), condition);
  }

  @Test
  void conditionsAreAskedOnceForAllHits() throws Exception {
    fake.env.set("image", "1");
    HitLog log =
        Objects.requireNonNull(
            log(
                open(one, "%U %O %{User-Agent}i", x -> x.env().has("image")),
                open(other, "%U", x -> !x.env().has("image"))));
    fake.env.unset("image");
    Hit hit = hit(fake.get());
    log.log(hit);
    log.log(hit);
    String line = "/a.txt 10500 Mozilla/5.0 (X11; Linux x86_64; \\\"quoted\\\") Gecko/20100101";
    assertThat(one.lines).containsExactly(line, line);
    assertThat(other.lines).isEmpty();
    assertThat(log.fields()).containsExactly("user-agent");
  }

  @Test
  void whatIsNotLoggedCostsNothing() throws Exception {
    assertThat(log()).isSameAs(HitLog.NONE);
    assertThat(log(open(one, "%U", x -> false))).isSameAs(HitLog.NONE);
  }

  @Test
  void aConditionThatFailsIsAskedAtEveryRequest() throws Exception {
    Condition failing =
        x -> {
          throw new EvaluationException("for a reason");
        };
    assertThat(log(open(one, "%U", failing))).isNull();
    assertThat(fake.unplannable).hasSize(1);
  }

  @Test
  void itIsReadyWhenAllLogsAre() throws Exception {
    HitLog log = Objects.requireNonNull(log(open(one, "%U", null), open(other, "%U", null)));
    assertThat(log.ready()).isTrue();
    other.full = true;
    assertThat(log.ready()).isFalse();
  }

  /** All items that are not the same for all hits, and the usual ones. */
  private static final String EVERYTHING =
      "%h %{c}a %l %u %t %{%Y-%m-%d %T}t %{end:usec}t %{msec_frac}t \"%r\" %>s %b %B %O %I %S"
          + " %D %{ms}T \"%{Referer}i\" \"%{User-Agent}i\" %{session}C %k %X %{remote}p %{local}p"
          + " %A %{hextid}P %L %^FB";

  @Test
  void aHitAllocatesNothing() throws Exception {
    fake.with("config", true);
    try (PacedLog first = new PacedLog();
        PacedLog second = new PacedLog()) {
      HitLog log =
          Objects.requireNonNull(log(open(first, EVERYTHING, null), open(second, "%r %t", null)));
      Hit hit = hit(fixedConnection());
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long allocated = 0;
      for (int i = 0; i < 120; i++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int j = 0; j < 1000; j++) {
          log.log(hit);
        }
        allocated += i < 20 ? 0 : threads.getCurrentThreadAllocatedBytes() - before;
        first.writerPasses();
        second.writerPasses();
      }
      assertThat(first.bytes()).isGreaterThan(120_000 * 250L);
      // Going from interpreted to compiled code costs the thread a few hundred bytes, once (none
      // with -Xint); the smallest object for every hundredth hit would be 16,000.
      assertThat(allocated).as("bytes for 100,000 hits").isLessThan(4000);
    }
  }

  /** A proxy would allocate. */
  private static Exchange fixedConnection() {
    return exchange().with("connection", new FixedConnection()).get();
  }
}
