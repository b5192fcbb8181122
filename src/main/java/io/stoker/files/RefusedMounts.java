package io.stoker.files;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Mount points below which nothing can be watched, so that not every watch below one asks the
 * machine it comes from, which may be slow to answer. Nobody tells when something else is mounted
 * there: they are forgotten after a while, and until then what is below is looked at again, as
 * where nothing can be watched. Used under the lock of {@link WatchTree}.
 */
final class RefusedMounts {

  /** More are not remembered at a time. */
  private static final int MOST = 64;

  private static final long FORGOTTEN_AFTER_NANOS = TimeUnit.MINUTES.toNanos(1);

  private record Refused(String why, long since) {}

  private final LongSupplier nanoTime;
  private final Map<String, Refused> mounts = new HashMap<>();

  RefusedMounts(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void add(String path, String why) {
    if (mounts.size() >= MOST) {
      mounts.clear();
    }
    mounts.put(path, new Refused(why, nanoTime.getAsLong()));
  }

  /** Why nothing at and below a path can be watched; null where it has to be found out. */
  @Nullable String why(String path) {
    Refused refused = mounts.get(path);
    if (refused == null) {
      return null;
    }
    if (nanoTime.getAsLong() - refused.since >= FORGOTTEN_AFTER_NANOS) {
      mounts.remove(path);
      return null;
    }
    return refused.why;
  }
}
