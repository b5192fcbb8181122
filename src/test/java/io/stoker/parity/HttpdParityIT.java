package io.stoker.parity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** Every parity case, asked of the real httpd: it must give the recorded reply. */
class HttpdParityIT {
  private static final ExecutorService TWO = Executors.newFixedThreadPool(2);

  @AfterAll
  static void stop() {
    TWO.shutdownNow();
  }

  @TestFactory
  Stream<DynamicContainer> httpdGivesTheRecordedReply() {
    Transport httpd = new HttpdTransport();
    List<CaseFile> files = CaseFile.find(CaseFile.FOLDER).stream().map(CaseFile::read).toList();
    List<DynamicContainer> containers = new ArrayList<>();
    for (CaseFile file : files) {
      Future<List<Observation>> run = TWO.submit(() -> ScenarioRun.all(file, httpd));
      containers.add(ParityTests.of(file, () -> seen(run), false));
    }
    return containers.stream();
  }

  private static List<Observation> seen(Future<List<Observation>> run) throws IOException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
