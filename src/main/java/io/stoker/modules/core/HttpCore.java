package io.stoker.modules.core;

import com.google.auto.service.AutoService;
import io.stoker.api.Arg;
import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.Durations;
import io.stoker.api.HttpdModule;
import io.stoker.api.Where;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** http_core: how long a connection is kept for more requests. */
@AutoService(HttpdModule.class)
public final class HttpCore implements HttpdModule {

  private static final Arg<Duration> TIMEOUT =
      Arg.of(
          "num[ms]",
          Arg.Kind.DURATION,
          (word, cmd) -> {
            Duration timeout = Durations.parse(word, ChronoUnit.SECONDS);
            if (timeout == null) {
              throw new DirectiveException("KeepAliveTimeout has wrong format");
            }
            return timeout;
          });

  @Override
  public String name() {
    return "http_core";
  }

  @Override
  public String identifier() {
    return "http_module";
  }

  @Override
  public boolean isStatic() {
    return true;
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        Rows.host("KeepAliveTimeout")
            .fallback("5")
            .help("how long to wait for another request: seconds, or with a unit such as ms")
            .apply(
                Directive.Arity.TAKE1,
                List.of(new Directive.Param(TIMEOUT, false, false)),
                (cmd, args) -> keepAliveTimeout(cmd, TIMEOUT.parse(args.get(0), cmd))),
        Rows.host("MaxKeepAliveRequests")
            .fallback("100")
            .help("how many requests a connection may carry; 0 for any number")
            .take(Rows.leadingInt("number"), Core.MAX_KEEP_ALIVE_REQUESTS),
        Rows.host("KeepAlive")
            .fallback("On")
            .help("whether a connection may carry more than one request")
            .flag(Core.KEEP_ALIVE));
  }

  /** A host that says 0 has the server's, as in httpd; the server's 0 keeps no connection. */
  private static void keepAliveTimeout(Cmd cmd, Duration time) {
    if (cmd.where() != Where.VHOST || !time.isZero()) {
      cmd.set(Core.KEEP_ALIVE_TIMEOUT, time);
    }
  }
}
