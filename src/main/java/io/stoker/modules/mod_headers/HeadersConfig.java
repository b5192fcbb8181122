package io.stoker.modules.mod_headers;

import io.stoker.api.Core;
import io.stoker.api.Mergeable;
import java.util.List;

/**
 * What is said of fields at one level, in the order of the file.
 *
 * @param request for fields of the request
 * @param always for those of the reply whatever its status
 * @param onSuccess for those of a successful reply
 */
record HeadersConfig(List<HeaderRule> request, List<HeaderRule> always, List<HeaderRule> onSuccess)
    implements Mergeable<HeadersConfig> {

  static final HeadersConfig UNSET = new HeadersConfig(List.of(), List.of(), List.of());

  HeadersConfig with(HeaderRule.Table table, HeaderRule rule) {
    return new HeadersConfig(List.of(), List.of(), List.of()).plus(table, rule).over(this);
  }

  private HeadersConfig plus(HeaderRule.Table table, HeaderRule rule) {
    List<HeaderRule> one = List.of(rule);
    return switch (table) {
      case REQUEST -> new HeadersConfig(one, always, onSuccess);
      case ALWAYS -> new HeadersConfig(request, one, onSuccess);
      case ON_SUCCESS -> new HeadersConfig(request, always, one);
    };
  }

  /** What outer levels say comes first. */
  @Override
  public HeadersConfig over(HeadersConfig parent) {
    return new HeadersConfig(
        Core.append(request, parent.request),
        Core.append(always, parent.always),
        Core.append(onSuccess, parent.onSuccess));
  }
}
