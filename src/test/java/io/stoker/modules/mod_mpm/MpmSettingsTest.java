package io.stoker.modules.mod_mpm;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Core;
import io.stoker.api.MpmSettings;
import io.stoker.testing.Directives;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the MPMs make of what they are told. */
class MpmSettingsTest {

  @TempDir Path root;

  private MpmSettings settings(String mpm, String text) throws IOException {
    return Directives.in(root)
        .loading("mpm_" + mpm)
        .after("Listen 127.0.0.1:18990")
        .server(text)
        .get(MpmSettings.SLOT);
  }

  @Test
  void defaults() throws IOException {
    MpmSettings event = settings("event", "");
    assertThat(event)
        .usingRecursiveComparison()
        .ignoringFields("listen")
        .isEqualTo(MpmSettings.DEFAULT);
    assertThat(event.listen())
        .singleElement()
        .extracting(Core.ListenAddress::port)
        .isEqualTo(18990);
    assertThat(settings("worker", "").kind()).isEqualTo(MpmSettings.Kind.WORKER);

    MpmSettings prefork = settings("prefork", "");
    assertThat(prefork.startServers()).isEqualTo(5);
    assertThat(prefork.maxRequestWorkers()).isEqualTo(256);
    assertThat(prefork.threadsPerChild()).isEqualTo(1);
    assertThat(prefork.minSpare()).isEqualTo(5);
    assertThat(prefork.maxSpare()).isEqualTo(10);
    assertThat(prefork.maxServers()).isEqualTo(256);
  }

  @ParameterizedTest
  @CsvSource({
    "MaxRequestWorkers 110,25,100",
    "MaxRequestWorkers 10,25,25",
    "MaxRequestWorkers 4000,25,400",
    "MaxClients 50,25,50",
    "ThreadsPerChild 64,64,384",
    "ThreadsPerChild 500,64,384",
    "ServerLimit 0,25,25"
  })
  void workersFitTheChildren(String line, int threads, int workers) throws IOException {
    MpmSettings settings = settings("event", line);
    assertThat(settings.threadsPerChild()).isEqualTo(threads);
    assertThat(settings.maxRequestWorkers()).isEqualTo(workers);
  }

  @Test
  void spareOnesLeaveRoomForAChild() throws IOException {
    assertThat(settings("event", "MinSpareThreads 200\nMaxSpareThreads 1").maxSpare())
        .isEqualTo(225);
    assertThat(settings("prefork", "MinSpareServers 20\nMaxSpareServers 1").maxSpare())
        .isEqualTo(21);
  }

  @ParameterizedTest
  @CsvSource({"1.5,1.5", "0.001,0.0625", "1e3,1000", "0x10,16", "nan,0.0625", "0.99,0.9375"})
  void asyncFactorIsCountedInSixteenths(String word, double factor) throws IOException {
    assertThat(settings("event", "AsyncRequestWorkerFactor " + word).asyncRequestWorkerFactor())
        .isEqualTo(factor);
  }

  @Test
  void theRest() throws IOException {
    MpmSettings settings =
        settings(
            "worker",
            """
            ListenBacklog 100
            SendBufferSize 1024
            ReceiveBufferSize 2048
            GracefulShutdownTimeout 7
            MaxRequestsPerChild 9
            MaxMemFree 512
            ThreadStackSize 262144
            ListenCoresBucketsRatio 4
            ListenTCPDeferAccept 3
            """);
    assertThat(settings.listenBacklog()).isEqualTo(100);
    assertThat(settings.sendBufferSize()).isEqualTo(1024);
    assertThat(settings.receiveBufferSize()).isEqualTo(2048);
    assertThat(settings.gracefulShutdownTimeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(settings.maxConnectionsPerChild()).isEqualTo(9);
    assertThat(settings.maxMemFree()).isEqualTo(512);
    assertThat(settings.threadStackSize()).isEqualTo(262_144);
    assertThat(settings.listenCoresBucketsRatio()).isEqualTo(4);
    assertThat(settings.deferAccept()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "443,,443,https",
    "8080 HTTPS,,8080,https",
    "*:8080,,8080,http",
    "[::1]:8080,::1,8080,http",
    "::1:8080,::1,8080,http",
    "0.0.0.0:008080 foo,0.0.0.0,8080,foo"
  })
  void listen(String words, String address, int port, String protocol) throws IOException {
    Core.ListenAddress last = settings("event", "Listen " + words).listen().getLast();
    assertThat(last.address()).isEqualTo(address);
    assertThat(last.port()).isEqualTo(port);
    assertThat(last.protocol()).isEqualTo(protocol);
  }
}
