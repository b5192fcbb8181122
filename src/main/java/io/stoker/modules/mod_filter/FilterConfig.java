package io.stoker.modules.mod_filter;

import io.stoker.api.Mergeable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * mod_filter's directives in a section.
 *
 * @param filters smart filters by name; an inner one replaces an outer one of the same name
 * @param chain names of filters in order
 * @param cut whether the chain of the enclosing section ends here
 */
record FilterConfig(Map<String, SmartFilter> filters, List<String> chain, boolean cut)
    implements Mergeable<FilterConfig> {

  static final FilterConfig UNSET = new FilterConfig(Map.of(), List.of(), false);

  FilterConfig with(SmartFilter filter) {
    Map<String, SmartFilter> all = new LinkedHashMap<>(filters);
    all.put(filter.name(), filter);
    return new FilterConfig(Map.copyOf(all), chain, cut);
  }

  /** A word of FilterChain. */
  FilterConfig chained(String word) {
    String name = word.substring(1);
    return switch (word.charAt(0)) {
      case '+' -> appended(name);
      case '@' -> withChain(name, true);
      case '-' -> without(name);
      case '=' -> new FilterConfig(filters, List.of(name), true);
      case '!' -> new FilterConfig(filters, List.of(), true);
      default -> appended(word);
    };
  }

  private FilterConfig appended(String name) {
    return withChain(name, false);
  }

  private FilterConfig withChain(String name, boolean atFront) {
    List<String> names = new ArrayList<>(chain);
    names.add(atFront ? 0 : names.size(), name);
    return new FilterConfig(filters, List.copyOf(names), cut);
  }

  private FilterConfig without(String name) {
    List<String> names = new ArrayList<>(chain);
    names.remove(name);
    return new FilterConfig(filters, List.copyOf(names), cut);
  }

  @Override
  public FilterConfig over(FilterConfig parent) {
    Map<String, SmartFilter> all = new LinkedHashMap<>(parent.filters);
    all.putAll(filters);
    List<String> names = new ArrayList<>(cut ? List.of() : parent.chain);
    names.addAll(chain);
    return new FilterConfig(Map.copyOf(all), List.copyOf(names), cut || parent.cut);
  }
}
