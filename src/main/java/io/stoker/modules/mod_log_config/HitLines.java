package io.stoker.modules.mod_log_config;

import io.stoker.api.EvaluationException;
import io.stoker.api.Exchange;
import io.stoker.api.Hit;
import io.stoker.api.HitLog;
import io.stoker.api.LogLine;
import io.stoker.logging.LogTarget;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines that each request of a plan has in the access logs. */
final class HitLines implements HitLog {

  /** One log, and how its lines are written. */
  private record Entry(LogTarget target, HitFormat format) {}

  private static final ThreadLocal<LogLine> LINE = ThreadLocal.withInitial(LogLine::new);

  private final Entry[] entries;
  private final List<String> fields;

  private HitLines(List<Entry> entries) {
    this.entries = entries.toArray(Entry[]::new);
    this.fields =
        entries.stream().flatMap(entry -> entry.format.fields().stream()).distinct().toList();
  }

  /** Asks the conditions of the logs, and leaves out what says no. */
  static @Nullable HitLog of(List<OpenLog> logs, Exchange first, Exchange last) {
    List<Entry> entries = new ArrayList<>();
    for (OpenLog log : logs) {
      try {
        if (log.isFor(first)) {
          entries.add(new Entry(log.target(), log.format().forHits(first, last)));
        }
      } catch (EvaluationException e) {
        first.unplannable("the condition of an access log cannot be evaluated");
        return null;
      }
    }
    return entries.isEmpty() ? NONE : new HitLines(entries);
  }

  @Override
  public List<String> fields() {
    return fields;
  }

  @Override
  public boolean ready() {
    for (Entry entry : entries) {
      if (!entry.target.hasRoom()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void log(Hit hit) {
    LogLine line = LINE.get();
    for (Entry entry : entries) {
      entry.format.append(hit, line.clear());
      entry.target.write(line);
    }
  }
}
