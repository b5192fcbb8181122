package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Change;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Machine;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import java.util.List;

/** SR-070: connections that wait to be accepted */
@AutoService(Rule.class)
public final class AcceptQueue implements Rule {

  @Override
  public String id() {
    return "SR-070";
  }

  @Override
  public String looksAt() {
    return "`ListenBacklog`, net.core.somaxconn, connections that found a queue full";
  }

  @Override
  public Finding judge(Site site) {
    Machine machine = site.machine();
    int asked = site.configured().mpm().listenBacklog();
    List<Evidence> evidence =
        List.of(
            Evidence.count("ListenBacklog", asked),
            Evidence.count("net.core.somaxconn, which bounds it", machine.backlog()),
            Evidence.count(
                "connections that found a queue of this machine full", machine.queueOverflows()));
    if (site.live() == null) {
      return Finding.running("whether connections find the queue full");
    }
    boolean isCut = machine.backlog() > 0 && machine.backlog() < asked;
    if (machine.queueOverflows() == 0 && !isCut) {
      return Finding.fine("connections find room in the queue", evidence.toArray(Evidence[]::new));
    }
    if (isCut) {
      return Finding.advice(
          Severity.ADVICE,
          "The kernel makes the queue of connections shorter than ListenBacklog",
          "sysctl net.core.somaxconn=%d lets it be as long as is asked for.".formatted(asked),
          evidence,
          List.of());
    }
    int more = Math.min(Math.max(machine.backlog(), asked), 4 * asked);
    return Finding.advice(
        Severity.WARNING,
        "%,d connections found a queue full".formatted(machine.queueOverflows()),
        "Whoever finds it full tries again after a second and longer: more than the 100 ms that a"
            + " lock around accept may cost, which there is none of. All listening programs of the"
            + " machine are counted together.",
        evidence,
        more > asked
            ? List.of(Change.set(site.configured(), "ListenBacklog", Integer.toString(more)))
            : List.of());
  }
}
