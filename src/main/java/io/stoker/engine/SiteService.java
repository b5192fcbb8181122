package io.stoker.engine;

import io.stoker.api.Connection;
import org.jspecify.annotations.Nullable;

/** Answers the requests for one configuration. */
final class SiteService implements ContentService {

  private final Engine engine;
  private final Site site;

  SiteService(Engine engine, Site site) {
    this.engine = engine;
    this.site = site;
  }

  Site site() {
    return site;
  }

  @Override
  public Response serve(Request request) {
    return engine.serve(site, request);
  }

  /** While somebody else looks for changes nobody knows what still holds: the long way waits. */
  @Override
  public boolean lookForChanges() {
    return site.plans().isOn() && engine.services().watcher().tryDrain();
  }

  @Override
  public @Nullable Plan planned(PlanProbe probe, Connection connection, long nanos) {
    probe.ask(connection);
    return site.plans().find(probe, nanos);
  }

  @Override
  public void close() {
    site.plans().close();
  }
}
