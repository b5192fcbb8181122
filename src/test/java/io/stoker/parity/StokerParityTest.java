package io.stoker.parity;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every parity case, asked of Stoker in memory: without plans, as they are made, and with them. */
@Execution(ExecutionMode.CONCURRENT)
class StokerParityTest {

  @TestFactory
  @Execution(ExecutionMode.SAME_THREAD)
  Stream<DynamicContainer> withoutPlans() {
    return ParityTests.all(new StokerTransport(StokerTransport.Way.UNPLANNED), true);
  }

  @TestFactory
  @Execution(ExecutionMode.SAME_THREAD)
  Stream<DynamicContainer> cold() {
    return ParityTests.all(new StokerTransport(StokerTransport.Way.MEMORY), true);
  }

  @TestFactory
  @Execution(ExecutionMode.SAME_THREAD)
  Stream<DynamicContainer> warm() {
    return ParityTests.all(new StokerTransport(StokerTransport.Way.WARM), true);
  }
}
