package io.stoker.engine;

import io.stoker.api.Body;
import io.stoker.api.BodyFilter;
import io.stoker.api.BodyFilter.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The output filters of a request, nearest to the handler first. */
final class OutputChain {

  private record Link(String name, Kind kind, BodyFilter filter) {}

  private final List<Link> links = new ArrayList<>(0);

  /** Adds a filter behind those of its kind. */
  void add(String name, Kind kind, BodyFilter filter) {
    int at = links.size();
    while (at > 0 && links.get(at - 1).kind.compareTo(kind) > 0) {
      at--;
    }
    links.add(at, new Link(name.toLowerCase(Locale.ROOT), kind, filter));
  }

  /** Takes the first filter of that name away; false where there is none. */
  boolean remove(String name) {
    for (int i = 0; i < links.size(); i++) {
      if (links.get(i).name.equalsIgnoreCase(name)) {
        links.remove(i);
        return true;
      }
    }
    return false;
  }

  /** Tells the filters that the handler is about to run. */
  void prepare(RequestExchange x) {
    for (Link link : List.copyOf(links)) {
      link.filter.prepare(x);
    }
  }

  /** Names in lower case, in order. */
  List<String> names() {
    return links.stream().map(Link::name).toList();
  }

  /** Only what belongs to the protocol outlives the change from a reply to an error page. */
  void keepProtocolOnly() {
    links.removeIf(link -> link.kind.compareTo(Kind.PROTOCOL) < 0);
  }

  void clear() {
    links.clear();
  }

  void replaceBy(OutputChain other) {
    links.clear();
    links.addAll(other.links);
  }

  /**
   * Sends a body through the filters. A filter that is added while another runs is not asked; one
   * that fails has the body released. Those for sending are left to {@link #applySending}.
   */
  Body apply(RequestExchange x, Body body) throws Exception {
    return apply(x, body, false);
  }

  /** Sends what is to be sent through the filters that are for that. */
  Body applySending(RequestExchange x, Body body) throws Exception {
    return apply(x, body, true);
  }

  private Body apply(RequestExchange x, Body body, boolean sending) throws Exception {
    Body current = body;
    for (Link link : List.copyOf(links)) {
      if ((link.kind == Kind.SENDING) != sending) {
        continue;
      }
      Inquiry inquiry = x.origin().inquiry();
      if (inquiry != null) {
        inquiry.begins(x, "output_filter", link.name);
      }
      try {
        current = link.filter.apply(x, current);
      } catch (Exception e) {
        current.release();
        throw e;
      } finally {
        if (inquiry != null) {
          inquiry.ended(null, null);
        }
      }
    }
    return current;
  }
}
