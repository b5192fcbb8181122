package io.stoker.advisor;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.stoker.config.LoadResult;
import io.stoker.config.Snapshot;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.view.ServedConfiguration;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Advises on a server that runs, which it looks at once a second from its making on; or on a
 * configuration alone.
 */
public final class Advisor {

  private static final Path ROOT = Path.of("/");

  /** What the launcher gives a server that nobody says anything else for. */
  private static final long HEAP = 256L << 20;

  private static final long DIRECT = 128L << 20;

  private static final Pattern SIZE = Pattern.compile("(?:-Xmx)?(\\d{1,12})([kKmMgG]?)");

  private final ContentPlane plane;
  private final Clock clock;
  private final Recorder recorder;

  /** The kernel counts from its own start on, for all programs. */
  private final long overflowsBefore = Machine.overflows(ROOT);

  /** Begins to look at a server. */
  public Advisor(ContentPlane plane, Clock clock) {
    this.plane = plane;
    this.clock = clock;
    this.recorder =
        new Recorder(() -> Reading.of(plane, clock.instant()), () -> Machine.resident(ROOT));
    plane.everySecond(recorder::tick);
  }

  /** What there is to say now; null where nothing is served. May take some milliseconds. */
  public @Nullable Report report() {
    ServedConfiguration served = plane.configuration();
    Snapshot snapshot = plane.snapshot();
    if (served == null || snapshot == null) {
      return null;
    }
    return Rules.judge(new Site(new Configured(snapshot, served), machine(), recorder.measures()));
  }

  private Machine machine() {
    return Machine.read(ROOT, running(), cpus(), LocalDate.now(clock))
        .overflowsSince(overflowsBefore);
  }

  private static int cpus() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** This process's own. */
  private static Machine.Jvm running() {
    HotSpotDiagnosticMXBean options =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    long heap = Runtime.getRuntime().maxMemory();
    long direct = Long.parseLong(options.getVMOption("MaxDirectMemorySize").getValue());
    return jvm(heap, direct == 0 ? heap : direct);
  }

  private static Machine.Jvm jvm(long heap, long direct) {
    Runtime.Version version = Runtime.version();
    return new Machine.Jvm(heap, direct, version.feature(), version.toString());
  }

  /**
   * What there is to say of a configuration that no server is asked about.
   *
   * @param environment STOKER_MEMORY and STOKER_DIRECT_MEMORY, as the launcher takes them
   * @return null where the configuration has an error
   */
  public static @Nullable Report of(
      LoadResult loaded, ServedConfiguration served, Map<String, String> environment, Clock clock) {
    Snapshot snapshot = loaded.snapshot();
    if (snapshot == null) {
      return null;
    }
    Machine machine = Machine.read(ROOT, launched(environment), cpus(), LocalDate.now(clock));
    return Rules.judge(new Site(new Configured(snapshot, served), machine, null));
  }

  /** What the launcher would give a server here. */
  private static Machine.Jvm launched(Map<String, String> environment) {
    long limit = new Cgroup(ROOT).limit().orElse(Long.MAX_VALUE / 100);
    long heap = Math.min(HEAP, limit * Machine.Jvm.HEAP_PERCENT / 100);
    long direct = Math.min(DIRECT, limit * Machine.Jvm.DIRECT_PERCENT / 100);
    return jvm(
        size(environment.get("STOKER_MEMORY"), heap),
        size(environment.get("STOKER_DIRECT_MEMORY"), direct));
  }

  /** {@code -Xmx1g} or {@code 128m} in bytes. */
  static long size(@Nullable String text, long fallback) {
    Matcher m = SIZE.matcher(text == null ? "" : text.strip());
    if (!m.matches()) {
      return fallback;
    }
    long number = Long.parseLong(m.group(1));
    return switch (m.group(2)) {
      case "k", "K" -> number << 10;
      case "m", "M" -> number << 20;
      case "g", "G" -> number << 30;
      default -> number;
    };
  }
}
