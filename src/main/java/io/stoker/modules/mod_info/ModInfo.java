package io.stoker.modules.mod_info;

import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Arg;
import io.stoker.api.Bodies;
import io.stoker.api.Body;
import io.stoker.api.ConfigurationView;
import io.stoker.api.Core;
import io.stoker.api.Directive;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.api.Reply;
import io.stoker.api.Server;
import io.stoker.api.Slot;
import io.stoker.api.Startup;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * mod_info: {@code SetHandler server-info} shows modules with their directives, the configuration
 * as it was read, and in which order hooks run.
 */
@AutoService(HttpdModule.class)
public final class ModInfo implements HttpdModule {

  /**
   * What AddModuleInfo says.
   *
   * @param module name of its source, {@code mod_dir.c}
   * @param html to be shown as it is
   */
  record Note(String module, String html) {}

  static final Slot<List<Note>> NOTES = Slot.server("AddModuleInfo", List.of(), Core::append);

  /** The configuration as it was read; found out at the start. */
  static final Slot<@Nullable ConfigurationView> VIEW = Slot.optionalServer("mod_info view");

  private static final String HANDLER = "server-info";

  /** A longer page is sent before its end is known, as httpd does. */
  private static final int BUFFER = 8000;

  @Override
  public String name() {
    return "mod_info";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        Directive.named("AddModuleInfo")
            .in(SERVER, VHOST)
            .help("a module's name, and more to show about it, in HTML")
            .take(
                Arg.word("module-name"),
                Arg.word("string"),
                NOTES,
                (before, module, html) -> Core.append(List.of(new Note(module, html)), before)));
  }

  @Override
  public void postConfig(Startup startup) {
    ConfigurationView view = startup.configuration();
    for (Server server : startup.servers()) {
      startup.set(server, VIEW, view);
    }
  }

  @Override
  public List<Hook> hooks() {
    return List.of(Hook.on(Phase.HANDLER, ModInfo::show));
  }

  private static Outcome show(Exchange x) {
    ConfigurationView view = x.server().get(VIEW);
    boolean asked = x.method().equals("GET") || x.method().equals("HEAD");
    if (!HANDLER.equals(x.handler()) || !asked || view == null) {
      return Outcome.DECLINED;
    }
    x.contentType("text/html; charset=ISO-8859-1");
    byte[] page = new InfoPage(x, view).text().getBytes(StandardCharsets.ISO_8859_1);
    return new Reply(
        200, page.length > BUFFER ? Bodies.ofUnknownLength(page) : new Body.Bytes(page));
  }
}
