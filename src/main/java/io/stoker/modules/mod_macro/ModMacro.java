package io.stoker.modules.mod_macro;

import com.google.auto.service.AutoService;
import io.stoker.api.HttpdModule;

/** mod_macro: Macro and Use, which the reader of the configuration carries out and declares. */
@AutoService(HttpdModule.class)
public final class ModMacro implements HttpdModule {

  @Override
  public String name() {
    return "mod_macro";
  }
}
