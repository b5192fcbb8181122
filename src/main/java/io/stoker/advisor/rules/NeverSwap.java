package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Machine;
import io.stoker.advisor.Measures;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import java.util.ArrayList;
import java.util.List;

/** SR-001: the process fits into its memory */
@AutoService(Rule.class)
public final class NeverSwap implements Rule {

  @Override
  public String id() {
    return "SR-001";
  }

  @Override
  public String looksAt() {
    return "heap and buffers of the JVM against the control group's limit or the "
        + "machine's memory; swap";
  }

  @Override
  public Finding judge(Site site) {
    Machine machine = site.machine();
    Machine.Jvm jvm = machine.jvm();
    if (machine.bound() == 0) {
      return new Finding.Waiting("a system that tells how much memory it has");
    }
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        Evidence.bytes(
            machine.limit() > 0 ? "the control group's limit" : "memory of the machine",
            machine.bound()));
    evidence.add(Evidence.bytes("heap, at most", jvm.heap()));
    evidence.add(Evidence.bytes("buffers outside of it, at most", jvm.direct()));
    evidence.add(Evidence.bytes("code, classes and stacks, about", Machine.Jvm.OVERHEAD));
    evidence.add(Evidence.bytes("all of that", jvm.total()));
    Measures live = site.live();
    if (live != null) {
      evidence.add(Evidence.bytes("the process has now", machine.resident()));
      evidence.add(Evidence.bytes("of the process in swap", machine.swapped()));
    }
    if (live != null && machine.swapped() > 0) {
      return Finding.advice(
          Severity.WARNING,
          Evidence.size(machine.swapped()) + " of the server are in swap",
          "A request that needs what was swapped out waits for the disk, and those behind it wait"
              + " for the request. Less heap (STOKER_MEMORY), fewer workers, or other programs"
              + " elsewhere.",
          evidence,
          List.of());
    }
    if (jvm.total() > machine.bound()) {
      return tooMuch(machine, evidence);
    }
    return Finding.fine("the process fits into its memory", evidence.toArray(Evidence[]::new));
  }

  private static Finding tooMuch(Machine machine, List<Evidence> evidence) {
    Machine.Jvm jvm = machine.jvm();
    String flags =
        "STOKER_MEMORY=-Xmx%dm STOKER_DIRECT_MEMORY=%dm"
            .formatted(
                machine.bound() * Machine.Jvm.HEAP_PERCENT / 100 >> 20,
                machine.bound() * Machine.Jvm.DIRECT_PERCENT / 100 >> 20);
    evidence.add(Evidence.text("in the environment of the launcher", flags));
    return Finding.advice(
        Severity.WARNING,
        "The server may come to %s, and has %s"
            .formatted(Evidence.size(jvm.total()), Evidence.size(machine.bound())),
        machine.limit() > 0
            ? "Beyond the limit the kernel ends the process, with all connections."
            : "Beyond its memory the machine swaps, which is worse than a client that waits.",
        evidence,
        List.of());
  }
}
