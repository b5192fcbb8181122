package io.stoker.advisor.rules;

import static io.stoker.advisor.Given.changes;
import static io.stoker.advisor.Given.evidence;
import static io.stoker.advisor.Given.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.advisor.Finding;
import io.stoker.advisor.Given;
import io.stoker.advisor.Machine;
import io.stoker.advisor.Peaks;
import io.stoker.advisor.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory, processors, file systems, and the system they belong to. */
class MachineRulesTest {

  @TempDir Path folder;

  private Given site(String lines) {
    return Given.site(folder, lines);
  }

  private static final String ROOT = "DocumentRoot /srv/www\n";
  private static final String SENDS = ROOT + "EnableSendfile On\n";

  @Test
  void theProcessHasToFitIntoItsContainer() {
    Given given = site("");
    given.limit = 256L << 20;
    Finding.Advice a = given.advised(new NeverSwap());
    assertThat(a.severity()).isEqualTo(Severity.WARNING);
    assertThat(a.what()).isEqualTo("The server may come to 456 MB, and has 256 MB");
    assertThat(evidence(a))
        .contains(
            "the control group's limit: 256 MB",
            "heap, at most: 256 MB",
            "buffers outside of it, at most: 128 MB",
            "in the environment of the launcher: STOKER_MEMORY=-Xmx115m STOKER_DIRECT_MEMORY=64m");
    given.limit = 400L << 20;
    assertThat(evidence(given.advised(new NeverSwap())))
        .contains(
            "in the environment of the launcher: STOKER_MEMORY=-Xmx180m STOKER_DIRECT_MEMORY=100m");
    given.limit = 512L << 20;
    assertThat(evidence(given.fine(new NeverSwap()))).contains("all of that: 456 MB");
  }

  @Test
  void whatIsInSwapIsToldAtOnce() {
    Given given = site("").running();
    given.swapped = 3L << 20;
    Finding.Advice a = given.advised(new NeverSwap());
    assertThat(a.what()).isEqualTo("3 MB of the server are in swap");
    given.swapped = 0;
    assertThat(evidence(given.fine(new NeverSwap()))).contains("memory of the machine: 8 GB");
    given.memory = 0;
    assertThat(given.waits(new NeverSwap())).contains("how much memory");
  }

  /** 20 MB at rest with 2 busy, and a megabyte more for each busy worker. */
  private Given busy(int peak) {
    Given given = site("MaxRequestWorkers 400\n").served(100_000, 50_000);
    given.samples = List.of(sample(0, 2, 20L << 20), sample(1, peak, (18L + peak) << 20));
    given.resident = (18L + peak) << 20;
    given.peaks = new Peaks(20, peak, 0, 2 * peak, 1, 0, 0.5);
    return given;
  }

  @Test
  void moreWorkersThanMemoryTakesAreTooMany() {
    Given given = busy(102);
    given.limit = 320L << 20; // 120 MB are used, 200 are left: 302 workers
    Finding.Advice a = given.advised(new WorkersForMemory());
    assertThat(a.severity()).isEqualTo(Severity.WARNING);
    assertThat(evidence(a))
        .contains(
            "a busy worker needs: 1 MB",
            "still free at the peak: 200 MB",
            "workers that the memory takes: 302",
            "busy at once, at most: 102");
    assertThat(changes(a)).containsExactly("httpd.conf:5 MaxRequestWorkers 300");
    assertThat(a.series()).isNotNull();
    assertThat(a.series().limit()).isEqualTo(400);
  }

  @Test
  void reachedWorkersMayBeMoreWhereMemoryTakesThem() {
    Given given = busy(400);
    given.peaks = new Peaks(20, 400, 7, 800, 1, 0, 0.5);
    Finding.Advice a = given.advised(new WorkersForMemory());
    assertThat(a.severity()).isEqualTo(Severity.ADVICE);
    assertThat(a.what()).isEqualTo("All 400 workers were busy for 7 seconds");
    assertThat(changes(a))
        .as("400 is what ServerLimit lets be")
        .containsExactly("httpd.conf:5 ServerLimit 32 and :5 MaxRequestWorkers 800");
    assertThat(raised("ServerLimit 20\nMaxRequestWorkers 400\n"))
        .containsExactly("httpd.conf:5 ServerLimit 32 and :6 MaxRequestWorkers 800");
    assertThat(raised("ServerLimit 40\nMaxRequestWorkers 400\n"))
        .containsExactly("httpd.conf:6 MaxRequestWorkers 800");
    assertThat(raised("ServerLimit 16\n"))
        .containsExactly("httpd.conf:5 ServerLimit 32 and :5 MaxRequestWorkers 800");
    assertThat(raised("")).containsExactly("httpd.conf:0 ServerLimit 32 / MaxRequestWorkers 800");
  }

  private List<String> raised(String lines) {
    Given given = site(lines).served(100_000, 50_000);
    given.samples = List.of(sample(0, 2, 20L << 20), sample(1, 400, 418L << 20));
    given.peaks = new Peaks(20, 400, 7, 800, 1, 0, 0.5);
    return changes(given.advised(new WorkersForMemory()));
  }

  @Test
  void theWarmUpOfTheJvmIsNoWorkersNeed() {
    Given given = site("MaxRequestWorkers 400\n").served(100_000, 50_000);
    given.limit = 320L << 20;
    given.peaks = new Peaks(20, 102, 0, 204, 1, 0, 0.5);
    given.uptime = 310;
    // Cold, warm after the first load, at rest again, and the same load once more.
    given.samples =
        List.of(
            sample(0, 2, 20L << 20),
            sample(1, 102, 118L << 20),
            sample(30, 2, 117L << 20),
            sample(31, 102, 119L << 20));
    assertThat(evidence(given.fine(new WorkersForMemory())))
        .contains("at rest before it: 117 MB", "a busy worker needs: 20.5 KB");
    given.uptime = 200;
    assertThat(given.waits(new WorkersForMemory())).contains("300 seconds after the start");
    given.uptime = 10_000;
    given.samples = List.of(sample(0, 102, 118L << 20), sample(1, 2, 20L << 20));
    assertThat(given.waits(new WorkersForMemory())).endsWith("before it; it was 0");
  }

  @Test
  void whatTheJvmIsBoundedToIsNotExceededByWorkers() {
    Given given = busy(102);
    given.limit = 512L << 20; // heap, buffers and the rest come to 456 MB
    assertThat(evidence(given.fine(new WorkersForMemory())))
        .contains("heap and buffers can still grow by: 336 MB", "still free at the peak: 392 MB")
        .noneMatch(e -> e.startsWith("workers that"));
  }

  @Test
  void workersThatFitAreLeft() {
    assertThat(evidence(busy(102).fine(new WorkersForMemory())))
        .contains("still free at the peak: 4 GB", "heap and buffers can still grow by: 336 MB");
    assertThat(busy(8).waits(new WorkersForMemory()))
        .isEqualTo("a peak of 10 busy workers more than at rest before it; it was 6");
    assertThat(site("").waits(new WorkersForMemory())).startsWith("a running server");
  }

  @Test
  void whatLimitsIsFoundUnderLoad() {
    Given given = site("Listen 8080\n").served(5_000, 4_000);
    given.samples = List.of(sample(0, 2, 0), sample(1, 9, 0));
    given.peaks = new Peaks(20, 9, 0, 20, 0, 0, 1.9);
    Finding.Advice a = given.advised(new LimitingResource());
    assertThat(a.what()).isEqualTo("What limits is the processors");
    assertThat(evidence(a)).contains("of the processors, at most: 95 %");
    assertThat(a.why()).contains("http://127.0.0.1:8080/");
    given.peaks = new Peaks(20, 400, 3, 20, 0, 0, 0.2);
    assertThat(given.advised(new LimitingResource()).what()).endsWith("the number of workers");
    given.peaks = new Peaks(20, 9, 0, 20, 0, 0, 0.2);
    given.fine(new LimitingResource());
    assertThat(site("").running().waits(new LimitingResource())).contains("bin/ab");
  }

  @Test
  void systemsHaveAnEnd() {
    Given given = site("");
    given.system =
        new Machine.OperatingSystem("Debian GNU/Linux 11", "debian", "11", null, "5.10.0-8");
    Finding.Advice a = given.advised(new CurrentSystem());
    assertThat(a.severity()).isEqualTo(Severity.WARNING);
    assertThat(a.what()).isEqualTo("Debian GNU/Linux 11 is not looked after since 2026-08-31");
    given.today = LocalDate.of(2026, 8, 1);
    given.fine(new CurrentSystem());
    given.system =
        new Machine.OperatingSystem("x", "fedora", "42", LocalDate.of(2026, 5, 13), "6.19");
    given.today = LocalDate.of(2026, 5, 14);
    assertThat(given.advised(new CurrentSystem()).what()).contains("2026-05-13");
  }

  @Test
  void oldKernelsAndShortLivedJavaAreTold() {
    Given given = site("");
    given.system = new Machine.OperatingSystem("x", "x", "1", null, "5.4.0-200-generic");
    assertThat(given.advised(new CurrentSystem()).what()).contains("5.6");
    given.system = new Machine.OperatingSystem("x", "x", "1", null, "6.1.0");
    given.fine(new CurrentSystem());
    given.jvm = new Machine.Jvm(1, 1, 26, "26.0.1");
    assertThat(given.advised(new CurrentSystem()).what()).startsWith("Java 26");
  }

  @Test
  void largeRepliesAreForTheKernel() {
    Given given = site(ROOT).served(2_000, 0);
    given.bytes = 2_000L * 300 * 1024;
    Finding.Advice a = given.advised(new KernelSends());
    assertThat(evidence(a)).contains("bytes of a reply, on average: 300 KB");
    assertThat(changes(a)).containsExactly("httpd.conf:0 EnableSendfile On");
    given.bytes = 2_000L * 10 * 1024;
    assertThat(evidence(given.fine(new KernelSends())))
        .contains("bytes of a reply, on average: 10 KB");
    site(SENDS).fine(new KernelSends());
    assertThat(site(ROOT).waits(new KernelSends())).contains("how large");
  }

  @Test
  void mappingIsTriedBesideReading() {
    Finding.Advice a = site("EnableMMAP On\n").advised(new MappingOrReading(() -> 1.75));
    assertThat(evidence(a))
        .contains("processors: 2", "mapping takes, where reading takes 1: 1.75 times");
    assertThat(changes(a)).containsExactly("httpd.conf:5 # EnableMMAP On");
    site("").fine(new MappingOrReading(() -> 1.75));
    assertThat(MappingTrial.ratio()).isPositive();
  }

  private static Given remote(Given given) {
    given.mounts = List.of(new Machine.Mount("/srv/www", "nfs4"), new Machine.Mount("/", "ext4"));
    return given;
  }

  @Test
  void remoteFilesThatAreCutOffFailOneRequest() {
    Finding.Advice a = remote(site(ROOT)).advised(new MappedOnNetwork());
    assertThat(evidence(a))
        .contains(
            "/srv/www is on: nfs4 at /srv/www", "what was seen of a file there holds for: 1 s");
    assertThat(changes(a)).containsExactly("httpd.conf:0 StokerRecheck 0");
    site(ROOT).fine(new MappedOnNetwork());
  }

  @Test
  void remoteFilesAreNotForSendfile() {
    Finding.Advice a = remote(site(SENDS)).advised(new SendfileOnNetwork());
    assertThat(a.severity()).isEqualTo(Severity.WARNING);
    assertThat(evidence(a)).containsExactly("/srv/www is on: nfs4 at /srv/www");
    assertThat(changes(a))
        .containsExactly(
            "httpd.conf:0 <Directory \"/srv/www\"> /     EnableSendfile Off / </Directory>");
    remote(site(ROOT)).fine(new SendfileOnNetwork());
    site(SENDS).fine(new SendfileOnNetwork());
  }

  @Test
  void sendfileIsTriedWithAFile() throws Exception {
    Finding.Advice a =
        site(SENDS).advised(new SendfileCheck(folder -> SendfileCheck.Result.DIFFERENT));
    assertThat(a.severity()).isEqualTo(Severity.WARNING);
    assertThat(evidence(a)).containsExactly("a file of /srv/www: came as something else");
    assertThat(changes(a)).containsExactly("httpd.conf:6 EnableSendfile Off");
    site(ROOT).fine(new SendfileCheck());
    assertThat(site(SENDS).waits(new SendfileCheck())).contains("a file in a document root");
    Path root = Files.createDirectory(folder.resolve("htdocs"));
    Files.write(root.resolve("large"), new byte[300_000]);
    assertThat(
            evidence(
                site("DocumentRoot %s\nEnableSendfile On\n".formatted(root))
                    .fine(new SendfileCheck())))
        .containsExactly("a file of " + root + ": came as it is");
  }
}
