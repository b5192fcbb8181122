package io.stoker.engine;

import io.stoker.api.HttpdModule;
import io.stoker.api.Phase;
import io.stoker.api.Server;
import io.stoker.config.HookTable;
import io.stoker.config.Section;
import io.stoker.config.Snapshot;
import io.stoker.files.FileCache;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A configuration with what the engine has made of it: hooks, indexes, merged configurations. */
final class Site {

  private final Snapshot snapshot;
  private final HookTable hooks;
  private final Merges merges = new Merges();
  private final Htaccess htaccess;
  private final Plans plans;
  private final Map<Server, DirectoryIndex> directories = new IdentityHashMap<>();

  Site(Snapshot snapshot, FileCache<byte[]> accessFiles, Plans plans) {
    this.snapshot = snapshot;
    this.plans = plans;
    this.htaccess = new Htaccess(accessFiles, snapshot.htaccess());
    // The engine's own hooks come first, as httpd's core is its first module.
    List<HttpdModule> all = new ArrayList<>();
    all.add(new CoreHooks());
    all.addAll(snapshot.modules());
    this.hooks = new HookTable(all);
    for (Server server : snapshot.servers()) {
      directories.put(server, new DirectoryIndex(server.get(Section.DIRECTORIES)));
    }
  }

  Snapshot snapshot() {
    return snapshot;
  }

  HookTable.Entry[] hooks(Phase phase) {
    return hooks.of(phase);
  }

  Merges merges() {
    return merges;
  }

  Plans plans() {
    return plans;
  }

  Htaccess htaccess() {
    return htaccess;
  }

  DirectoryIndex directories(Server server) {
    DirectoryIndex index = directories.get(server);
    if (index == null) {
      throw new IllegalStateException("not a server of this configuration: " + server.name());
    }
    return index;
  }
}
