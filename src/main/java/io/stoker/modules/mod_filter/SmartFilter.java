package io.stoker.modules.mod_filter;

import io.stoker.api.BodyFilter;
import io.stoker.api.Condition;
import io.stoker.api.Core;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A filter that is one of several others, decided by the reply.
 *
 * @param name as declared; exact
 * @param kind its place among the filters of a reply
 * @param providers what it may be; the first that matches is it
 * @param protocol what FilterProtocol says of the filter as a whole
 * @param trace 0 for silent, 1 to log that it runs, 2 to log what it is given
 */
record SmartFilter(
    String name,
    BodyFilter.Kind kind,
    List<Provider> providers,
    Set<ProtocolFlag> protocol,
    int trace) {

  /**
   * A filter that a smart filter may be.
   *
   * @param name of the filter
   * @param when decides whether it is; null where the types do
   * @param types media types of replies that it is for
   * @param protocol what FilterProtocol says of this provider
   */
  record Provider(
      String name,
      BodyFilter filter,
      @Nullable Condition when,
      List<String> types,
      Set<ProtocolFlag> protocol) {

    Provider with(Set<ProtocolFlag> flags) {
      return new Provider(name, filter, when, types, flags);
    }
  }

  /** As FilterDeclare makes it. */
  static SmartFilter declared(String name, BodyFilter.Kind kind) {
    return new SmartFilter(name, kind, List.of(), Set.of(), 0);
  }

  /** What is named last is asked first. */
  SmartFilter with(Provider provider) {
    List<Provider> all = Core.append(providers, List.of(provider));
    return new SmartFilter(name, kind, all, protocol, trace);
  }

  SmartFilter with(Set<ProtocolFlag> flags) {
    return new SmartFilter(name, kind, providers, flags, trace);
  }

  SmartFilter withTrace(int level) {
    return new SmartFilter(name, kind, providers, protocol, level);
  }

  /** With the flags of one provider; null where there is no such provider. */
  @Nullable SmartFilter with(String provider, Set<ProtocolFlag> flags) {
    if (providers.stream().noneMatch(p -> p.name().equalsIgnoreCase(provider))) {
      return null;
    }
    List<Provider> all =
        providers.stream()
            .map(p -> p.name().equalsIgnoreCase(provider) ? p.with(flags) : p)
            .toList();
    return new SmartFilter(name, kind, all, protocol, trace);
  }
}
