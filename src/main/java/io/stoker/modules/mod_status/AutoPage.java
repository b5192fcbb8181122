package io.stoker.modules.mod_status;

import io.stoker.api.ChildStatus;
import io.stoker.api.Core;
import io.stoker.api.Exchange;
import io.stoker.api.ProcessStatus;
import io.stoker.api.Product;
import java.util.List;

/** {@code ?auto}: a line for each value, with the names that programs have known for decades. */
final class AutoPage {

  private static final List<String> LOADS = List.of("Load1", "Load5", "Load15");

  private final Exchange x;
  private final Standing s;

  AutoPage(Exchange x, Standing standing) {
    this.x = x;
    this.s = standing;
  }

  void write(StringBuilder page) {
    ProcessStatus process = s.process();
    page.append(x.serverName()).append('\n');
    line(page, "ServerVersion", Product.banner(x.server().get(Core.SERVER_TOKENS)));
    line(page, "ServerMPM", s.settings().kind().word());
    line(page, "Server Built", Product.built());
    line(page, "CurrentTime", Standing.time(s.nowMicros()));
    line(page, "RestartTime", Standing.time(process.startedMicros()));
    line(page, "ParentServerConfigGeneration", process.configGeneration());
    line(page, "ParentServerMPMGeneration", process.mpmGeneration());
    line(page, "ServerUptimeSeconds", s.upSeconds());
    page.append("ServerUptime:").append(s.upTime()).append('\n');
    for (int i = 0; i < LOADS.size(); i++) {
      line(page, LOADS.get(i), Figures.fixed(process.loads().get(i), 2));
    }
    if (s.isExtended()) {
      writeExtended(page);
    }
    line(page, "BusyWorkers", s.sum(Standing::busy));
    line(page, "GracefulWorkers", s.sum(Standing::graceful));
    line(page, "IdleWorkers", s.sum(Standing::idle));
    if (s.isEvent()) {
      writeConnections(page);
    }
    line(page, "Scoreboard", s.letters());
  }

  private void writeExtended(StringBuilder page) {
    ProcessStatus process = s.process();
    long requests = s.totals().accesses();
    line(page, "Total Accesses", requests);
    line(page, "Total kBytes", s.kilobytes());
    line(page, "Total Duration", s.durationMillis());
    line(page, "CPUUser", Figures.g(process.userSeconds()));
    line(page, "CPUSystem", Figures.g(process.systemSeconds()));
    line(page, "CPUChildrenUser", Figures.g(process.childrenUserSeconds()));
    line(page, "CPUChildrenSystem", Figures.g(process.childrenSystemSeconds()));
    boolean up = s.upSeconds() > 0;
    if (up && s.cpuSeconds() > 0) {
      line(page, "CPULoad", Figures.g(s.cpuPercent()));
    }
    line(page, "Uptime", s.upSeconds());
    if (up) {
      line(page, "ReqPerSec", Figures.g(s.requestsPerSecond()));
      line(page, "BytesPerSec", Figures.g(s.bytesPerSecond()));
    }
    if (requests > 0) {
      line(page, "BytesPerReq", Figures.g(s.bytesPerRequest()));
      line(page, "DurationPerReq", Figures.g(s.millisPerRequest()));
    }
  }

  private void writeConnections(StringBuilder page) {
    line(page, "Processes", s.processes());
    line(page, "Stopping", s.stopping());
    line(page, "ConnsTotal", s.sum(ChildStatus::connections));
    line(page, "ConnsAsyncWaitIO", s.sum(ChildStatus::waitingForInput));
    line(page, "ConnsAsyncWriting", s.sum(ChildStatus::writing));
    line(page, "ConnsAsyncKeepAlive", s.sum(ChildStatus::keepAlive));
    line(page, "ConnsAsyncClosing", s.sum(ChildStatus::closing));
  }

  private static void line(StringBuilder page, String name, Object value) {
    page.append(name).append(": ").append(value).append('\n');
  }
}
