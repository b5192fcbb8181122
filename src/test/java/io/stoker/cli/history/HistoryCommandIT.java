package io.stoker.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.boot.ManagedSite;
import io.stoker.cli.Main;
import io.stoker.runtime.ServerSignal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History, diff and rollback from the command line, of a server that has stopped. */
class HistoryCommandIT {

  @TempDir Path folder;
  private ManagedSite site;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @AfterEach
  void stop() {
    site.close();
  }

  private int run(String... words) {
    out.reset();
    err.reset();
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("-d", folder.toString()));
    return new Main(new PrintStream(out), new PrintStream(err), Map.of()).run(all);
  }

  @Test
  void theFilesBecomeWhatTheyWere() throws Exception {
    site = new ManagedSite(folder);
    assertThat(run("history")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no history in " + folder + "/state/history");
    site.configure("Include conf/one.conf\n").write("conf/one.conf", "ServerAdmin one\n").serve();
    site.plane().reloader().keepHistory(null);
    site.configure("IncludeOptional conf/t*.conf\n").write("conf/two.conf", "ServerAdmin two\n");
    assertThat(site.plane().reload(ServerSignal.GRACEFUL)).isTrue();
    site.plane().stop(ServerSignal.STOP);
    site.plane().reloader().awaitHistory();
    site.plane().reloader().finish();

    assertThat(run("history")).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).matches(" {4}2  \\S+ \\S+  signal      SIGUSR1");
    assertThat(lines.get(1)).matches(" {4}1  \\S+ \\S+  start       stoker");
    assertThat(run("history", "1")).isZero();
    assertThat(out.toString().lines()).hasSize(1);
    assertThat(run("diff", "2")).isZero();
    assertThat(out.toString())
        .contains("-Include conf/one.conf\n+IncludeOptional conf/t*.conf\n", "+ServerAdmin two");
    assertThat(run("diff", "1", "1")).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(run("diff", "7")).isEqualTo(1);

    // What is on disk is broken by now: going back is what mends it.
    site.configure("Nonsense\n");
    assertThat(run("rollback", "2")).as(err.toString()).isZero();
    assertThat(out.toString()).isEqualTo("written: " + folder + "/conf/httpd.conf\n");
    assertThat(run("rollback", "1")).as(err.toString()).isZero();
    assertThat(out.toString())
        .isEqualTo(
            "written: %s/conf/httpd.conf\nremoved: %s/conf/two.conf\n".formatted(folder, folder));
    assertThat(site.read("conf/httpd.conf")).endsWith("Include conf/one.conf\n");
    assertThat(run("rollback", "3")).isEqualTo(1);
    assertThat(err.toString()).contains("rollback: one revision of the history");
  }
}
