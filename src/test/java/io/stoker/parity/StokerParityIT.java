package io.stoker.parity;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** Every parity case, asked of Stoker over real sockets. */
class StokerParityIT {

  @TestFactory
  Stream<DynamicContainer> stokerGivesTheRecordedReplyOverSockets() {
    return ParityTests.all(new StokerTransport(StokerTransport.Way.SOCKET), true);
  }
}
