package io.stoker.modules.mod_reqtimeout;

import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Cmd;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.HttpdModule;
import io.stoker.api.ReadTimeouts;
import io.stoker.api.Server;
import io.stoker.api.Slot;
import io.stoker.api.Startup;
import java.util.List;

/**
 * mod_reqtimeout: RequestReadTimeout limits the time for the head and the content of a request. The
 * transport keeps the time; here is only what was said.
 */
@AutoService(HttpdModule.class)
public final class ModReqtimeout implements HttpdModule {

  static final Slot<Limits> LIMITS = Slot.server(Limits.UNSET);

  @Override
  public String name() {
    return "mod_reqtimeout";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        Directive.named("RequestReadTimeout")
            .in(SERVER, VHOST)
            .fallback("handshake=0 header=20-40,MinRate=500 body=20,MinRate=500")
            .help("seconds for handshake, header and body, and bytes that give a second more")
            .apply(
                Directive.Arity.RAW_ARGS,
                "[handshake|header|body]=timeout[-maxtimeout][,MinRate=rate]...",
                (cmd, args) -> read(cmd, args.get(0))));
  }

  private static void read(Cmd cmd, String line) throws DirectiveException {
    for (String word : cmd.words(line)) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        throw new DirectiveException(
            "Invalid RequestReadTimeout parameter. Parameter must be in the form 'key=value'");
      }
      String part = word.substring(0, equals);
      String value = word.substring(equals + 1);
      try {
        cmd.set(LIMITS, cmd.get(LIMITS).with(part, value));
      } catch (DirectiveException e) {
        throw new DirectiveException(
            "RequestReadTimeout: " + part + "=" + value + ": " + e.getMessage(), e);
      }
    }
  }

  @Override
  public void postConfig(Startup startup) {
    for (Server server : startup.servers()) {
      startup.set(server, ReadTimeouts.SLOT, server.get(LIMITS).effective());
    }
  }
}
