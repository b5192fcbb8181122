package io.stoker.config;

import io.stoker.api.Cmd.EnclosingSection;
import io.stoker.api.Directive;
import io.stoker.api.MethodSet;
import io.stoker.api.OverrideClass;
import io.stoker.api.SectionKind;
import io.stoker.api.Where;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a directive stands: what it configures and what is around it.
 *
 * @param values the DIRECTORY slots that it fills
 * @param path what {@link io.stoker.api.Cmd#path} gives
 * @param admitted the only class of directives that may stand here; null for all
 */
record Place(
    ServerBuilder server,
    SlotBuilder values,
    Where where,
    List<EnclosingSection> enclosing,
    @Nullable String path,
    @Nullable MethodSet limit,
    @Nullable OverrideClass admitted,
    @Nullable Grant grant) {

  static Place main(ServerBuilder main) {
    return new Place(main, main.defaults, Where.SERVER, List.of(), null, null, null, null);
  }

  static Place htaccess(SlotBuilder values, String directory, Grant grant) {
    return new Place(
        ServerBuilder.main(), values, Where.HTACCESS, List.of(), directory, null, null, grant);
  }

  /** Inside {@code <VirtualHost>}. */
  Place host(ServerBuilder host, EnclosingSection section) {
    return new Place(host, host.defaults, Where.VHOST, List.of(section), null, null, null, null);
  }

  /** Inside a section with configuration of its own. */
  Place section(SlotBuilder own, EnclosingSection section, @Nullable String newPath) {
    Where inside = where == Where.HTACCESS ? where : Where.DIRECTORY;
    return new Place(server, own, inside, inner(section), newPath, limit, null, grant);
  }

  /** Inside a section that shares the configuration around it. */
  Place within(EnclosingSection section, Directive directive) {
    OverrideClass inside = directive.admits() == null ? admitted : directive.admits();
    return new Place(server, values, where, inner(section), path, limit, inside, grant);
  }

  /** Inside a section whose configuration is read apart. */
  Place apart(SlotBuilder own, EnclosingSection section, Directive directive) {
    Place inside = section(own, section, null).within(section, directive);
    return new Place(
        server, own, inside.where, inner(section), null, limit, inside.admitted, grant);
  }

  Place limited(EnclosingSection section, MethodSet methods) {
    return new Place(server, values, where, inner(section), path, methods, admitted, grant);
  }

  private List<EnclosingSection> inner(EnclosingSection section) {
    List<EnclosingSection> all = new ArrayList<>(enclosing);
    all.add(section);
    return List.copyOf(all);
  }

  /** Whether it is in a section or file of its own, and not at the level of a server. */
  boolean isPerDirectory() {
    return where == Where.DIRECTORY || where == Where.HTACCESS;
  }

  boolean isIn(SectionKind kind) {
    return enclosing.stream().anyMatch(section -> section.kind() == kind);
  }
}
