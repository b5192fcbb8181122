package io.stoker.modules.mod_filter;

import io.stoker.api.Body;
import io.stoker.api.BodyFilter;
import io.stoker.api.Exchange;
import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.http.HeaderNames;
import io.stoker.modules.mod_filter.SmartFilter.Provider;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A smart filter in the chain of one reply: looks for the provider that it is here. */
record Dispatch(SmartFilter smart) implements BodyFilter {

  private static final LogMessage MATCHED =
      new LogMessage("filter", "", LogLevel.TRACE2, "%s condition for '%s' %s");

  /** All of them: which one it is to be is not known yet. */
  @Override
  public void prepare(Exchange x) {
    smart.providers().forEach(provider -> provider.filter().prepare(x));
  }

  @Override
  public Body apply(Exchange x, Body body) throws Exception {
    Body given = smart.trace() == 1 ? FilterTrace.of(x, smart.name(), body) : body;
    Provider provider = provider(x);
    if (provider == null) {
      return given;
    }
    announce(x, provider.protocol());
    return provider.filter().apply(x, given);
  }

  private @Nullable Provider provider(Exchange x) {
    for (Provider provider : smart.providers()) {
      boolean matches = matches(x, provider);
      x.log(
          MATCHED,
          provider.when() != null ? "Expression" : "Content-Type",
          provider.name().toLowerCase(Locale.ROOT),
          matches ? "matched" : "did not match");
      if (matches) {
        return provider;
      }
    }
    return null;
  }

  private static boolean matches(Exchange x, Provider provider) {
    if (provider.when() != null) {
      return provider.when().test(x);
    }
    String type = x.contentType();
    if (type == null) {
      return false;
    }
    int end = 0;
    while (end < type.length() && "; \t".indexOf(type.charAt(end)) < 0) {
      end++;
    }
    String essence = type.substring(0, end);
    return provider.types().stream().anyMatch(essence::equals);
  }

  /** What the provider does to the content is told in the header fields. */
  private static void announce(Exchange x, Set<ProtocolFlag> flags) {
    if (flags.contains(ProtocolFlag.CHANGE)) {
      x.out().unset(HeaderNames.CONTENT_MD5);
      x.out().unset(HeaderNames.ETAG);
      if (flags.contains(ProtocolFlag.CHANGE_LENGTH)) {
        x.out().unset(HeaderNames.CONTENT_LENGTH);
      }
    }
    if (flags.contains(ProtocolFlag.NO_CACHE)) {
      x.out().unset(HeaderNames.LAST_MODIFIED);
      x.out().add(HeaderNames.CACHE_CONTROL, "no-cache");
    }
    if (flags.contains(ProtocolFlag.NO_BYTERANGE)) {
      x.out().set(HeaderNames.ACCEPT_RANGES, "none");
    }
  }
}
