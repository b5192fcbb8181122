package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Machine;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SR-005: a release of the system that is still looked after */
@AutoService(Rule.class)
public final class CurrentSystem implements Rule {

  @Override
  public String id() {
    return "SR-005";
  }

  @Override
  public String looksAt() {
    return "releases of system, kernel and Java against the ends of their support";
  }

  /** The kernel that brought openat2, by which a path is walked in one call. */
  private static final int[] OPENAT2 = {5, 6};

  @Override
  public Finding judge(Site site) {
    Machine machine = site.machine();
    Machine.OperatingSystem system = machine.system();
    LocalDate end = system.supportEnd();
    if (end == null) {
      end = EndOfLife.of(system.id(), system.version());
    }
    LocalDate javaEnd = EndOfLife.of("java", Integer.toString(machine.jvm().feature()));
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.text("system", system.name()));
    evidence.add(Evidence.text("kernel", system.kernel()));
    evidence.add(Evidence.text("Java", machine.jvm().version()));
    if (end != null) {
      evidence.add(Evidence.text("the system is looked after until", end.toString()));
    }
    if (end != null && end.isBefore(machine.today())) {
      return ended(system.name(), end, evidence);
    }
    if (javaEnd != null && javaEnd.isBefore(machine.today())) {
      return ended("Java " + machine.jvm().feature(), javaEnd, evidence);
    }
    if (isOlder(system.kernel())) {
      return Finding.advice(
          Severity.ADVICE,
          "The kernel is older than Linux 5.6",
          "A newer one walks a whole path in one call (openat2); with this one each name of it is"
              + " looked at.",
          evidence,
          List.of());
    }
    return Finding.fine("system and Java are current", evidence.toArray(Evidence[]::new));
  }

  private static Finding ended(String what, LocalDate end, List<Evidence> evidence) {
    return Finding.advice(
        Severity.WARNING,
        what + " is not looked after since " + end,
        "Newer releases have faster network and file systems, and get their faults mended.",
        evidence,
        List.of());
  }

  private static boolean isOlder(String kernel) {
    Matcher m = Pattern.compile("(\\d+)\\.(\\d+).*").matcher(kernel);
    if (!m.matches()) {
      return false;
    }
    int major = Integer.parseInt(m.group(1));
    return major < OPENAT2[0] || (major == OPENAT2[0] && Integer.parseInt(m.group(2)) < OPENAT2[1]);
  }
}
