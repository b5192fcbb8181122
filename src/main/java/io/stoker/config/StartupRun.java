package io.stoker.config;

import io.stoker.api.ConfigurationView;
import io.stoker.api.Extensions;
import io.stoker.api.LogMessage;
import io.stoker.api.Server;
import io.stoker.api.Slot;
import io.stoker.api.SlotValues;
import io.stoker.api.Startup;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A configuration being made ready, as the modules' start-up functions see it. */
final class StartupRun implements Startup {

  private final LoadContext ctx;
  private final boolean checkOnly;
  private final String file;
  private final boolean trial;
  private final ConfigNode tree;
  private final List<Server> servers = new ArrayList<>();
  private final IdentityHashMap<Server, Integer> places = new IdentityHashMap<>();
  private final List<AutoCloseable> resources = new ArrayList<>();

  StartupRun(LoadContext ctx, LoadRequest request, ConfigNode tree) {
    this.ctx = ctx;
    this.file = request.file();
    this.tree = tree;
    this.checkOnly = request.checkOnly();
    this.trial = request.trial();
  }

  void clear() {
    servers.clear();
    places.clear();
  }

  void add(Server server) {
    places.put(server, servers.size());
    servers.add(server);
  }

  List<AutoCloseable> resources() {
    return resources;
  }

  @Override
  public Server main() {
    return servers.getFirst();
  }

  @Override
  public List<Server> servers() {
    return List.copyOf(servers);
  }

  @Override
  public Extensions extensions() {
    return ctx.extensions;
  }

  @Override
  public ConfigurationView configuration() {
    return ReadConfiguration.of(ctx, file, tree);
  }

  @Override
  public boolean isLoaded(String module) {
    return ctx.modules.isLoaded(module);
  }

  @Override
  public boolean isCheckOnly() {
    return checkOnly;
  }

  @Override
  public boolean isTrial() {
    return trial;
  }

  @Override
  public boolean isDefined(String name) {
    return ctx.defines.isDefined(name);
  }

  @Override
  public String serverRootRelative(String path) {
    return ctx.serverRootRelative(path);
  }

  @Override
  public <T extends @Nullable Object> void set(Server server, Slot<T> slot, T value) {
    Integer place = places.get(server);
    if (place == null) {
      throw new IllegalArgumentException("server: of another configuration");
    }
    Server now = servers.get(place);
    boolean own = slot.level() == Slot.Level.SERVER;
    SlotValues values = own ? now.values().with(slot, value) : now.values();
    SlotValues defaults = own ? now.defaults() : now.defaults().with(slot, value);
    Server changed = new Server(now.position(), now.isVirtual(), now.addresses(), values, defaults);
    places.put(changed, place);
    servers.set(place, changed);
  }

  @Override
  public void log(LogMessage message, Object... args) {
    ctx.log(null, message, args);
  }

  @Override
  public void log(Throwable cause, LogMessage message, Object... args) {
    ctx.log.log(message, cause, null, args);
  }

  @Override
  public void onRetire(AutoCloseable resource) {
    resources.add(resource);
  }
}
