package io.stoker.modules.mod_remoteip;

import io.stoker.api.Mergeable;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is said of the field that names the client; null = not said.
 *
 * @param header the field (RemoteIPHeader)
 * @param proxiesHeader the field to tell the proxies in (RemoteIPProxiesHeader)
 * @param proxies whom to believe; empty for everybody
 * @param merged whether both a host and the main server named some
 */
record RemoteIpConfig(
    @Nullable String header, @Nullable String proxiesHeader, List<Proxy> proxies, boolean merged)
    implements Mergeable<RemoteIpConfig> {

  static final RemoteIpConfig UNSET = new RemoteIpConfig(null, null, List.of(), false);

  RemoteIpConfig withHeader(String name) {
    return new RemoteIpConfig(name, proxiesHeader, proxies, merged);
  }

  RemoteIpConfig withProxiesHeader(String name) {
    return new RemoteIpConfig(header, name, proxies, merged);
  }

  RemoteIpConfig with(List<Proxy> more) {
    return new RemoteIpConfig(
        header, proxiesHeader, Stream.concat(proxies.stream(), more.stream()).toList(), merged);
  }

  @Override
  public RemoteIpConfig over(RemoteIpConfig parent) {
    return new RemoteIpConfig(
        header == null ? parent.header : header,
        proxiesHeader == null ? parent.proxiesHeader : proxiesHeader,
        Stream.concat(proxies.stream(), parent.proxies.stream()).toList(),
        !parent.proxies.isEmpty() && !proxies.isEmpty());
  }
}
