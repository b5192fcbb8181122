package io.stoker.modules.mod_info;

import io.stoker.api.ConfigurationView;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.Phase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** Which modules have hooks, and in which order they run. */
final class HookList {

  /** httpd's titles for the phases of a request. */
  static final Map<Phase, String> TITLES =
      Map.ofEntries(
          Map.entry(Phase.POST_READ_REQUEST, "Post-Read Request"),
          Map.entry(Phase.QUICK_HANDLER, "Quick Handler"),
          Map.entry(Phase.PRE_TRANSLATE_NAME, "Pre-Translate Name"),
          Map.entry(Phase.TRANSLATE_NAME, "Translate Name"),
          Map.entry(Phase.MAP_TO_STORAGE, "Map to Storage"),
          Map.entry(Phase.POST_PERDIR_CONFIG, "Post Per-Directory Config"),
          Map.entry(Phase.HEADER_PARSER, "Header Parse"),
          Map.entry(Phase.ACCESS_CHECKER, "Check Access (legacy)"),
          Map.entry(Phase.ACCESS_CHECKER_EX, "Check Access"),
          Map.entry(Phase.FORCE_AUTHN, "Force Authentication"),
          Map.entry(Phase.CHECK_USER_ID, "Verify User ID"),
          Map.entry(Phase.NOTE_AUTH_FAILURE, "Note Authentication Failure"),
          Map.entry(Phase.AUTH_CHECKER, "Verify User Access"),
          Map.entry(Phase.TYPE_CHECKER, "Check Type"),
          Map.entry(Phase.FIXUPS, "Fixups"),
          Map.entry(Phase.INSERT_FILTER, "Insert Filters"),
          Map.entry(Phase.HANDLER, "Content Handlers"),
          Map.entry(Phase.INSERT_ERROR_FILTER, "Insert Errors"),
          Map.entry(Phase.RESPONSE_HEADERS, "Response Headers"),
          Map.entry(Phase.LOG_TRANSACTION, "Transaction Logging"));

  private final ConfigurationView view;
  private final String link;

  /**
   * A list.
   *
   * @param link what comes before a module's name in links to it
   */
  HookList(ConfigurationView view, String link) {
    this.view = view;
    this.link = link;
  }

  void write(StringBuilder page) {
    begin(page, "startup_hooks", "Startup Hooks");
    startup(page, "Pre-Config", "preConfig");
    startup(page, "Check Configuration", "checkConfig");
    startup(page, "Open Logs", "openLogs");
    startup(page, "Post Configuration", "postConfig");
    startup(page, "Child Init", "childInit");
    end(page);
    begin(page, "request_hooks", "Request Hooks");
    for (Phase phase : Phase.values()) {
      title(page, Objects.requireNonNull(TITLES.get(phase)));
      for (ConfigurationView.Placed placed : view.hooks(phase)) {
        entry(page, number(placed.order()), placed.module());
      }
      close(page);
    }
    end(page);
    begin(page, "other_hooks", "Other Hooks");
    startup(page, "Child Exit", "childExit");
    end(page);
  }

  private void startup(StringBuilder page, String title, String method) {
    title(page, title);
    view.modules().stream().filter(takesPart(method)).forEach(m -> entry(page, "10", m));
    close(page);
  }

  /** Modules that do something when the server starts override what does nothing. */
  private static Predicate<HttpdModule> takesPart(String method) {
    return module ->
        List.of(module.getClass().getMethods()).stream()
            .filter(m -> m.getName().equals(method))
            .anyMatch(m -> m.getDeclaringClass() != HttpdModule.class);
  }

  private static String number(Hook.Order order) {
    return switch (order) {
      case REALLY_FIRST -> "-10";
      case FIRST -> "00";
      case MIDDLE -> "10";
      case LAST -> "20";
      case REALLY_LAST -> "30";
    };
  }

  private static void begin(StringBuilder page, String name, String title) {
    page.append("<h2><a name=\"%s\">%s</a></h2>\n<dl>".formatted(name, title));
  }

  private static void end(StringBuilder page) {
    page.append("</dl>\n<hr />\n");
  }

  private static void title(StringBuilder page, String title) {
    page.append("<dt><strong>").append(title).append(":</strong>\n <br /><tt>\n");
  }

  private void entry(StringBuilder page, String order, HttpdModule module) {
    page.append(
        "&nbsp;&nbsp; %s <a href=\"%s%s\">%s</a> <br/>"
            .formatted(order, link, module.sourceName(), module.sourceName()));
  }

  private static void close(StringBuilder page) {
    page.append("\n  </tt>\n</dt>\n");
  }
}
