package io.stoker.support;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * rotatelogs: a piped log that begins a new file at a time or a size.
 *
 * <p>Source: httpd manual, "rotatelogs"; what it does was tried.
 */
final class Rotatelogs implements SupportProgram {

  private static final String NAME = "rotatelogs";
  private static final int CHUNK = 65_536;
  private static final long LONGEST_NAP_MILLIS = 1000;

  private final Clock clock;

  Rotatelogs(Clock clock) {
    this.clock = clock;
  }

  @Override
  public int perform(List<String> words, Terminal terminal) throws Failure {
    RotationOptions options = RotationOptions.parse(NAME, words);
    RotatedLog log = new RotatedLog(options, clock, terminal);
    if (options.verbose()) {
      terminal.err().print(options.describe());
      terminal.err().flush();
    }
    log.begin();
    copy(options, terminal, log);
    return 0;
  }

  /** From standard input to the log, until its end. */
  private static void copy(RotationOptions options, Terminal terminal, RotatedLog log)
      throws Failure {
    ReentrantLock turn = new ReentrantLock();
    Thread watch = options.createEmpty() ? watching(log, turn, terminal) : null;
    byte[] chunk = new byte[CHUNK];
    try {
      for (int n = terminal.in().read(chunk); n >= 0; n = terminal.in().read(chunk)) {
        turn.lock();
        try {
          log.write(chunk, n);
        } finally {
          turn.unlock();
        }
        if (options.echo()) {
          terminal.out().write(chunk, 0, n);
          terminal.out().flush();
        }
      }
    } catch (IOException e) {
      throw new Failure(3, NAME + ": " + FileNames.words(e));
    } finally {
      if (watch != null) {
        watch.interrupt();
      }
      turn.lock();
      try {
        log.close();
      } finally {
        turn.unlock();
      }
    }
  }

  /** Begins files that nothing is written to (-c): looks once a second. */
  private static Thread watching(RotatedLog log, ReentrantLock turn, Terminal terminal) {
    return Thread.ofPlatform()
        .name("rotation")
        .daemon()
        .start(
            () -> {
              try {
                while (true) {
                  Thread.sleep(Math.min(LONGEST_NAP_MILLIS, Math.max(1, log.millisLeft())));
                  turn.lockInterruptibly();
                  try {
                    log.rotateIfDue();
                  } finally {
                    turn.unlock();
                  }
                }
              } catch (Failure e) {
                Runtime.getRuntime().halt(e.tell(terminal));
              } catch (InterruptedException e) {
                // The end of the log.
              }
            });
  }
}
