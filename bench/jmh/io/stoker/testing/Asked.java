package io.stoker.testing;

import io.stoker.engine.Request;
import java.time.Instant;

/** Requests for benchmarks. */
public final class Asked {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private Asked() {}

  /** A request as the transport would hand it over. */
  public static Request of(String text) {
    return RequestText.parse(text, NOW, "http");
  }
}
