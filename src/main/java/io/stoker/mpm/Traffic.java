package io.stoker.mpm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was answered, by virtual host. Counts go on over reloads; a host that is gone keeps what it
 * had. So that nobody's memory or monitoring bursts, only so many hosts are told apart: the others
 * count together.
 */
public final class Traffic {

  /** Hosts that are told apart. */
  public static final int MOST_HOSTS = 500;

  /** What all others are called. */
  public static final String OTHERS = "(others)";

  private final int loops;
  private final Map<String, HostTraffic> hosts = new LinkedHashMap<>();
  private volatile List<HostTraffic> all = List.of();
  private volatile @Nullable RequestListener listener;

  /**
   * Nothing yet.
   *
   * @param loops most event loops that connections may be on
   */
  public Traffic(int loops) {
    this.loops = loops;
  }

  /** The counts of a host; to be asked when a configuration is published, not for requests. */
  public synchronized HostTraffic of(String label) {
    HostTraffic known = hosts.get(label);
    if (known != null) {
      return known;
    }
    String name = hosts.size() < MOST_HOSTS ? label : OTHERS;
    HostTraffic found = hosts.computeIfAbsent(name, n -> new HostTraffic(this, n, loops));
    all = List.copyOf(hosts.values());
    return found;
  }

  /** Who is told of every request from now on. Without it requests cost no more than a look. */
  public void tell(@Nullable RequestListener value) {
    listener = value;
  }

  @Nullable RequestListener listener() {
    return listener;
  }

  /** All that there are. */
  public List<HostTraffic> hosts() {
    return all;
  }
}
