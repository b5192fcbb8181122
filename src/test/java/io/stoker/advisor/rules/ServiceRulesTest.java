package io.stoker.advisor.rules;

import static io.stoker.advisor.Given.changes;
import static io.stoker.advisor.Given.evidence;
import static io.stoker.advisor.Given.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.advisor.Finding;
import io.stoker.advisor.Given;
import io.stoker.advisor.Peaks;
import io.stoker.advisor.Sample;
import io.stoker.advisor.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Children, connections, names, modules, logs. */
class ServiceRulesTest {

  @TempDir Path folder;

  private Given site(String lines) {
    return Given.site(folder, lines);
  }

  // ---- names ----

  @Test
  void namesInAccessRulesAreLookedUp() {
    Finding.Advice a =
        site("""
        LoadModule authz_host_module modules/mod_authz_host.so
        LoadModule access_compat_module modules/mod_access_compat.so
        <Location /a>
            Require host office.example.org
        </Location>
        <Location /b>
            <RequireAll>
                Require not host .example.net
                Require all granted
            </RequireAll>
        </Location>
        <Location /c>
            Order deny,allow
            Deny from all
            Allow from 10.1 localhost fe80::1
        </Location>
        """)
            .served(1_000, 0)
            .advised(new NamesInAccessRules());
    assertThat(a.severity()).isEqualTo(Severity.WARNING);
    assertThat(a.what()).isEqualTo("Access rules name 3 hosts");
    assertThat(evidence(a))
        .contains(
            "names in access rules: 3",
            "Require in <RequireAll>: Require not host .example.net",
            "allow in <Location /c>: allow from 10.1 localhost fe80::1",
            "a request takes on average: 0.1 ms");
    assertThat(changes(a)).as("nothing else means the same").isEmpty();
    assertThat(a.why()).contains("forward-dns for that name alone");
  }

  @Test
  void aNameIsNeverReplacedByWhatMeansSomethingElse() {
    for (String rule : List.of("host example.org", "not host example.org", "host localhost")) {
      Finding.Advice a =
          site("LoadModule authz_host_module modules/mod_authz_host.so\n"
                  + "<Location /a>\n<RequireAll>\nRequire all granted\nRequire "
                  + rule
                  + "\n</RequireAll>\n</Location>\n")
              .advised(new NamesInAccessRules());
      assertThat(evidence(a)).as(rule).contains("names in access rules: 1");
      assertThat(changes(a)).as(rule).isEmpty();
    }
  }

  @Test
  void addressesAreNotNames() {
    site("""
    LoadModule authz_host_module modules/mod_authz_host.so
    LoadModule access_compat_module modules/mod_access_compat.so
    <Location /a>
        Require ip 10.1.0.0/16 2001:db8::/32
    </Location>
    <Location /b>
        Order deny,allow
        Deny from all
        Allow from 10.1 192.168.0.0/255.255.0.0 2001:db8::1 env=let_me_in
    </Location>
    """)
        .fine(new NamesInAccessRules());
  }

  @Test
  void lookupsForAllClientsAreForScriptsAtMost() {
    Given given =
        site("""
        LoadModule alias_module modules/mod_alias.so
        ScriptAlias /cgi-bin/ /usr/lib/cgi-bin/
        HostnameLookups Double
        """)
            .served(2_000, 0);
    given.refusals = Map.of("log item %h with HostnameLookups", 1_500L);
    Finding.Advice a = given.advised(new LookupsForAll());
    assertThat(evidence(a))
        .contains(
            "HostnameLookups: HostnameLookups Double",
            "scripts: there are some",
            "of the requests, those that could have no plan for it: 75 %");
    assertThat(changes(a)).containsExactly("httpd.conf:7 HostnameLookups Off");
    site("<Location /status>\nHostnameLookups On\n</Location>\n").fine(new LookupsForAll());
    site("HostnameLookups Off\n").fine(new LookupsForAll());
  }

  // ---- children ----

  @Test
  void rampUpIsReckonedByBothRules() {
    // The guide's own: 100 clients, 5 children, one more a second: 95 seconds.
    Given given =
        site("StartServers 5\nMinSpareServers 1\nServerLimit 200\nMaxRequestWorkers 200\n")
            .mpm("prefork")
            .running();
    given.peaks = new Peaks(100, 99, 0, 100, 8, 1, 1);
    Finding.Advice a = given.advised(new RampUp());
    assertThat(evidence(a))
        .contains(
            "StartServers: 5",
            "children that the peak needs, with its spare ones: 100",
            "one child a second would take: 95 s",
            "1, 2, 4 … 32 a second take: 7 s");
    assertThat(changes(a)).containsExactly("httpd.conf:5 StartServers 100");
    assertThat(RampUp.doubling(0)).isZero();
    assertThat(RampUp.doubling(63)).isEqualTo(6);
    assertThat(RampUp.doubling(64)).isEqualTo(7);
  }

  @Test
  void enoughChildrenFromTheStartNeedNoRampUp() {
    Given given = site("").running();
    given.peaks = new Peaks(100, 5, 0, 100, 0, 0, 1);
    given.fine(new RampUp());
    given.peaks = new Peaks(59, 5, 0, 100, 0, 0, 1);
    assertThat(given.waits(new RampUp())).isEqualTo("60 seconds of service; there were 59");
  }

  @Test
  void burstsOfChildrenAskForMoreSpareOnes() {
    Given given = site("MaxRequestWorkers 400\nMinSpareThreads 25\nMaxSpareThreads 75\n").running();
    given.peaks = new Peaks(600, 180, 0, 300, 6, 0, 1);
    given.fine(new SpawnBursts());
    given.peaks = new Peaks(600, 180, 0, 300, 8, 2, 1);
    Finding.Advice a = given.advised(new SpawnBursts());
    assertThat(evidence(a))
        .contains(
            "seconds in which eight children or more were started: 2",
            "the most in one second: 8",
            "idle workers below which more are started: 25");
    assertThat(changes(a))
        .containsExactly("httpd.conf:7 MaxSpareThreads 225", "httpd.conf:6 MinSpareThreads 200");
  }

  @Test
  void childrenOfFewConnectionsAreCostly() {
    Given given = site("MaxConnectionsPerChild 30\n").running();
    given.started = 363;
    given.ended = 360;
    Finding.Advice a = given.advised(new ShortLives());
    assertThat(a.severity()).isEqualTo(Severity.WARNING);
    assertThat(evidence(a))
        .contains(
            "MaxConnectionsPerChild: 30",
            "children that have ended: 360",
            "a child lives on average: 59.5 s");
    assertThat(changes(a)).containsExactly("httpd.conf:5 MaxConnectionsPerChild 0");
    assertThat(site("MaxConnectionsPerChild 999\n").advised(new ShortLives()).severity())
        .isEqualTo(Severity.ADVICE);
    site("MaxConnectionsPerChild 1000\n").fine(new ShortLives());
    site("").fine(new ShortLives());
  }

  private Given growing(String lines, int percent) {
    Given given = site(lines).running();
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 360; i++) {
      samples.add(sample(i, 5, (100L << 20) + i * ((long) percent << 20) / 360));
    }
    given.samples = samples;
    return given;
  }

  @Test
  void growingMemoryAsksForALimit() {
    Finding.Advice a = growing("", 60).advised(new LeakingMemory());
    assertThat(a.what()).isEqualTo("Memory has grown by 42 % within the hour");
    assertThat(evidence(a))
        .contains("memory in the first quarter of the hour: 107 MB", "in the last quarter: 152 MB");
    assertThat(changes(a)).containsExactly("httpd.conf:0 MaxConnectionsPerChild 10000");
    growing("", 10).fine(new LeakingMemory());
    growing("MaxConnectionsPerChild 10000\n", 60).fine(new LeakingMemory());
    assertThat(site("").running().waits(new LeakingMemory())).contains("for 0 minutes");
  }

  // ---- connections ----

  @Test
  void keepAliveOfMoreThanAMinuteIsTooLong() {
    Given given =
        site("KeepAliveTimeout 120\n"
                + "<VirtualHost *:80>\n"
                + "KeepAliveTimeout 300000ms\n"
                + "</VirtualHost>\n")
            .served(1_000, 0);
    given.reused = 400;
    Finding.Advice a = given.advised(new KeepAliveWaits());
    assertThat(a.severity()).isEqualTo(Severity.WARNING);
    assertThat(a.what()).isEqualTo("Connections may wait for 300 seconds");
    assertThat(evidence(a))
        .contains(
            "KeepAliveTimeout, at most: 300 s",
            "of the requests, those on a connection that had one before: 40 %");
    assertThat(changes(a)).containsExactly("httpd.conf:5 KeepAliveTimeout 5");
  }

  @Test
  void longWaitsThatAreForNothingAreToo() {
    Given given = site("KeepAliveTimeout 30\n").served(1_000, 0);
    given.reused = 50;
    Finding.Advice a = given.advised(new KeepAliveWaits());
    assertThat(a.severity()).isEqualTo(Severity.ADVICE);
    assertThat(changes(a)).containsExactly("httpd.conf:5 KeepAliveTimeout 5");
    given.reused = 600;
    given.fine(new KeepAliveWaits());
    site("").fine(new KeepAliveWaits());
    assertThat(site("KeepAliveTimeout 30\n").waits(new KeepAliveWaits()))
        .contains("had one before");
  }

  @Test
  void eventIsTheModelForAll() {
    Given given = site("").mpm("prefork").running();
    given.keptSlots = 30;
    given.slots = 40;
    Finding.Advice a = given.advised(new ModelByModule());
    assertThat(evidence(a))
        .contains("the MPM is: prefork", "of the slots, held by waiting connections: 75 %");
    assertThat(changes(a))
        .containsExactly("httpd.conf:1 LoadModule mpm_event_module modules/mod_mpm_event.so");
    site("").fine(new ModelByModule());
  }

  @Test
  void waitingConnectionsHoldTheSlotsOfWorker() {
    Given given = site("").mpm("worker").served(2_000, 0);
    given.keptSlots = 30;
    Finding.Advice a = given.advised(new WorkerSlots());
    assertThat(evidence(a))
        .contains("slots: 75", "of them, held by waiting connections: 40 %", "ThreadsPerChild: 25");
    given.keptSlots = 5;
    given.fine(new WorkerSlots());
    site("").fine(new WorkerSlots());
  }

  @Test
  void connectionsFindRoomWhileWorkersAreIdle() {
    Given given = site("").running();
    given.pauses = 12;
    given.peaks = new Peaks(100, 40, 0, 900, 0, 0, 0.5);
    Finding.Advice a = given.advised(new ConnectionsPerWorker());
    assertThat(evidence(a))
        .contains(
            "times that accepting stopped: 12",
            "connections at once, at most: 900",
            "of the workers, busy at most: 10 %");
    assertThat(changes(a)).containsExactly("httpd.conf:0 AsyncRequestWorkerFactor 4");
    given.peaks = new Peaks(100, 300, 0, 900, 0, 0, 0.5);
    given.fine(new ConnectionsPerWorker());
    site("").mpm("worker").fine(new ConnectionsPerWorker());
  }

  @Test
  void preforkProtectsNothing() {
    Finding.Advice a =
        site("MaxRequestWorkers 150\n").mpm("prefork").advised(new OneSlotChildren());
    assertThat(evidence(a))
        .contains(
            "children for MaxRequestWorkers: 150", "modules of httpd that are left out: none");
    site("").fine(new OneSlotChildren());
  }

  @Test
  void oneEventLoopAcceptsForAnAddress() {
    Given given = site("ListenCoresBucketsRatio 4\n").running();
    Finding.Advice a = given.advised(new IdleWakeUps());
    assertThat(evidence(a))
        .contains("children: 3", "threads that wait for a connection on an address: 1");
    assertThat(changes(a)).containsExactly("httpd.conf:5 # ListenCoresBucketsRatio 4");
    site("").fine(new IdleWakeUps());
  }

  @Test
  void severalAddressesCostNoLock() {
    Given given = site("Listen 8080\nListen 8081\n").mpm("prefork").served(3_000, 0);
    given.reused = 1_000;
    Finding.Advice a = given.advised(new SeveralListens());
    assertThat(evidence(a))
        .contains(
            "Listen directives: 2",
            "connections: 2,000",
            "calls that httpd would have made for the lock around accept: 6,000",
            "calls that Stoker has made for one: 0");
    site("Listen 8080\n").fine(new SeveralListens());
  }

  @Test
  void thereIsNoLockAroundAccept() {
    Finding.Advice a = site("Mutex sem mpm-accept\n").mpm("worker").advised(new AcceptMutex());
    assertThat(evidence(a)).contains("Mutex: Mutex sem mpm-accept", "locks around accept: 0");
    assertThat(changes(a)).containsExactly("httpd.conf:5 # Mutex sem mpm-accept");
    site("LoadModule rewrite_module modules/mod_rewrite.so\nMutex sem rewrite-map\n")
        .fine(new AcceptMutex());
  }

  @Test
  void fullQueuesAreTold() {
    Given given = site("ListenBacklog 128\n").running();
    given.fine(new AcceptQueue());
    given.overflows = 1_234;
    Finding.Advice a = given.advised(new AcceptQueue());
    assertThat(a.what()).isEqualTo("1,234 connections found a queue full");
    assertThat(changes(a)).containsExactly("httpd.conf:5 ListenBacklog 512");
    given.backlog = 64;
    assertThat(given.advised(new AcceptQueue()).why()).contains("somaxconn=128");
  }

  @Test
  void hostsByAddressNeedTheAddressOfEachConnection() {
    String host = "<VirtualHost 127.0.0.1:80>\nServerName a.example.com\n</VirtualHost>\n";
    Given given = site(host).served(2_000, 0);
    given.reused = 200;
    Finding.Advice a = given.advised(new LocalAddresses());
    assertThat(evidence(a))
        .contains(
            "virtual hosts by address: 1",
            "connections: 1,800",
            "calls for the local address, for a request: 0.9 calls");
    given.reused = 1_800;
    given.fine(new LocalAddresses());
    site("<VirtualHost *:80>\n</VirtualHost>\n").fine(new LocalAddresses());
  }

  // ---- modules, status, logs ----

  @Test
  void modulesWithoutUseAreNamed() {
    Given given =
        site("""
        LoadModule alias_module modules/mod_alias.so
        LoadModule env_module modules/mod_env.so
        LoadModule expires_module modules/mod_expires.so
        LoadModule deflate_module modules/mod_deflate.so
        LoadModule status_module modules/mod_status.so
        LoadModule info_module modules/mod_info.so
        Alias /x /srv/x
        SetOutputFilter DEFLATE
        <Location /server-status>
            SetHandler server-status
        </Location>
        """)
            .served(2_000, 1_500);
    Finding.Advice a = given.advised(new UnusedModules());
    assertThat(a.what()).isEqualTo("3 modules are loaded, and nothing uses them");
    assertThat(evidence(a))
        .contains(
            "modules without a use: 3",
            "of the requests, answered from a plan without any hook: 75 %");
    assertThat(changes(a))
        .containsExactly(
            "httpd.conf:6 # LoadModule env_module modules/mod_env.so",
            "httpd.conf:7 # LoadModule expires_module modules/mod_expires.so",
            "httpd.conf:10 # LoadModule info_module modules/mod_info.so");
    site("").fine(new UnusedModules());
  }

  @Test
  void extendedStatusIsALookAtTheClock() {
    Finding.Advice a =
        site("ExtendedStatus On\n").served(2_000, 0).advised(new ExtendedStatusCost(() -> 25));
    assertThat(a.severity()).isEqualTo(Severity.NOTE);
    assertThat(evidence(a))
        .contains(
            "a look at the clock takes: 25 ns",
            "a request takes on average: 100 µs",
            "of which that is: 0.025 %");
    assertThat(changes(a)).isEmpty();
    Finding.Advice slow =
        site("ExtendedStatus On\n").served(2_000, 0).advised(new ExtendedStatusCost(() -> 2_000));
    assertThat(changes(slow)).containsExactly("httpd.conf:5 ExtendedStatus Off");
    site("").served(2_000, 0).fine(new ExtendedStatusCost());
    assertThat(site("ExtendedStatus On\n").waits(new ExtendedStatusCost()))
        .contains("how long requests take");
    assertThat(ClockTrial.nanos()).isPositive();
  }

  @Test
  void linesAreWrittenInBatchesAnyway() {
    Finding.Advice a = site("BufferedLogs On\n").served(5_000, 0).advised(new LogWrites());
    assertThat(evidence(a)).contains("requests: 5,000", "lines that were dropped: 0");
    assertThat(changes(a)).containsExactly("httpd.conf:5 BufferedLogs Off");
    site("").served(5_000, 0).fine(new LogWrites());
  }

  @Test
  void droppedLinesAreAWarning() {
    Given given = site("").served(5_000, 0);
    given.dropped = 42;
    Finding.Advice a = given.advised(new LogWrites());
    assertThat(a.severity()).isEqualTo(Severity.WARNING);
    assertThat(a.what()).startsWith("42 lines");
    assertThat(changes(a)).containsExactly("httpd.conf:0 StokerLogOverflow wait");
  }

  @Test
  void everyServerShouldHaveALog() {
    Finding.Advice a =
        site("""
        <VirtualHost *:80>
            ServerName a.example.com
            CustomLog logs/a common
        </VirtualHost>
        <VirtualHost *:80>
            ServerName b.example.com
        </VirtualHost>
        """)
            .advised(new AccessLogs());
    assertThat(evidence(a)).contains("servers without one: 2", "no access log: b.example.com:80");
    assertThat(changes(a).getFirst()).startsWith("httpd.conf:0 CustomLog logs/access_log");
    site("CustomLog logs/access_log common\n").fine(new AccessLogs());
  }
}
