package io.stoker.modules.mod_mpm;

import com.google.auto.service.AutoService;
import io.stoker.api.Directive;
import io.stoker.api.HttpdModule;
import io.stoker.api.MpmSettings;
import io.stoker.api.Startup;
import java.util.ArrayList;
import java.util.List;

/** mpm_worker: a worker slot is held as long as the connection lasts. */
@AutoService(HttpdModule.class)
public final class ModMpmWorker implements HttpdModule {

  static final Corrections CORRECTIONS =
      new Corrections(
          "mpm_worker",
          "AH00300",
          "AH00302",
          "AH00305",
          "AH00307",
          "AH00310",
          "AH00312",
          "AH00314",
          "AH00316",
          "AH00318",
          "AH00320",
          "AH00322");

  static final int MOST_THREADS = 20_000;

  @Override
  public String name() {
    return "mpm_worker";
  }

  @Override
  public String sourceName() {
    return "worker.c";
  }

  @Override
  public List<Directive> directives() {
    List<Directive> rows = new ArrayList<>(MpmRows.common());
    rows.addAll(MpmRows.threaded());
    return List.copyOf(rows);
  }

  @Override
  public void checkConfig(Startup startup) {
    ThreadedSizing.check(startup, MpmSettings.Kind.WORKER, MOST_THREADS, CORRECTIONS);
  }
}
