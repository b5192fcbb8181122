package io.stoker.engine;

import io.stoker.api.Connection;
import io.stoker.http.HeadIndex;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A question for a plan: a request's head and the connection that it came on. One for each event
 * loop, filled anew for each question, so that asking makes no objects. It remembers where it found
 * the latest answers.
 */
public final class PlanProbe {

  private static final int REMEMBERED = 2048;

  private final HeadIndex head = new HeadIndex();
  private final @Nullable PlanSet[] found = new PlanSet[REMEMBERED];
  private @Nullable Connection connection;
  private int hash;

  /** The head, to be filled by who asks. */
  public HeadIndex head() {
    return head;
  }

  Connection connection() {
    return Objects.requireNonNull(connection);
  }

  /** Begins another question: {@link #head} has been read. */
  void ask(Connection on) {
    connection = on;
    hash = PlanKey.hash(head.hash(), on.localPort());
  }

  /** What was found for a request with the same hash before. */
  @Nullable PlanSet remembered() {
    return found[slot()];
  }

  void remember(PlanSet set) {
    found[slot()] = set;
  }

  private int slot() {
    return (hash ^ (hash >>> 16)) & (REMEMBERED - 1);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Equal to the key of the plans that are for such requests. */
  @Override
  @SuppressWarnings("EqualsUnsafeCast") // a question is held against keys, never against others
  public boolean equals(@Nullable Object o) {
    return o instanceof PlanKey key && key.isOf(this);
  }
}
