package io.stoker.transport;

import io.stoker.api.Body;
import io.stoker.api.Core;
import io.stoker.api.Extensions;
import io.stoker.api.Position;
import io.stoker.api.Server;
import io.stoker.api.SlotValues;
import io.stoker.api.Transfer;
import io.stoker.config.HookTable;
import io.stoker.config.HtaccessReader;
import io.stoker.config.Provenance;
import io.stoker.config.Snapshot;
import io.stoker.config.VirtualHosts;
import io.stoker.engine.Request;
import io.stoker.engine.Response;
import io.stoker.http.Headers;
import io.stoker.http.HttpVersion;
import io.stoker.http.Status;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Configurations and replies for tests of the transport. */
final class Sites {

  /** Values of a plain server: Timeout 60, KeepAliveTimeout 5. */
  static final SlotValues PLAIN = SlotValues.EMPTY;

  private Sites() {}

  static Snapshot snapshot(SlotValues values) {
    Server server = new Server(Position.NONE, false, List.of(), values, SlotValues.EMPTY);
    return snapshot(server, server, Set.of());
  }

  /** A main server for connections and one for all requests. */
  static Snapshot snapshot(Server main, Server host, Set<AutoCloseable> onRetire) {
    VirtualHosts hosts =
        new VirtualHosts() {
          @Override
          public Server ofConnection(InetAddress local, int port) {
            return main;
          }

          @Override
          public Server ofRequest(
              InetAddress local, int port, @Nullable String name, int hostPort, String path) {
            return host;
          }

          @Override
          public boolean isKnownHost(InetAddress local, int port, String name) {
            return true;
          }
        };
    HtaccessReader none =
        (directory, file, text, granted, list) ->
            new HtaccessReader.Parsed(SlotValues.EMPTY, null, List.of());
    return new Snapshot(
        1,
        main,
        main == host ? List.of(main) : List.of(main, host),
        hosts,
        List.of(),
        new HookTable(List.of()),
        Extensions.NONE,
        Map.of(),
        none,
        Map.of(),
        Provenance.NONE,
        onRetire);
  }

  static SlotValues timeout(int seconds) {
    return PLAIN.with(Core.TIMEOUT, Duration.ofSeconds(seconds));
  }

  /** 200, or the status that the request was refused with, with a body of known length. */
  static Response reply(Request request, Body body) {
    return reply(request, body, t -> {});
  }

  static Response reply(Request request, Body body, Consumer<Transfer> onSent) {
    int status = request.refusal() == null ? 200 : request.refusal().status();
    boolean head = request.line().method().equals("HEAD");
    Headers headers = Headers.of("Server", "test");
    if (body.length() >= 0) {
      headers.add("Content-Length", Long.toString(body.length()));
    }
    if (head) {
      body.release();
    }
    return new Response(
        HttpVersion.HTTP_1_1,
        status,
        String.valueOf(Status.reason(status)),
        headers.add("Content-Type", "text/plain"),
        headers.size() - 1,
        head ? Body.EMPTY : body,
        head,
        request.line().version().atLeast(HttpVersion.HTTP_1_1),
        false,
        5000,
        100,
        onSent);
  }

  /** The same on a connection that is kept for longer than any machine stalls. */
  static Response patient(Response r) {
    return new Response(
        r.version(),
        r.status(),
        r.reason(),
        r.headers(),
        r.connectionFieldsAt(),
        r.body(),
        r.bodyForbidden(),
        r.mayChunk(),
        r.close(),
        300_000,
        r.maxKeepAliveRequests(),
        r.onSent());
  }

  static Response text(Request request, String text) {
    return reply(request, Body.text(text));
  }
}
