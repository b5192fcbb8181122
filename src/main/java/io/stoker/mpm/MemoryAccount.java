package io.stoker.mpm;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that are held in memory on behalf of a child: content of requests on its way in. */
public final class MemoryAccount {

  private final AtomicLong held = new AtomicLong();

  public void hold(long bytes) {
    held.addAndGet(bytes);
  }

  public void free(long bytes) {
    held.addAndGet(-bytes);
  }

  /** Bytes held now; 0 once everything was let go of. */
  public long held() {
    return held.get();
  }
}
