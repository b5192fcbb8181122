package io.stoker.actuator;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.PooledByteBufAllocator;
import io.stoker.runtime.ContentPlane;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * {@code stoker.log.waiting} and {@code stoker.log.dropped}: lines of access logs; {@code
 * stoker.memory.direct}: bytes of Netty's buffers outside of the heap.
 */
@Component
final class ResourceMeters implements MeterBinder {

  private static final Set<ByteBufAllocator> ALLOCATORS =
      Set.copyOf(java.util.List.of(ByteBufAllocator.DEFAULT, PooledByteBufAllocator.DEFAULT));

  private final ContentPlane plane;

  ResourceMeters(ContentPlane plane) {
    this.plane = plane;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("stoker.log.waiting", plane, p -> p.logs().waiting())
        .description("lines of access logs that wait to be written")
        .baseUnit("lines")
        .register(registry);
    FunctionCounter.builder("stoker.log.dropped", plane, p -> p.logs().dropped())
        .description("lines of access logs that were dropped")
        .baseUnit("lines")
        .register(registry);
    Gauge.builder("stoker.memory.direct", ResourceMeters::directMemory)
        .description("bytes of buffers outside of the heap")
        .baseUnit("bytes")
        .register(registry);
  }

  private static long directMemory() {
    return ALLOCATORS.stream()
        .filter(ByteBufAllocatorMetricProvider.class::isInstance)
        .mapToLong(a -> ((ByteBufAllocatorMetricProvider) a).metric().usedDirectMemory())
        .sum();
  }
}
