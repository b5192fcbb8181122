package io.stoker.modules.mod_mpm;

import com.google.auto.service.AutoService;
import io.stoker.api.Directive;
import io.stoker.api.HttpdModule;
import io.stoker.api.MpmSettings;
import io.stoker.api.Startup;
import java.util.ArrayList;
import java.util.List;

/** mpm_event: a worker slot is held while there is work, not while a connection is idle. */
@AutoService(HttpdModule.class)
public final class ModMpmEvent implements HttpdModule {

  static final Corrections CORRECTIONS =
      new Corrections(
          "mpm_event",
          "AH00497",
          "AH00499",
          "AH00502",
          "AH00504",
          "AH00507",
          "AH00509",
          "AH00511",
          "AH00513",
          "AH00515",
          "AH00517",
          "AH00519");

  static final int MOST_THREADS = 100_000;

  @Override
  public String name() {
    return "mpm_event";
  }

  @Override
  public String sourceName() {
    return "event.c";
  }

  @Override
  public List<Directive> directives() {
    List<Directive> rows = new ArrayList<>(MpmRows.common());
    rows.addAll(MpmRows.threaded());
    rows.add(MpmRows.asyncFactor());
    return List.copyOf(rows);
  }

  @Override
  public void checkConfig(Startup startup) {
    ThreadedSizing.check(startup, MpmSettings.Kind.EVENT, MOST_THREADS, CORRECTIONS);
  }
}
