package io.stoker.modules.mod_info;

import io.stoker.api.ConfigurationView;
import io.stoker.api.Directive;
import io.stoker.api.HttpdModule;
import io.stoker.api.Phase;
import io.stoker.http.Escapes;
import java.util.ArrayList;
import java.util.List;

/** What there is to say about one module. */
final class ModuleEntry {

  private final HttpdModule module;
  private final ConfigurationView view;
  private final List<ModInfo.Note> notes;

  ModuleEntry(HttpdModule module, ConfigurationView view, List<ModInfo.Note> notes) {
    this.module = module;
    this.view = view;
    this.notes = notes;
  }

  void write(StringBuilder page) {
    String source = module.sourceName();
    page.append(
        ("<dl><dt><a name=\"%1$s\"><strong>Module Name:</strong></a> <font size=\"+1\"><tt>"
                + "<a href=\"?%1$s\">%1$s</a></tt></font></dt>\n")
            .formatted(source));
    boolean handles = module.hooks().stream().anyMatch(h -> h.phase() == Phase.HANDLER);
    page.append("<dt><strong>Content handlers:</strong> <tt> <em>")
        .append(handles ? "yes" : "none")
        .append("</em></tt></dt>");
    page.append("<dt><strong>Request Phase Participation:</strong>\n");
    writePhases(page);
    writeDirectives(page);
    writeNotes(page);
    page.append("</dl><hr />\n");
  }

  private void writePhases(StringBuilder page) {
    List<String> phases = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      if (view.hooks(phase).stream().anyMatch(placed -> placed.module() == module)) {
        phases.add("<tt>" + HookList.TITLES.get(phase) + "</tt>");
      }
    }
    page.append(phases.isEmpty() ? "<tt> <em>none</em></tt>" : String.join(", ", phases))
        .append("</dt>\n");
  }

  private void writeDirectives(StringBuilder page) {
    List<Directive> directives = module.directives();
    page.append("<dt><strong>Module Directives:</strong>");
    if (directives.isEmpty()) {
      page.append(" <tt>none</tt></dt>");
      return;
    }
    page.append("</dt>");
    for (Directive d : directives) {
      String name = d.isSection() ? "<" + d.name() + ">" : d.name();
      page.append("<dd><tt>")
          .append(Escapes.html(name))
          .append(" - <i>")
          .append(Escapes.html(d.help()))
          .append("</i></tt></dd>\n");
    }
    page.append("<dt><strong>Current Configuration:</strong></dt>\n");
    new StatementList(view.statements()).write(page, statement -> statement.module() == module);
  }

  private void writeNotes(StringBuilder page) {
    List<ModInfo.Note> own =
        notes.stream().filter(note -> note.module().equals(module.sourceName())).toList();
    if (!own.isEmpty()) {
      page.append("<dt><strong>Additional Information:</strong>\n</dt>");
      own.forEach(note -> page.append("<dd>").append(note.html()).append("</dd>"));
    }
  }
}
