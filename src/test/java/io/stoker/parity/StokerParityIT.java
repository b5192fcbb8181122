package io.stoker.parity;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every parity case, asked of Stoker over real sockets. */
@Execution(ExecutionMode.CONCURRENT)
class StokerParityIT {

  @TestFactory
  @Execution(ExecutionMode.SAME_THREAD)
  Stream<DynamicContainer> stokerGivesTheRecordedReplyOverSockets() {
    return ParityTests.all(new StokerTransport(StokerTransport.Way.SOCKET), true);
  }
}
