package io.stoker.modules.mod_cgi;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import io.stoker.api.Arg;
import io.stoker.api.Core;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.Durations;
import io.stoker.api.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** How long a script may be silent, or take nothing of what it is sent. */
final class ScriptTimeout {

  /** A script was silent for too long. */
  static final class Passed extends IOException {
    private static final long serialVersionUID = 1L;

    Passed() {
      super("the script took too long");
    }
  }

  private ScriptTimeout() {}

  static Directive row(String name, Variant variant) {
    Arg<Duration> time =
        Arg.of(
            "time[s|ms]",
            Arg.Kind.DURATION,
            (word, cmd) -> {
              Duration read = Durations.parse(word, ChronoUnit.SECONDS);
              if (read == null) {
                throw new DirectiveException(name + " has wrong format");
              }
              return read;
            });
    return Directive.named(name)
        .in(SERVER, VHOST, DIRECTORY, HTACCESS)
        .fallback("value of Timeout")
        .help("how long a script may be silent")
        .take(time, variant.timeout());
  }

  /** What holds for a request; 0 counts as not said, as in httpd. */
  static Duration of(Exchange x, Variant variant) {
    Duration own = x.config(variant.timeout());
    return own == null || own.isZero() ? x.server().get(Core.TIMEOUT) : own;
  }
}
