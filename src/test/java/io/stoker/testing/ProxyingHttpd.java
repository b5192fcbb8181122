package io.stoker.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Apache httpd with mod_proxy_balancer. */
public final class ProxyingHttpd extends Balancer {

  /** In an empty folder of its own; the test is skipped where there is no httpd. */
  public ProxyingHttpd(Path folder) {
    super(Peers.require("apache2"), folder);
  }

  @Override
  String file() {
    return "httpd.conf";
  }

  @Override
  List<String> words() {
    return List.of("-DFOREGROUND", "-d", folder().toString(), "-f", folder().resolve(file()) + "");
  }

  @Override
  String configuration(List<Integer> servers) {
    // retry: for so many seconds a server that took no connection is left out; with 0 httpd may
    // choose the same one again for the same request, and then gives up. Connections of clients
    // stay open, so that httpd may leave it to them to ask again when one to a server breaks.
    return """
    ServerName localhost
    Listen 127.0.0.1:%d
    LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
    LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
    LoadModule slotmem_shm_module /usr/lib/apache2/modules/mod_slotmem_shm.so
    LoadModule proxy_module /usr/lib/apache2/modules/mod_proxy.so
    LoadModule proxy_http_module /usr/lib/apache2/modules/mod_proxy_http.so
    LoadModule proxy_balancer_module /usr/lib/apache2/modules/mod_proxy_balancer.so
    LoadModule lbmethod_byrequests_module /usr/lib/apache2/modules/mod_lbmethod_byrequests.so
    User www-data
    Group www-data
    PidFile httpd.pid
    DefaultRuntimeDir .
    ErrorLog error.log
    LogLevel warn
    MaxKeepAliveRequests 0
    KeepAliveTimeout 300
    <Proxy balancer://stoker>
    %s
    </Proxy>
    ProxyPass / balancer://stoker/
    """
        .formatted(
            port(),
            servers.stream()
                .map("BalancerMember http://127.0.0.1:%d retry=5"::formatted)
                .collect(Collectors.joining("\n")));
  }
}
