package io.stoker.modules.mod_cgi;

import static io.stoker.api.Where.SERVER;

import com.google.auto.service.AutoService;
import io.stoker.api.Arg;
import io.stoker.api.Directive;
import io.stoker.api.Extension;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.IncludeElement;
import io.stoker.api.Phase;
import io.stoker.api.SectionKind;
import java.util.ArrayList;
import java.util.List;

/** mod_cgid: the same as mod_cgi, under the name that configurations for threaded MPMs load. */
@AutoService(HttpdModule.class)
public final class ModCgid implements HttpdModule {

  private static final ScriptHandler HANDLER = new ScriptHandler(Variant.CGID);

  @Override
  public String name() {
    return "mod_cgid";
  }

  @Override
  public List<Directive> directives() {
    List<Directive> rows = new ArrayList<>(ScriptLog.rows());
    rows.add(
        Directive.named("ScriptSock")
            .in(SERVER)
            .notIn(SectionKind.VIRTUAL_HOST)
            .fallback("cgisock")
            .help("the socket of httpd's daemon for scripts")
            .obsolete("scripts are started by the server itself, which has no daemon for them")
            .apply(
                Directive.Arity.TAKE1,
                List.of(new Directive.Param(Arg.FILE, false, false)),
                (cmd, args) -> Arg.FILE.parse(args.get(0), cmd)));
    rows.add(ScriptTimeout.row("CGIDScriptTimeout", Variant.CGID));
    return rows;
  }

  @Override
  public List<Hook> hooks() {
    return List.of(Hook.on(Phase.HANDLER, HANDLER::answer));
  }

  @Override
  public List<Extension<?>> extensions() {
    return List.of(IncludeElement.POINT.offer("exec", new ExecElement(Variant.CGID)));
  }
}
