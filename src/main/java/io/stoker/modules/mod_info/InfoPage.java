package io.stoker.modules.mod_info;

import io.stoker.api.ConfigurationView;
import io.stoker.api.Core;
import io.stoker.api.Exchange;
import io.stoker.api.ExtensionPoint;
import io.stoker.api.Extensions;
import io.stoker.api.HttpdModule;
import io.stoker.api.MpmSettings;
import io.stoker.api.Product;
import io.stoker.api.Server;
import io.stoker.api.ServerSignature;
import io.stoker.http.Escapes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The page, or the part of it that the query names. */
final class InfoPage {

  private final Exchange x;
  private final ConfigurationView view;
  private final List<HttpdModule> modules;
  private final StringBuilder page = new StringBuilder();

  InfoPage(Exchange x, ConfigurationView view) {
    this.x = x;
    this.view = view;
    this.modules =
        view.modules().stream().sorted(Comparator.comparing(HttpdModule::sourceName)).toList();
  }

  String text() {
    page.append(
            """
            <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
            "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
            <html xmlns="http://www.w3.org/1999/xhtml">
            <head>
              <title>Server Information</title>
            </head>
            <body><h1 style="text-align: center">\
            """)
        .append(Product.NAME)
        .append(" Server Information</h1>\n");
    String part = x.query();
    if (part == null) {
      writeAll();
    } else {
      writePart(part);
    }
    page.append(ServerSignature.of(x, "")).append("</body></html>\n");
    return page.toString();
  }

  private void writePart(String part) {
    if (part.equalsIgnoreCase("config")) {
      writeConfiguration();
    } else if (part.equalsIgnoreCase("server")) {
      writeServer();
    } else if (part.equalsIgnoreCase("list")) {
      writeList();
    } else if (part.equalsIgnoreCase("hooks")) {
      new HookList(view, "?").write(page);
    } else if (part.equalsIgnoreCase("providers")) {
      writeProviders();
    } else {
      writeModules(part);
    }
  }

  private void writeAll() {
    page.append("<dl><dt><tt>Subpages:<br />")
        .append("<a href=\"?config\">Configuration Files</a>, ")
        .append("<a href=\"?server\">Server Settings</a>, ")
        .append("<a href=\"?list\">Module List</a>, ")
        .append("<a href=\"?hooks\">Active Hooks</a>, ")
        .append("<a href=\"?providers\">Available Providers</a></tt></dt></dl><hr />")
        .append("<dl><dt><tt>Sections:<br />")
        .append("<a href=\"#modules\">Loaded Modules</a>, ")
        .append("<a href=\"#server\">Server Settings</a>, ")
        .append("<a href=\"#startup_hooks\">Startup Hooks</a>, ")
        .append("<a href=\"#request_hooks\">Request Hooks</a>, ")
        .append("<a href=\"#other_hooks\">Other Hooks</a>, ")
        .append("<a href=\"#providers\">Providers</a></tt></dt></dl><hr />")
        .append("<h2><a name=\"modules\">Loaded Modules</a></h2><dl><dt><tt>");
    for (HttpdModule module : modules) {
      page.append("<a href=\"#%1$s\">%1$s</a>, ".formatted(module.sourceName()));
    }
    page.append("</tt></dt></dl><hr />");
    writeServer();
    new HookList(view, "#").write(page);
    writeProviders();
    writeModules(null);
  }

  private void writeConfiguration() {
    page.append("<dl><dt><strong>Configuration:</strong>\n");
    new StatementList(view.statements()).write(page, statement -> true);
    page.append("</dl><hr />");
  }

  private void writeList() {
    page.append("<dl><dt>Server Module List</dt>");
    modules.forEach(m -> page.append("<dd>").append(m.sourceName()).append("</dd>"));
    page.append("</dl><hr />");
  }

  // ---- the server ----

  private void writeServer() {
    Server server = x.server();
    MpmSettings mpm = x.scoreboard().settings();
    page.append("<h2><a name=\"server\">Server Settings</a></h2><dl>");
    large("Server Version", Product.banner(server.get(Core.SERVER_TOKENS)));
    page.append('\n');
    large("Server Built", Product.built());
    page.append('\n');
    small("Java Version", System.getProperty("java.vendor.version", Runtime.version().toString()));
    page.append('\n');
    small("Module Magic Number", Product.API_VERSION);
    page.append('\n');
    small("Hostname/port", Escapes.html(x.serverName()) + ":" + x.serverPort());
    page.append('\n');
    small(
        "Timeouts",
        "connection: "
            + seconds(server.get(Core.TIMEOUT))
            + " &nbsp;&nbsp; keep-alive: "
            + seconds(server.get(Core.KEEP_ALIVE_TIMEOUT)));
    small("MPM Name", mpm.kind().word());
    page.append('\n');
    small(
        "MPM Information",
        "Max Daemons: "
            + mpm.maxServers()
            + " Threaded: "
            + (mpm.kind() == MpmSettings.Kind.PREFORK ? "no" : "yes")
            + " Forked: no");
    page.append('\n');
    small("Server Architecture", System.getProperty("sun.arch.data.model", "64") + "-bit");
    page.append('\n');
    small("Server Root", Escapes.html(server.get(Core.SERVER_ROOT)));
    page.append('\n');
    small("Config File", Escapes.html(view.file()));
    page.append("\n</dl><hr />");
  }

  private static long seconds(Duration time) {
    return time.toSeconds();
  }

  private void large(String name, String value) {
    page.append(
        "<dt><strong>%s:</strong> <font size=\"+1\"><tt>%s</tt></font></dt>"
            .formatted(name, value));
  }

  private void small(String name, String value) {
    page.append("<dt><strong>")
        .append(name)
        .append(":</strong> <tt>")
        .append(value)
        .append("</tt></dt>");
  }

  // ---- what modules offer to each other ----

  private void writeProviders() {
    page.append("<h2><a name=\"providers\">Providers</a></h2>\n<dl>");
    Extensions all = x.extensions();
    all.points().stream()
        .sorted(Comparator.comparing(ExtensionPoint::toString))
        .forEach(point -> writeProviders(point, all));
    page.append("</dl>\n<hr />\n");
  }

  private void writeProviders(ExtensionPoint<?> point, Extensions all) {
    String group = point.toString().replaceFirst(" provider$", "");
    page.append("<dt><strong>")
        .append(Escapes.html(group))
        .append("</strong> (version <tt>0</tt>):\n <br />\n");
    for (String name : new TreeSet<>(all.all(point).keySet())) {
      page.append("<tt>&nbsp;&nbsp;").append(Escapes.html(name)).append("</tt><br/>");
    }
    page.append("\n</dt>\n");
  }

  // ---- modules ----

  /** One module, or all of them; nothing where there is no such module. */
  private void writeModules(@Nullable String only) {
    List<ModInfo.Note> notes = x.server().get(ModInfo.NOTES);
    for (HttpdModule module : modules) {
      if (only == null || only.equalsIgnoreCase(module.sourceName())) {
        new ModuleEntry(module, view, notes).write(page);
      }
    }
  }
}
