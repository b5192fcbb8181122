package io.stoker.testing;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** nginx, with one process for requests. */
public final class Nginx extends Balancer {

  /** In an empty folder of its own; the test is skipped where there is no nginx. */
  public Nginx(Path folder) {
    super(Peers.require("nginx"), folder);
  }

  @Override
  String file() {
    return "nginx.conf";
  }

  @Override
  List<String> words() {
    return List.of("-p", folder().toString(), "-c", file());
  }

  @Override
  String configuration(List<Integer> servers) {
    // max_fails: a connection of which both ends have had enough is no reason to leave a server out
    // for ten seconds, the other one included. keepalive_timeout: less than KeepAliveTimeout.
    return """
    daemon off;
    worker_processes 1;
    pid nginx.pid;
    error_log error.log warn;
    events {}
    http {
      access_log off;
      keepalive_requests 1000000;
      upstream stoker { %s keepalive 8; keepalive_timeout 4s; }
      server {
        listen 127.0.0.1:%d;
        location / {
          proxy_pass http://stoker;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
        }
      }
    }
    """
        .formatted(
            servers.stream()
                .map("server 127.0.0.1:%d max_fails=0;"::formatted)
                .collect(Collectors.joining(" ")),
            port());
  }

  /**
   * What a cluster does with its proxies when the pods of a Service change. Returns when no process
   * of nginx is left that does not know, which is what a pod waits for in preStop.
   */
  public void pointAt(List<Integer> servers) {
    Set<Long> ignorant = workers();
    configure(servers);
    Installed.signal(process().pid(), "HUP");
    while (!Collections.disjoint(workers(), ignorant)) {
      if (!process().isAlive()) {
        throw new AssertionError(said());
      }
      pause();
    }
  }

  private Set<Long> workers() {
    return process().children().map(ProcessHandle::pid).collect(Collectors.toSet());
  }
}
