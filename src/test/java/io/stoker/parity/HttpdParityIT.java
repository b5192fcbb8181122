package io.stoker.parity;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every parity case, asked of the real httpd: it must give the recorded reply. */
@Execution(ExecutionMode.CONCURRENT)
class HttpdParityIT {

  @TestFactory
  @Execution(ExecutionMode.SAME_THREAD)
  Stream<DynamicContainer> httpdGivesTheRecordedReply() {
    return ParityTests.all(new HttpdTransport(), false);
  }
}
