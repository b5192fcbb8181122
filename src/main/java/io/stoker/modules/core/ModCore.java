package io.stoker.modules.core;

import com.google.auto.service.AutoService;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.HttpdModule;
import io.stoker.api.Startup;
import java.util.ArrayList;
import java.util.List;

/**
 * core: the directives that every configuration has. The sections, conditions and inclusions that
 * make up the configuration language are declared where it is read.
 */
@AutoService(HttpdModule.class)
public final class ModCore implements HttpdModule {

  @Override
  public String name() {
    return "core";
  }

  @Override
  public boolean isStatic() {
    return true;
  }

  @Override
  public List<Directive> directives() {
    List<Directive> rows = new ArrayList<>();
    rows.addAll(HostDirectives.rows());
    rows.addAll(ProtocolDirectives.rows());
    rows.addAll(LimitDirectives.rows());
    rows.addAll(OverrideDirectives.rows());
    rows.addAll(ContentDirectives.rows());
    rows.addAll(LogDirectives.rows());
    rows.addAll(ProcessDirectives.rows());
    rows.addAll(ProgramDirectives.rows());
    rows.addAll(PlanDirectives.rows());
    return List.copyOf(rows);
  }

  @Override
  public void checkConfig(Startup startup) throws DirectiveException {
    ErrorLogs.check(startup);
  }
}
