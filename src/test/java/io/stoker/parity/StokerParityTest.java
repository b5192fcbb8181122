package io.stoker.parity;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** Every parity case, asked of Stoker in memory. */
class StokerParityTest {

  @TestFactory
  Stream<DynamicContainer> stokerGivesTheRecordedReplyInMemory() {
    return ParityTests.all(new StokerTransport(StokerTransport.Way.MEMORY), true);
  }
}
