package io.stoker.bench;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs a benchmark in threads such as event loops have: Netty keeps objects for those only. */
public final class LoopThreads extends ThreadPoolExecutor {

  /** What a fork has to be told. */
  public static final String CUSTOM = "-Djmh.executor=CUSTOM";

  /** And this. */
  public static final String CLASS = "-Djmh.executor.class=io.stoker.bench.LoopThreads";

  /** As JMH makes it. */
  public LoopThreads(int threads, String name) {
    super(
        threads,
        threads,
        0,
        TimeUnit.MILLISECONDS,
        new LinkedBlockingQueue<>(),
        new DefaultThreadFactory(name));
  }
}
