package io.stoker.mpm;

import io.stoker.api.HttpdModule;
import io.stoker.api.MpmSettings;
import io.stoker.api.Server;
import java.util.List;

/**
 * What children are started with.
 *
 * @param number of the configuration, the first is 1
 * @param settings how many there are and how large they are
 * @param isExtended ExtendedStatus
 * @param main the main server, for modules
 * @param modules in loading order
 */
public record Generation(
    long number, MpmSettings settings, boolean isExtended, Server main, List<HttpdModule> modules) {

  /** The same with another sizing. */
  public Generation sized(MpmSettings other) {
    return new Generation(number, other, isExtended, main, modules);
  }
}
