package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Body;
import io.stoker.api.SlotValues;
import io.stoker.api.Transfer;
import io.stoker.config.Snapshot;
import io.stoker.engine.ContentService;
import io.stoker.engine.Request;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A server in memory and one client, for one test; checks at the end that nothing was leaked. */
final class Memory implements AutoCloseable {

  static final InetSocketAddress REMOTE = new InetSocketAddress("127.0.0.1", 40000);
  static final InetSocketAddress LOCAL = new InetSocketAddress("127.0.0.1", 80);

  final List<Request> requests = new ArrayList<>();
  final MemoryServer server;
  final MemoryServer.Client client;
  private List<Transfer> log = new ArrayList<>();
  private boolean failuresExpected;

  private Memory(Snapshot snapshot, ContentService service, boolean sendfile) {
    server =
        new MemoryServer(
            snapshot,
            r -> {
              requests.add(r);
              return service.serve(r);
            },
            4);
    client = server.connect(REMOTE, LOCAL, sendfile);
  }

  /** Serves that body for each request. */
  static Memory serving(Function<Request, Body> body) {
    return serving(Sites.PLAIN, body, true);
  }

  static Memory serving(SlotValues values, Function<Request, Body> body, boolean sendfile) {
    List<Transfer> transfers = new ArrayList<>();
    Memory memory =
        new Memory(
            Sites.snapshot(values), r -> Sites.reply(r, body.apply(r), transfers::add), sendfile);
    memory.log = transfers;
    return memory;
  }

  static Memory running(SlotValues values, ContentService service) {
    return new Memory(Sites.snapshot(values), service, true);
  }

  static Memory running(Snapshot snapshot, ContentService service) {
    return new Memory(snapshot, service, true);
  }

  /** Answers with the request line. */
  static Memory echoing() {
    return serving(r -> Body.text(r.line().text() + "\n"));
  }

  static Memory echoing(SlotValues values) {
    return serving(values, r -> Body.text(r.line().text() + "\n"), true);
  }

  /** What became of the replies so far. */
  List<Transfer> transfers() {
    server.settle();
    return log;
  }

  Transfer only() {
    assertThat(transfers()).hasSize(1);
    return transfers().getFirst();
  }

  Memory send(String text) {
    client.send(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  Memory get(String path) {
    return send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  Memory after(long time, TimeUnit unit) {
    server.advance(time, unit);
    return this;
  }

  Memory afterSeconds(long seconds) {
    return after(seconds, TimeUnit.SECONDS);
  }

  /** All that was received. */
  String text() {
    return new String(client.received(), StandardCharsets.ISO_8859_1);
  }

  /** Status codes of the replies received. */
  List<Integer> statuses() {
    return Pattern.compile("HTTP/1\\.[01] ([0-9]{3}) ")
        .matcher(text())
        .results()
        .map(m -> Integer.valueOf(m.group(1)))
        .toList();
  }

  boolean isClosed() {
    return client.isClosed();
  }

  Memory expectingFailures() {
    failuresExpected = true;
    return this;
  }

  @Override
  public void close() {
    client.close();
    server.settle();
    assertThat(server.leaked()).as("bytes of buffers not released").isZero();
    assertThat(server.open()).as("open connections").isZero();
    assertThat(server.children().busy()).as("busy workers").isZero();
    if (!failuresExpected) {
      assertThat(server.failures()).isEmpty();
    }
  }
}
