package io.stoker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.boot.ManagedSite;
import io.stoker.runtime.Attempted;
import io.stoker.runtime.Cause;
import io.stoker.runtime.Change;
import io.stoker.runtime.Edits;
import io.stoker.runtime.HtaccessEditor;
import io.stoker.runtime.ServerSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that wait for their confirmation. */
class TrialTest {

  @TempDir Path root;
  private ManagedSite site;
  private Trial trial;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long requests;
  private long errors;

  @BeforeEach
  void serve() throws Exception {
    site = new ManagedSite(root).configure("Include conf/extra.conf\n");
    site.write("conf/extra.conf", "Timeout 1\n").serve();
    site.plane().reloader().keepNoHistory(); // the way back does not need it
    makeTrial();
  }

  private void makeTrial() {
    RegressionWatch watch =
        new RegressionWatch(
            () -> new Measure(now, requests, errors, List.of()),
            new ConsoleProperties.Regression(
                true, Duration.ofSeconds(60), 50, 0.02, 2, Duration.ofMillis(20)));
    trial = new Trial(site.plane().reloader(), () -> now, Duration.ofSeconds(60), watch);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private Change apply(String text) throws Exception {
    Edits edits =
        new Edits(Map.of(root.resolve("conf/extra.conf").toString(), text), List.of(), "UTF-8");
    return trial.apply(edits, 0, Cause.rest("ann"));
  }

  @Test
  void whatNobodyConfirmsGoesBack() throws Exception {
    assertThat(apply("Timeout 2\n").outcome()).isEqualTo(Change.Outcome.APPLIED);
    assertThat(trial.pending()).isNotNull();
    now = now.plusSeconds(59);
    assertThat(trial.tick()).isNull();
    now = now.plusSeconds(1);
    Trial.Ended ended = trial.tick();
    assertThat(ended).isNotNull();
    assertThat(ended.ending()).isEqualTo(Trial.Ending.EXPIRED);
    assertThat(ended.change()).isNotNull();
    assertThat(ended.change().outcome()).isEqualTo(Change.Outcome.APPLIED);
    assertThat(site.read("conf/extra.conf")).isEqualTo("Timeout 1\n");
    assertThat(trial.tick()).isNull();
  }

  @Test
  void whatIsConfirmedStays() throws Exception {
    apply("Timeout 2\n");
    assertThat(trial.confirm(null, "bob")).isTrue();
    assertThat(trial.confirm(null, "bob")).isFalse();
    now = now.plusSeconds(61);
    assertThat(trial.tick()).isNull();
    assertThat(site.read("conf/extra.conf")).isEqualTo("Timeout 2\n");
  }

  @Test
  void whatMakesThingsWorseGoesBackAtOnceAndSaysWhy() throws Exception {
    List<Attempted> told = new java.util.ArrayList<>();
    site.plane().reloader().onAttempt(told::add);
    for (int i = 0; i < 10; i++) {
      requests += 100;
      now = now.plusSeconds(1);
      assertThat(trial.tick()).isNull();
    }
    apply("Timeout 2\n");
    requests += 49;
    errors += 49;
    now = now.plusSeconds(1);
    assertThat(trial.tick()).as("too few to tell").isNull();
    requests += 51;
    Trial.Ended ended = trial.tick();
    assertThat(ended).isNotNull();
    assertThat(ended.ending()).isEqualTo(Trial.Ending.REGRESSED);
    assertThat(ended.evidence().reason())
        .isEqualTo("replies with 5xx went from 0.0 % (0 of 900) to 49.0 % (49 of 100)");
    assertThat(site.read("conf/extra.conf")).isEqualTo("Timeout 1\n");
    assertThat(trial.state().latest()).isEqualTo(ended);
    assertThat(told).extracting(Attempted::result).containsExactly("applied", "applied");
    assertThat(told.getLast().cause().how()).isEqualTo(Cause.How.REVERT);
    assertThat(told.getLast().cause().who()).startsWith("ann: replies with 5xx");
  }

  @Test
  void itGoesBackToWhatWasConfirmedLast() throws Exception {
    apply("Timeout 2\n");
    trial.confirm(null, "ann");
    apply("Timeout 3\n");
    now = now.plusSeconds(60);
    assertThat(trial.tick()).isNotNull();
    assertThat(site.read("conf/extra.conf")).isEqualTo("Timeout 2\n");
  }

  @Test
  void whatSomebodyElseHasWrittenSinceIsLetAlone() throws Exception {
    site.configure("Include conf/extra.conf\nInclude conf/other.conf\n");
    site.write("conf/other.conf", "KeepAliveTimeout 1\n");
    site.plane().reloader().reload(Cause.of(ServerSignal.GRACEFUL));
    apply("Timeout 2\n");
    site.write("conf/other.conf", "KeepAliveTimeout 2\n");
    now = now.plusSeconds(60);
    assertThat(trial.tick()).isNotNull();
    assertThat(site.read("conf/extra.conf")).isEqualTo("Timeout 1\n");
    assertThat(site.read("conf/other.conf")).isEqualTo("KeepAliveTimeout 2\n");

    apply("Timeout 2\n");
    site.write("conf/extra.conf", "Timeout 3\n");
    now = now.plusSeconds(60);
    Trial.Ended ended = trial.tick();
    assertThat(ended).isNotNull();
    assertThat(ended.change()).isNotNull();
    assertThat(ended.change().outcome()).isEqualTo(Change.Outcome.OUTDATED);
    assertThat(ended.isTakenBack()).isFalse();
    assertThat(site.read("conf/extra.conf")).isEqualTo("Timeout 3\n");
  }

  @Test
  void whatIsRefusedIsNotOnTrial() throws Exception {
    assertThat(apply("Timeout\n").outcome()).isEqualTo(Change.Outcome.INVALID);
    assertThat(trial.pending()).isNull();
    assertThat(site.read("conf/extra.conf")).isEqualTo("Timeout 1\n");
  }

  @Test
  void itCanBeTakenBackAtOnce() throws Exception {
    assertThat(trial.revert(null, Cause.revert("ann", null))).isNull();
    apply("Timeout 2\n");
    Change back = trial.revert(null, Cause.revert("ann", null));
    assertThat(back).isNotNull();
    assertThat(site.read("conf/extra.conf")).isEqualTo("Timeout 1\n");
  }

  @Test
  void whetherItWasTakenBackIsTold() throws Exception {
    apply("Timeout 2\n");
    trial.revert(null, Cause.revert("ann", null));
    Trial.Ended back = trial.state().latest();
    assertThat(back).isNotNull();
    assertThat(back.isTakenBack()).isTrue();

    apply("Timeout 2\n");
    trial.confirm(null, "ann");
    Trial.Ended confirmed = trial.state().latest();
    assertThat(confirmed).isNotNull();
    assertThat(confirmed.isTakenBack()).isFalse();

    apply("Timeout 3\n");
    site.write("conf/extra.conf", "Timeout 4\n");
    trial.revert(null, Cause.revert("ann", null));
    Trial.Ended stuck = trial.state().latest();
    assertThat(stuck).isNotNull();
    assertThat(stuck.ending()).isEqualTo(Trial.Ending.REVERTED);
    assertThat(stuck.isTakenBack()).isFalse();
  }

  private long id() {
    Trial.Pending pending = trial.pending();
    assertThat(pending).isNotNull();
    return pending.id();
  }

  @Test
  void whoMeansAnotherOneDoesNothing() throws Exception {
    apply("Timeout 2\n");
    long first = id();
    apply("Timeout 3\n");
    long second = id();
    assertThat(second).isNotEqualTo(first);
    assertThat(trial.confirm(first, "ann")).isFalse();
    assertThat(trial.revert(first, Cause.revert("ann", null))).isNull();
    assertThat(id()).isEqualTo(second);
    assertThat(trial.state().latest()).isNull();
    assertThat(site.read("conf/extra.conf")).isEqualTo("Timeout 3\n");
    assertThat(trial.revert(second, Cause.revert("ann", null))).isNotNull();
    assertThat(site.read("conf/extra.conf")).isEqualTo("Timeout 2\n");
    assertThat(trial.confirm(second, "ann")).as("it is over").isFalse();
  }

  @Test
  void noneHasTheNumberOfOneFromBeforeARestart() throws Exception {
    apply("Timeout 2\n");
    long before = id();
    now = now.plusSeconds(1);
    makeTrial();
    apply("Timeout 3\n");
    assertThat(id()).isNotEqualTo(before);
  }

  @Test
  void aFileOfASiteGoesBackAsWell() throws Exception {
    site.write("htdocs/.htaccess", "# before\n");
    String path = root.resolve("htdocs/.htaccess").toString();
    HtaccessEditor.Wish wish = new HtaccessEditor.Wish(path, "# after\n", "# before\n");
    HtaccessEditor editor = site.plane().htaccess();
    assertThat(trial.apply(editor, wish, Cause.rest("ann")).outcome())
        .isEqualTo(Change.Outcome.APPLIED);
    assertThat(site.read("htdocs/.htaccess")).isEqualTo("# after\n");
    assertThat(trial.pending()).isNotNull();
    now = now.plusSeconds(60);
    assertThat(trial.tick()).isNotNull();
    assertThat(site.read("htdocs/.htaccess")).isEqualTo("# before\n");

    assertThat(trial.apply(editor, wish, Cause.rest("ann")).outcome())
        .isEqualTo(Change.Outcome.APPLIED);
    assertThat(trial.confirm(null, "bob")).isTrue();
    now = now.plusSeconds(60);
    assertThat(trial.tick()).isNull();
    assertThat(site.read("htdocs/.htaccess")).isEqualTo("# after\n");
  }
}
