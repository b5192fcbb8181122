package io.stoker.parity;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** Every parity case, asked of Stoker in memory: without plans, as they are made, and with them. */
class StokerParityTest {

  @TestFactory
  Stream<DynamicContainer> withoutPlans() {
    return ParityTests.all(new StokerTransport(StokerTransport.Way.UNPLANNED), true);
  }

  @TestFactory
  Stream<DynamicContainer> cold() {
    return ParityTests.all(new StokerTransport(StokerTransport.Way.MEMORY), true);
  }

  @TestFactory
  Stream<DynamicContainer> warm() {
    return ParityTests.all(new StokerTransport(StokerTransport.Way.WARM), true);
  }
}
