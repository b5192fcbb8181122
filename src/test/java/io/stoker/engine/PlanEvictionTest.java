package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.PlanSettings;
import io.stoker.api.Position;
import io.stoker.api.Server;
import io.stoker.api.SlotValues;
import io.stoker.api.explain.Question;
import io.stoker.config.Snapshot;
import io.stoker.files.Dependencies;
import io.stoker.files.Disk;
import io.stoker.files.Guard;
import io.stoker.files.Watcher;
import io.stoker.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Targets whose plans give way while another one comes. */
class PlanEvictionTest {

  private static final byte[] START = "HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOTHING = new byte[0];

  @TempDir Path root;

  private final Server main =
      new Server(
          Position.NONE,
          false,
          List.of(),
          SlotValues.EMPTY.with(PlanSettings.PLAN_CACHE, 16L * 1024),
          SlotValues.EMPTY);
  private final Plans plans =
      new Plans(main, ContentStore.NONE, () -> 0, new PlanCounts(), new RecentRequests());

  /** Content that has something done while it is being weighed. */
  private record Weighed(Runnable meanwhile, CountDownLatch released)
      implements ContentStore.Stored {
    @Override
    public void release() {
      released.countDown();
    }

    @Override
    public long weight() {
      meanwhile.run();
      return 1;
    }
  }

  private static PlanKey key(Snapshot snapshot, String target) {
    Request request = TriedRequest.of(Question.of("GET", target), snapshot, Clock.systemUTC());
    return Objects.requireNonNull(
        PlanKey.of(request.line(), request.headers(), request.connection()));
  }

  private Plan plan(PlanKey key, ContentStore.@Nullable Stored stored, Watcher watcher) {
    Guard guard =
        Guard.of(Dependencies.NONE, Disk.system(), watcher, Instant.EPOCH, Instant.EPOCH, () -> {});
    Plan.Wire wire = new Plan.Wire(START, 0, NOTHING, NOTHING, stored, 0, 0, 0, 0);
    return new Plan(plans.home(key), main, "a", wire, List.of(), List.of(), guard, null, 0, -1);
  }

  @Test
  @Timeout(60)
  void aTargetThatGaveWayMayHavePlansAgain() {
    try (TestServer server = TestServer.in(root).start();
        Watcher watcher = Watcher.open(Disk.system())) {
      PlanKey key = key(server.snapshot(), "/");
      CountDownLatch released = new CountDownLatch(1);
      Runnable others =
          () -> {
            for (int i = 0; released.getCount() > 0; i++) {
              plans.home(key(server.snapshot(), "/" + i % 200));
              plans.settle();
            }
          };
      Plan plan = plan(key, new Weighed(others, released), watcher);
      plans.add(key, plan);
      // A set of plans that gave way takes no more: it must not have come back.
      assertThat(plan.home().add(plan)).isFalse();
      assertThat(plans.home(key)).isNotSameAs(plan.home());
    }
  }
}
