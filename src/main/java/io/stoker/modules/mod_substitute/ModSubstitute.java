package io.stoker.modules.mod_substitute;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Arg;
import io.stoker.api.Bodies;
import io.stoker.api.Body;
import io.stoker.api.BodyFilter;
import io.stoker.api.Cmd;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.Extension;
import io.stoker.api.HttpdModule;
import io.stoker.api.Numbers;
import io.stoker.api.OverrideClass;
import io.stoker.api.Slot;
import io.stoker.http.HeaderNames;
import java.io.IOException;
import java.util.List;

/** mod_substitute: what lines of replies say, said otherwise. */
@AutoService(HttpdModule.class)
public final class ModSubstitute implements HttpdModule {

  static final Slot<SubstituteConfig> CONFIG = Slot.directory(SubstituteConfig.UNSET);

  private static final String BAD_LENGTH =
      "SubstituteMaxLineLength must be a non-negative integer optionally suffixed with 'b', 'k',"
          + " 'm' or 'g'.";

  @Override
  public String name() {
    return "mod_substitute";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        row("Substitute")
            .differs(
                "a pattern that matches nothing is an error where httpd may never come to an end;"
                    + " the content of HEAD is not looked at")
            .help("s/pattern/replacement/ and flags: i any case, n plain text, f, q")
            .apply(
                Directive.Arity.TAKE1,
                "s/pattern/replacement/[infq]",
                (cmd, args) -> {
                  Rule rule = Rule.parse(args.getFirst());
                  cmd.update(CONFIG, config -> config.with(rule));
                }),
        row("SubstituteMaxLineLength")
            .fallback("1m")
            .help("bytes of the longest line, with b, k, m or g behind them")
            .take(
                Arg.of("bytes", Arg.Kind.BYTES, ModSubstitute::length),
                CONFIG,
                SubstituteConfig::withMaxLength),
        row("SubstituteInheritBefore")
            .fallback("Off")
            .help("whether what outer sections say comes first")
            .flag(CONFIG, SubstituteConfig::withInheritBefore));
  }

  private static Directive.Builder row(String name) {
    return Directive.named(name)
        .in(SERVER, VHOST, DIRECTORY, HTACCESS)
        .override(OverrideClass.FILE_INFO);
  }

  private static Long length(String word, Cmd cmd) throws DirectiveException {
    Numbers.Read number = Numbers.read(word);
    String unit = word.substring(number.end());
    long factor =
        switch (unit) {
          case "", "b", "B" -> 1;
          case "k", "K" -> 1L << 10;
          case "m", "M" -> 1L << 20;
          case "g", "G" -> 1L << 30;
          default -> 0;
        };
    if (factor == 0 || number.end() == 0 || number.overflow() || number.value() < 0) {
      throw new DirectiveException(BAD_LENGTH);
    }
    if (number.value() > Long.MAX_VALUE / factor) {
      throw new DirectiveException("SubstituteMaxLineLength value too large");
    }
    return number.value() * factor;
  }

  @Override
  public List<Extension<?>> extensions() {
    return List.of(BodyFilter.POINT.offer("SUBSTITUTE", ModSubstitute::substitute));
  }

  /** How long the content will be is not known before all of it was looked at. */
  private static Body substitute(Exchange x, Body body) throws IOException {
    if (body.length() == 0) {
      return body;
    }
    x.out().unset(HeaderNames.CONTENT_LENGTH);
    if (x.isHeadOnly()) {
      body.release();
      return Bodies.ofUnknownLength(new byte[0]);
    }
    Body made = Bodies.filtered(body, new LineFilter(x.config(CONFIG), x));
    return made instanceof Body.Bytes(byte[] bytes) ? Bodies.ofUnknownLength(bytes) : made;
  }
}
