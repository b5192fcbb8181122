package io.stoker.transport;

import io.stoker.api.MpmSettings;
import io.stoker.api.Server;
import io.stoker.config.Snapshot;
import io.stoker.engine.ContentService;
import io.stoker.http.HostHeader;
import io.stoker.mpm.HostTraffic;
import io.stoker.mpm.Traffic;
import java.net.InetAddress;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is being served: a configuration and the engine that runs it. A request keeps the one that
 * it began with; the next request of its connection sees what is published then. What a
 * configuration holds is closed when it is published no more and its last request is over.
 */
final class Content {

  private final Snapshot snapshot;
  private final ContentService service;
  private final Consumer<Snapshot> whenUnused;
  private final IdentityHashMap<Server, ServerSettings> settings = new IdentityHashMap<>();
  private final IdentityHashMap<Server, HostTraffic> traffic = new IdentityHashMap<>();
  private final boolean uniform;

  /** Requests that run with it, and one for its being published. */
  private final AtomicInteger users = new AtomicInteger(1);

  /**
   * Content to be published.
   *
   * @param counts what is answered, by host
   * @param whenUnused told once when nothing uses it any more
   */
  Content(
      Snapshot snapshot, ContentService service, Traffic counts, Consumer<Snapshot> whenUnused) {
    this.snapshot = snapshot;
    this.service = service;
    this.whenUnused = whenUnused;
    settings.put(snapshot.main(), ServerSettings.of(snapshot.main()));
    snapshot.servers().forEach(s -> settings.put(s, ServerSettings.of(s)));
    settings.keySet().forEach(s -> traffic.put(s, counts.of(s.label())));
    uniform =
        settings.values().stream().mapToLong(ServerSettings::timeoutNanos).distinct().count() == 1
            && settings.values().stream().map(ServerSettings::reads).distinct().count() == 1;
  }

  ContentService service() {
    return service;
  }

  /** How the server is sized. */
  MpmSettings mpm() {
    return snapshot.main().get(MpmSettings.SLOT);
  }

  /** Keeps it for a request; false when it is too late. */
  boolean acquire() {
    return users.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
  }

  /** The request is over, or it is published no more. */
  void release() {
    if (users.decrementAndGet() == 0) {
      whenUnused.accept(snapshot);
    }
  }

  /** The times and the log level of connections that are not yet known to be for a host. */
  Server ofAddress(InetAddress local, int port) {
    return snapshot.hosts().ofConnection(local, port);
  }

  /** The rules for a connection before it is known which host its request is for. */
  ServerSettings ofConnection(InetAddress local, int port) {
    return of(snapshot.hosts().ofConnection(local, port));
  }

  /** The times of the host that a request is for; its look-up is saved where all have the same. */
  ServerSettings ofRequest(
      InetAddress local, int port, HostHeader.Accepted host, String path, ServerSettings before) {
    return uniform ? before : of(server(local, port, host, path));
  }

  /** The host that a request is for. */
  Server server(ClientConnection client, HostHeader.Accepted host, String path) {
    return server(client.localAddress(), client.localPort(), host, path);
  }

  /** Where requests for a host are counted. */
  HostTraffic traffic(Server server) {
    return Objects.requireNonNull(traffic.get(server), "a server that the snapshot does not list");
  }

  private Server server(InetAddress local, int port, HostHeader.Accepted host, String path) {
    @Nullable String name = host.isPresent() ? host.name() : null;
    return snapshot.hosts().ofRequest(local, port, name, Math.max(host.port(), 0), path);
  }

  private ServerSettings of(Server server) {
    return Objects.requireNonNull(settings.get(server), "a server that the snapshot does not list");
  }
}
