package io.stoker.modules.mod_log_config;

import io.stoker.api.Hit;
import io.stoker.api.HitValue;
import io.stoker.api.LogLine;

/**
 * {@code %r} as it came: a request that has a plan has single spaces in its first line, and no
 * absolute target, in which a password could stand.
 */
final class HitRequestLine implements HitValue {

  @Override
  public boolean append(Hit hit, LogLine line) {
    line.escaped(hit.head(), 0, hit.requestLineEnd());
    return true;
  }
}
