package io.stoker.config;

import io.stoker.api.Directive;
import io.stoker.api.Extensions;
import io.stoker.api.HttpdModule;
import io.stoker.api.Server;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A configuration, compiled and immutable: everything a request needs to know. A request keeps the
 * one it started with.
 *
 * @param generation counts up with every published configuration, from 1
 * @param main the main server
 * @param servers the main server first, then the virtual hosts in the order of the file
 * @param modules the loaded modules in loading order, static ones first
 * @param directives every directive of the loaded modules by lower-case name
 * @param defines names and values of Define and {@code -D}
 * @param provenance which line said what, for those who ask
 * @param onRetire what to close when no request uses it any more
 */
public record Snapshot(
    long generation,
    Server main,
    List<Server> servers,
    VirtualHosts hosts,
    List<HttpdModule> modules,
    HookTable hooks,
    Extensions extensions,
    Map<String, Directive> directives,
    HtaccessReader htaccess,
    Map<String, String> defines,
    Provenance provenance,
    Set<AutoCloseable> onRetire) {

  public boolean isLoaded(String module) {
    return modules.stream().anyMatch(m -> m.name().equals(module));
  }

  /** This configuration with one more thing to close when no request uses it any more. */
  public Snapshot closing(AutoCloseable resource) {
    Set<AutoCloseable> more = new LinkedHashSet<>(onRetire);
    more.add(resource);
    return new Snapshot(
        generation,
        main,
        servers,
        hosts,
        modules,
        hooks,
        extensions,
        directives,
        htaccess,
        defines,
        provenance,
        Collections.unmodifiableSet(more));
  }
}
