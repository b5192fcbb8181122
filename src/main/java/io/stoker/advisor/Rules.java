package io.stoker.advisor;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The rules that there are, by number. */
public final class Rules {

  private static final List<Rule> ALL =
      ServiceLoader.load(Rule.class, Rules.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(Comparator.comparing(Rule::id))
          .toList();

  private Rules() {}

  /** All of them. */
  public static List<Rule> all() {
    return ALL;
  }

  /** What they say of a site. */
  public static Report judge(Site site) {
    return Report.of(site, ALL.stream());
  }
}
