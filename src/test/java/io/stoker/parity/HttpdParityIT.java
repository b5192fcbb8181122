package io.stoker.parity;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** Every parity case, asked of the real httpd: it must give the recorded reply. */
class HttpdParityIT {

  @TestFactory
  Stream<DynamicContainer> httpdGivesTheRecordedReply() {
    return ParityTests.all(new HttpdTransport(), false);
  }
}
