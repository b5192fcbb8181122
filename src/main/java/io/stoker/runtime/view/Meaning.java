package io.stoker.runtime.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a change of configuration means: which values are other ones, for which hosts, in which
 * sections. What the main server says holds for every virtual host that does not say it itself.
 *
 * @param hosts how many hosts are concerned, the main server included
 * @param sections how many sections are concerned
 * @param effects at most {@link #MOST}
 * @param more how many there are beyond
 */
public record Meaning(int hosts, int sections, List<Effect> effects, int more) {

  /** The most effects that are listed. */
  public static final int MOST = 200;

  private static final int MOST_NAMES = 20;

  /** Of httpd's server configuration these alone are not handed down to virtual hosts. */
  private static final Set<String> OWN = Set.of("servername", "serveralias", "serverpath");

  private static final String REWRITE = "mod_rewrite";
  private static final Set<String> LOGS = Set.of("customlog", "transferlog");

  /**
   * A value that is another one.
   *
   * @param servers labels of the hosts, the first 20; {@code main} for the main server
   * @param serverCount how many hosts they are
   * @param section the section, outermost first; empty outside of all
   * @param before the values that are gone; null where there were none
   * @param after the values that are new; null where there are none
   */
  public record Effect(
      String directive,
      List<String> servers,
      int serverCount,
      String section,
      @Nullable String before,
      @Nullable String after) {}

  /** What differs between two configurations. */
  public static Meaning of(ServedConfiguration before, ServedConfiguration after) {
    return new Comparison(before, after).run();
  }

  private record Place(String server, String section) {}

  /** The lines of one directive by the place that they are in, in force each. */
  private record Lines(DirectiveView directive, Map<Place, List<String>> at) {

    static Map<String, Lines> of(ServedConfiguration configuration) {
      Map<String, Lines> all = new LinkedHashMap<>();
      for (DirectiveView d : configuration.directives()) {
        if (d.isSet() && !d.name().startsWith("<")) {
          all.put(d.name().toLowerCase(Locale.ROOT), of(d));
        }
      }
      return all;
    }

    private static Lines of(DirectiveView d) {
      Map<Place, List<String>> at = new LinkedHashMap<>();
      for (DirectiveUse use : d.uses()) {
        Place place = new Place(use.server(), String.join(" ", use.sections()));
        List<String> values = at.computeIfAbsent(place, p -> new ArrayList<>());
        if (d.isSingle()) {
          values.clear();
        }
        values.add(use.value());
      }
      return new Lines(d, at);
    }

    List<String> at(String server, String section) {
      return at.getOrDefault(new Place(server, section), List.of());
    }

    /** What holds for a host outside of all sections. */
    List<String> effective(String server, boolean isVirtual) {
      List<String> own = at(server, "");
      String name = directive.name().toLowerCase(Locale.ROOT);
      if (!isVirtual || OWN.contains(name) || directive.module().equals(REWRITE)) {
        return own;
      }
      List<String> main = at(DirectiveUse.MAIN, "");
      if (directive.isSingle() || LOGS.contains(name)) {
        return own.isEmpty() ? main : own;
      }
      List<String> both = new ArrayList<>(own);
      both.addAll(main);
      return both;
    }
  }

  private static final class Comparison {
    private final Map<String, Lines> before;
    private final Map<String, Lines> after;
    private final Set<String> virtual = new LinkedHashSet<>();
    private final Set<String> present;
    private final Set<String> concerned = new HashSet<>();
    private final Set<Place> sections = new HashSet<>();
    private final List<Effect> effects = new ArrayList<>();

    Comparison(ServedConfiguration before, ServedConfiguration after) {
      this.before = Lines.of(before);
      this.after = Lines.of(after);
      this.present = labels(after);
      Set<String> were = labels(before);
      virtual.addAll(were);
      virtual.addAll(present);
      hosts(were);
    }

    private static Set<String> labels(ServedConfiguration configuration) {
      Set<String> labels = new LinkedHashSet<>();
      for (VirtualHost host : configuration.hosts()) {
        if (host.isVirtual()) {
          labels.add(host.label());
        }
      }
      return labels;
    }

    private void hosts(Set<String> were) {
      for (String label : virtual) {
        boolean was = were.contains(label);
        boolean is = present.contains(label);
        if (was != is) {
          add(
              "<VirtualHost>",
              List.of(label),
              "",
              was ? List.of(label) : List.of(),
              is ? List.of(label) : List.of());
        }
      }
    }

    Meaning run() {
      Set<String> names = new TreeSet<>(before.keySet());
      names.addAll(after.keySet());
      for (String name : names) {
        compare(before.get(name), after.get(name));
      }
      int shown = Math.min(MOST, effects.size());
      return new Meaning(
          concerned.size(),
          sections.size(),
          List.copyOf(effects.subList(0, shown)),
          effects.size() - shown);
    }

    private void compare(@Nullable Lines old, @Nullable Lines fresh) {
      Lines one = fresh == null ? old : fresh;
      if (one == null || (old != null && fresh != null && old.at().equals(fresh.at()))) {
        return;
      }
      Lines a = old == null ? new Lines(one.directive(), Map.of()) : old;
      Lines b = fresh == null ? new Lines(one.directive(), Map.of()) : fresh;
      outside(a, b);
      Set<Place> places = new LinkedHashSet<>(a.at().keySet());
      places.addAll(b.at().keySet());
      for (Place place : places) {
        if (!place.section().isEmpty()) {
          inside(place, a, b);
        }
      }
    }

    /** Hosts to which the same happens are one effect. */
    private void outside(Lines a, Lines b) {
      Map<List<List<String>>, List<String>> same = new LinkedHashMap<>();
      collect(DirectiveUse.MAIN, false, a, b, same);
      if (b.directive().contexts().contains("VHOST")) {
        virtual.forEach(label -> collect(label, true, a, b, same));
      }
      same.forEach(
          (values, servers) ->
              add(b.directive().name(), servers, "", values.getFirst(), values.getLast()));
    }

    private static void collect(
        String server,
        boolean isVirtual,
        Lines a,
        Lines b,
        Map<List<List<String>>, List<String>> same) {
      List<String> was = a.effective(server, isVirtual);
      List<String> is = b.effective(server, isVirtual);
      if (!was.equals(is)) {
        same.computeIfAbsent(List.of(was, is), k -> new ArrayList<>()).add(server);
      }
    }

    private void inside(Place place, Lines a, Lines b) {
      List<String> was = a.at(place.server(), place.section());
      List<String> is = b.at(place.server(), place.section());
      if (was.equals(is)) {
        return;
      }
      sections.add(place);
      List<String> servers = new ArrayList<>();
      servers.add(place.server());
      if (place.server().equals(DirectiveUse.MAIN)) {
        servers.addAll(present);
      }
      add(b.directive().name(), servers, place.section(), was, is);
    }

    private void add(
        String directive, List<String> servers, String section, List<String> was, List<String> is) {
      concerned.addAll(servers);
      effects.add(
          new Effect(
              directive,
              List.copyOf(servers.subList(0, Math.min(MOST_NAMES, servers.size()))),
              servers.size(),
              section,
              text(without(was, is), was, is),
              text(without(is, was), is, was)));
    }

    private static List<String> without(List<String> all, List<String> others) {
      Map<String, Integer> left = new HashMap<>();
      others.forEach(other -> left.merge(other, 1, Integer::sum));
      List<String> rest = new ArrayList<>();
      for (String one : all) {
        if (left.merge(one, -1, Integer::sum) < 0) {
          rest.add(one);
        }
      }
      return rest;
    }

    /** Where only the order is another one, all of it is shown. */
    private static @Nullable String text(List<String> rest, List<String> all, List<String> others) {
      boolean isReordered = all.size() == others.size() && rest.isEmpty();
      List<String> shown = isReordered ? all : rest;
      return shown.isEmpty() ? null : String.join("\n", shown);
    }
  }
}
