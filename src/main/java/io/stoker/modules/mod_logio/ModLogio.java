package io.stoker.modules.mod_logio;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Directive;
import io.stoker.api.Exchange;
import io.stoker.api.Extension;
import io.stoker.api.Hit;
import io.stoker.api.HitValue;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogItem;
import io.stoker.api.OverrideClass;
import io.stoker.api.Slot;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** mod_logio: {@code %I}, {@code %O}, {@code %S} and {@code %^FB} for access logs. */
@AutoService(HttpdModule.class)
public final class ModLogio implements HttpdModule {

  static final Slot<Boolean> TRACK_TTFB = Slot.directory("LogIOTrackTTFB", false);

  @Override
  public String name() {
    return "mod_logio";
  }

  @Override
  public boolean isStatic() {
    return true;
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        Directive.named("LogIOTrackTTFB")
            .in(SERVER, VHOST, DIRECTORY, HTACCESS)
            .override(OverrideClass.ANY)
            .fallback("Off")
            .help("whether the time to the first byte of a reply is taken, for %^FB")
            .flag(TRACK_TTFB));
  }

  @Override
  public List<Extension<?>> extensions() {
    return List.of(
        number("I", x -> x.transfer().wireIn(), Hit::wireIn),
        number("O", x -> x.transfer().wireOut(), Hit::wireOut),
        number(
            "S",
            x -> x.transfer().wireIn() + x.transfer().wireOut(),
            hit -> hit.wireIn() + hit.wireOut()),
        LogItem.POINT.offer("^FB", argument -> new FirstByte()));
  }

  private static Extension<LogItem> number(
      String letter, ToLongFunction<Exchange> value, ToLongFunction<Hit> hits) {
    LogItem.Value text = x -> Long.toString(value.applyAsLong(x));
    return LogItem.POINT.offer(
        letter,
        argument ->
            text.live(
                (hit, line) -> {
                  line.number(hits.applyAsLong(hit));
                  return true;
                }));
  }

  /** Microseconds from the request line to the first byte of the reply. */
  private record FirstByte() implements LogItem.Value {
    @Override
    public @Nullable String of(Exchange x) {
      long first = x.transfer().firstByteNanos();
      return first == 0 || !x.config(TRACK_TTFB) ? null : Long.toString(micros(first, x));
    }

    private static long micros(long first, Exchange x) {
      return Math.max(0, (first - x.startNanos()) / 1000);
    }

    /** The reply of a hit goes out in one piece: its first byte goes with its last. */
    @Override
    public @Nullable HitValue forHits(Exchange first) {
      if (!first.config(TRACK_TTFB)) {
        return (hit, line) -> false;
      }
      return (hit, line) -> {
        line.number(Math.max(0, (hit.endNanos() - hit.startNanos()) / 1000));
        return true;
      };
    }
  }
}
