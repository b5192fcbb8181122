package io.stoker.modules.mod_version;

import com.google.auto.service.AutoService;
import io.stoker.api.HttpdModule;

/**
 * mod_version: {@code <IfVersion>}, which the reader of the configuration carries out and declares.
 */
@AutoService(HttpdModule.class)
public final class ModVersion implements HttpdModule {

  @Override
  public String name() {
    return "mod_version";
  }

  @Override
  public boolean isStatic() {
    return true;
  }
}
