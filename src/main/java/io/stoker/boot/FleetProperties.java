package io.stoker.boot;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The replicas of this server.
 *
 * @param hosts Names behind which the replicas are, one for each address: a headless Service, or
 *     machines. A port behind a colon where it is not this replica's own management port.
 * @param selector Labels of the pods that are replicas, as kubectl takes them; the Kubernetes API
 *     server is asked for them, and where it does not answer, the hosts hold.
 * @param tokenFile File with the token that all replicas have in common.
 * @param name What this replica is called; HOSTNAME, which is the pod's name, where nothing is
 *     said.
 * @param timeout How long a replica has for its answer.
 */
@ConfigurationProperties("stoker.fleet")
record FleetProperties(
    @DefaultValue List<String> hosts,
    @Nullable String selector,
    @Nullable String tokenFile,
    @Nullable String name,
    @DefaultValue("2s") Duration timeout) {}
