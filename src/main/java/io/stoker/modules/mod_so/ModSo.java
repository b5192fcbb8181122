package io.stoker.modules.mod_so;

import com.google.auto.service.AutoService;
import io.stoker.api.HttpdModule;

/**
 * mod_so: LoadModule and LoadFile, which the reader of the configuration carries out and declares.
 */
@AutoService(HttpdModule.class)
public final class ModSo implements HttpdModule {

  @Override
  public String name() {
    return "mod_so";
  }

  @Override
  public boolean isStatic() {
    return true;
  }
}
