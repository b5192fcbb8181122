package io.stoker.runtime.view;

import io.stoker.api.Directive;
import io.stoker.api.HttpdModule;
import io.stoker.api.Position;
import io.stoker.api.Server;
import io.stoker.config.ConfigNode;
import io.stoker.config.ConfigReport;
import io.stoker.config.SecretValues;
import io.stoker.config.Snapshot;
import io.stoker.files.ByteNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every directive of the loaded modules with the lines that say it. */
final class DirectiveList {

  private static final String VIRTUAL_HOST = "<virtualhost";

  private record Row(HttpdModule module, Directive directive, List<DirectiveUse> uses) {}

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Map<Position, String> hosts = new HashMap<>();
  private final SecretValues secrets;

  private DirectiveList(Snapshot snapshot, ConfigReport report) {
    this.secrets = report.provenance().secrets();
    for (HttpdModule module : report.modules()) {
      for (Directive d : ConfigReport.directives(module)) {
        rows.putIfAbsent(key(d), new Row(module, d, new ArrayList<>()));
      }
    }
    for (Server server : snapshot.servers()) {
      hosts.put(server.position(), server.label());
    }
    read(report.tree(), DirectiveUse.MAIN, List.of());
  }

  static List<DirectiveView> of(Snapshot snapshot, ConfigReport report) {
    return new DirectiveList(snapshot, report)
        .rows.values().stream().map(DirectiveList::view).toList();
  }

  private static String key(Directive d) {
    return ((d.isSection() ? "<" : "") + d.name()).toLowerCase(Locale.ROOT);
  }

  /** The lines of one place; a section of its own is another place. */
  private void read(List<ConfigNode> nodes, String server, List<String> sections) {
    Map<String, Position> last = new HashMap<>();
    for (ConfigNode node : nodes) {
      last.put(node.name().toLowerCase(Locale.ROOT), node.position());
    }
    for (ConfigNode node : nodes) {
      String name = node.name().toLowerCase(Locale.ROOT);
      Row row = rows.get(name);
      if (row == null) {
        continue; // of a module that is left out; the log says so
      }
      Position winner = last.get(name);
      boolean lost =
          row.directive().replaces() != null && winner != null && !winner.equals(node.position());
      row.uses()
          .add(
              new DirectiveUse(
                  node.isSection() ? node.name().substring(1) : node.name(),
                  shown(
                      node.isSection()
                          ? node.args().replaceFirst(">$", "")
                          : row.directive().shown(node.args())),
                  server,
                  sections,
                  node.position(),
                  lost ? winner : null));
      if (node.isSection()) {
        readSection(node, name, server, sections);
      }
    }
  }

  private void readSection(ConfigNode node, String name, String server, List<String> sections) {
    if (name.equals(VIRTUAL_HOST)) {
      read(node.children(), hosts.getOrDefault(node.position(), shown(node.args())), List.of());
    } else {
      List<String> inside = new ArrayList<>(sections);
      inside.add(shown(node.name() + " " + node.args()));
      read(node.children(), server, List.copyOf(inside));
    }
  }

  private String shown(String text) {
    return ByteNames.toText(secrets.hide(text));
  }

  private static DirectiveView view(Row row) {
    Directive d = row.directive();
    return new DirectiveView(
        d.toString(),
        row.module().name(),
        d.help(),
        d.contexts().stream().map(Enum::name).sorted().toList(),
        d.override() == null ? null : d.override().name(),
        d.arity().name(),
        d.params().stream().map(p -> p.type().label()).toList(),
        d.fallback(),
        d.replaces() != null,
        d.obsolete(),
        List.copyOf(row.uses()));
  }
}
