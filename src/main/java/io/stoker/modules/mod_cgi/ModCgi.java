package io.stoker.modules.mod_cgi;

import com.google.auto.service.AutoService;
import io.stoker.api.Directive;
import io.stoker.api.Extension;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.IncludeElement;
import io.stoker.api.Phase;
import java.util.ArrayList;
import java.util.List;

/** mod_cgi: programs that answer requests. */
@AutoService(HttpdModule.class)
public final class ModCgi implements HttpdModule {

  private static final ScriptHandler HANDLER = new ScriptHandler(Variant.CGI);

  @Override
  public String name() {
    return "mod_cgi";
  }

  @Override
  public List<Directive> directives() {
    List<Directive> rows = new ArrayList<>(ScriptLog.rows());
    rows.add(ScriptTimeout.row("CGIScriptTimeout", Variant.CGI));
    return rows;
  }

  @Override
  public List<Hook> hooks() {
    return List.of(Hook.on(Phase.HANDLER, HANDLER::answer));
  }

  @Override
  public List<Extension<?>> extensions() {
    return List.of(IncludeElement.POINT.offer("exec", new ExecElement(Variant.CGI)));
  }
}
