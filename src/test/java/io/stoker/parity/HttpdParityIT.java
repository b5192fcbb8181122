package io.stoker.parity;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/** Every parity case, asked of the real httpd: it must give the recorded reply. */
@Isolated("on a busy machine httpd does by luck what it does never on another")
class HttpdParityIT {

  @TestFactory
  Stream<DynamicContainer> httpdGivesTheRecordedReply() {
    return ParityTests.all(new HttpdTransport(), false);
  }
}
