package io.stoker.mpm;

import io.stoker.api.MpmSettings;
import java.time.Duration;
import java.util.List;

/** Makes settings of what matters to a test. */
final class Sizes {

  private final MpmSettings.Kind kind;
  private int start = 1;
  private int threads = 1;
  private int workers = 16;
  private int minSpare = 1;
  private int maxSpare = 1000;
  private double factor = 2;
  private int connectionsPerChild;
  private Duration grace = Duration.ZERO;

  private Sizes(MpmSettings.Kind kind) {
    this.kind = kind;
  }

  static Sizes event() {
    return new Sizes(MpmSettings.Kind.EVENT);
  }

  static Sizes worker() {
    return new Sizes(MpmSettings.Kind.WORKER);
  }

  static Sizes prefork() {
    return new Sizes(MpmSettings.Kind.PREFORK);
  }

  Sizes start(int value) {
    start = value;
    return this;
  }

  Sizes threads(int value) {
    threads = value;
    return this;
  }

  Sizes maxWorkers(int value) {
    workers = value;
    return this;
  }

  Sizes spare(int min, int max) {
    minSpare = min;
    maxSpare = max;
    return this;
  }

  Sizes factor(double value) {
    factor = value;
    return this;
  }

  Sizes connectionsPerChild(int value) {
    connectionsPerChild = value;
    return this;
  }

  Sizes grace(Duration value) {
    grace = value;
    return this;
  }

  MpmSettings build() {
    MpmSettings d = MpmSettings.DEFAULT;
    return new MpmSettings(
        kind,
        start,
        workers / threads,
        threads,
        threads,
        workers,
        minSpare,
        maxSpare,
        factor,
        connectionsPerChild,
        d.maxMemFree(),
        d.threadStackSize(),
        grace,
        d.listenBacklog(),
        d.listenCoresBucketsRatio(),
        d.deferAccept(),
        d.sendBufferSize(),
        d.receiveBufferSize(),
        List.of());
  }
}
