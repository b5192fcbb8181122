package io.stoker.support;

import io.stoker.support.ab.Ab;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The support programs by name: sub-commands of {@code stoker}, and programs in {@code bin}. */
public final class SupportPrograms {

  private static final Map<String, SupportProgram> ALL =
      new TreeMap<>(
          Map.of(
              "ab", new Ab(),
              "htdbm", new Htdbm(),
              "htdigest", new Htdigest(),
              "htpasswd", new Htpasswd(),
              "logresolve", new Logresolve(),
              "rotatelogs", new Rotatelogs(Clock.systemDefaultZone()),
              "split-logfile", new SplitLogfile()));

  private SupportPrograms() {}

  /** The program of that name, or null. */
  public static @Nullable SupportProgram named(String name) {
    return ALL.get(name);
  }

  /** All names, in alphabetical order. */
  public static Set<String> names() {
    return ALL.keySet();
  }
}
