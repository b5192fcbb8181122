package io.stoker.boot;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The cluster that this server runs in.
 *
 * @param configKeptBy Who keeps the configuration, and gets what is changed in the console: "disk",
 *     this machine's own; "config-map", which is patched; "git", for which there is a patch to
 *     download.
 * @param configMaps The ConfigMaps that folders are mounted from, such as
 *     "/etc/stoker/conf.d=site-conf"; of several for one folder, later ones win.
 * @param events Whether the cluster is told of refused configurations.
 * @param podUid The pod's uid, by which kubectl finds its events.
 */
@ConfigurationProperties("stoker.kubernetes")
record KubernetesProperties(
    @DefaultValue("disk") Keeper configKeptBy,
    @DefaultValue List<String> configMaps,
    @DefaultValue("false") boolean events,
    @Nullable String podUid) {

  /** Who keeps the configuration. */
  enum Keeper {
    DISK,
    CONFIG_MAP,
    GIT
  }
}
