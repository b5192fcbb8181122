package io.stoker.modules.mod_logio;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Directive;
import io.stoker.api.Exchange;
import io.stoker.api.Extension;
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
        number("I", x -> x.transfer().wireIn()),
        number("O", x -> x.transfer().wireOut()),
        number("S", x -> x.transfer().wireIn() + x.transfer().wireOut()),
        LogItem.POINT.offer("^FB", argument -> ModLogio::firstByte));
  }

  private static Extension<LogItem> number(String letter, ToLongFunction<Exchange> value) {
    return LogItem.POINT.offer(letter, argument -> x -> Long.toString(value.applyAsLong(x)));
  }

  /** Microseconds from the request line to the first byte of the reply. */
  private static @Nullable String firstByte(Exchange x) {
    long first = x.transfer().firstByteNanos();
    return first == 0 || !x.config(TRACK_TTFB)
        ? null
        : Long.toString(Math.max(0, (first - x.startNanos()) / 1000));
  }
}
