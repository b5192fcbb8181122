package io.stoker.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.boot.ManagedSite;
import io.stoker.cli.Main;
import io.stoker.runtime.Change;
import io.stoker.runtime.ServerSignal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    site.plane().reloader().finish(Duration.ofMinutes(2));

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

    // What is on disk is broken by now: going back is what mends it, and loses nothing.
    site.configure("Nonsense\n");
    assertThat(run("rollback", "2")).as(err.toString()).isZero();
    String said = out.toString();
    assertThat(said).endsWith("\nwritten: " + folder + "/conf/httpd.conf\n");
    Path copy = Path.of(said.lines().findFirst().orElseThrow().replace("kept: ", ""));
    assertThat(copy).startsWith(folder.resolve("state/history/overwritten"));
    assertThat(copy).content().endsWith("Nonsense\n");
    // A file that the former configuration does not name is none of its business.
    assertThat(run("rollback", "1")).as(err.toString()).isZero();
    assertThat(out.toString()).isEqualTo("written: %s/conf/httpd.conf\n".formatted(folder));
    assertThat(site.read("conf/httpd.conf")).endsWith("Include conf/one.conf\n");
    assertThat(site.read("conf/two.conf")).isEqualTo("ServerAdmin two\n");
    assertThat(run("rollback", "3")).isEqualTo(1);
    assertThat(err.toString()).contains("rollback: one revision of the history");
  }

  /** As Debian has it: a site is a symbolic link in a folder that a wildcard reads. */
  @Test
  void aSiteThatWasEnabledSinceIsDisabledButNotLost() throws Exception {
    site = new ManagedSite(folder);
    Files.createDirectories(folder.resolve("conf/enabled"));
    site.configure("IncludeOptional conf/enabled/*.conf\n").serve();
    site.plane().reloader().keepHistory(null);
    site.write("conf/available.conf", "ServerAdmin new\n");
    Path link = folder.resolve("conf/enabled/new.conf");
    Files.createSymbolicLink(link, Path.of("../available.conf"));
    assertThat(site.plane().reload(ServerSignal.GRACEFUL)).isTrue();
    Change back = site.plane().reloader().rollback(1, "ann");
    assertThat(back.outcome()).as(back.toString()).isEqualTo(Change.Outcome.APPLIED);
    assertThat(back.files()).containsExactly(link.toString());
    assertThat(link).doesNotExist();
    assertThat(site.read("conf/available.conf")).isEqualTo("ServerAdmin new\n");
  }

  @Test
  void aChangeThatWasNeverAppliedIsKept() throws Exception {
    site = new ManagedSite(folder);
    site.configure("Include conf/one.conf\n").write("conf/one.conf", "ServerAdmin one\n").serve();
    site.plane().reloader().keepHistory(null);
    site.write("conf/one.conf", "ServerAdmin draft\n");
    Change back = site.plane().reloader().rollback(1, "ann");
    assertThat(back.outcome()).as(back.toString()).isEqualTo(Change.Outcome.APPLIED);
    assertThat(site.read("conf/one.conf")).isEqualTo("ServerAdmin one\n");
    String said = back.findings().getLast().text();
    assertThat(said).startsWith("a file on the disk was never applied");
    assertThat(Path.of(said.substring(said.indexOf(folder.toString()))))
        .content()
        .isEqualTo("ServerAdmin draft\n");
  }
}
