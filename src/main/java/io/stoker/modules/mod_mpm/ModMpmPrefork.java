package io.stoker.modules.mod_mpm;

import com.google.auto.service.AutoService;
import io.stoker.api.Directive;
import io.stoker.api.HttpdModule;
import io.stoker.api.Startup;
import java.util.ArrayList;
import java.util.List;

/** mpm_prefork: every child has one worker slot. */
@AutoService(HttpdModule.class)
public final class ModMpmPrefork implements HttpdModule {

  @Override
  public String name() {
    return "mpm_prefork";
  }

  @Override
  public String sourceName() {
    return "prefork.c";
  }

  @Override
  public List<Directive> directives() {
    List<Directive> rows = new ArrayList<>(MpmRows.common());
    rows.addAll(MpmRows.prefork());
    return List.copyOf(rows);
  }

  @Override
  public void checkConfig(Startup startup) {
    PreforkSizing.check(startup);
  }
}
