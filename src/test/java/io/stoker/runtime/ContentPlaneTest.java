package io.stoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.config.LoadRequest;
import io.stoker.logging.LogTargets;
import io.stoker.logging.Overflow;
import io.stoker.testing.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentPlaneTest {

  private static final String CONFIG =
      """
      LoadModule mpm_event_module modules/mod_mpm_event.so
      LoadModule authz_core_module modules/mod_authz_core.so
      ServerName localhost
      Listen 127.0.0.1:%d
      """;

  @TempDir Path root;

  @Test
  void aStopLeavesTheLogsOfOthersOpen() throws Exception {
    Files.createDirectories(root.resolve("logs"));
    Path config = root.resolve("httpd.conf");
    Files.writeString(config, CONFIG.formatted(Ports.free()));
    Path file = root.resolve("others.log");
    try (var others = LogTargets.shared().open(file.toString(), false, Overflow.DROP)) {
      ContentPlane plane =
          new ContentPlane(LoadRequest.of(root.toString(), config.toString()), "stoker", false);
      plane.start();
      plane.stop(ServerSignal.STOP);
      others.write("still here");
    }
    assertThat(file).hasContent("still here\n");
  }
}
