package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Change;
import io.stoker.advisor.DocumentRoot;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** SR-034: whether sendfile sends what is there */
@AutoService(Rule.class)
public final class SendfileCheck implements Rule {

  @Override
  public String id() {
    return "SR-034";
  }

  @Override
  public String looksAt() {
    return "`EnableSendfile`, with a file of the document root that is sent to itself";
  }

  /** What came of sending a file. */
  enum Result {
    SAME,
    DIFFERENT,
    /** No file, or no connection to oneself. */
    UNTRIED
  }

  private final Function<String, Result> trial;

  /** Sends a file of the document root to itself. */
  public SendfileCheck() {
    this(SendfileTrial::of);
  }

  /** With another way of sending a file of that directory. */
  SendfileCheck(Function<String, Result> trial) {
    this.trial = trial;
  }

  @Override
  public Finding judge(Site site) {
    List<DocumentRoot> sent =
        site.configured().roots().stream().filter(r -> r.itself().sendsByKernel()).toList();
    if (sent.isEmpty()) {
      return Finding.fine("EnableSendfile is Off");
    }
    List<Evidence> evidence = new ArrayList<>();
    List<DocumentRoot> broken = new ArrayList<>();
    int tried = 0;
    for (DocumentRoot root : sent) {
      Result result = trial.apply(root.path());
      tried += result == Result.UNTRIED ? 0 : 1;
      if (result == Result.DIFFERENT) {
        broken.add(root);
      }
      String text =
          switch (result) {
            case SAME -> "came as it is";
            case DIFFERENT -> "came as something else";
            case UNTRIED -> "there is none to try with";
          };
      evidence.add(Evidence.text("a file of " + root.path(), text));
    }
    if (tried == 0) {
      return new Finding.Waiting("a file in a document root to send to itself");
    }
    if (broken.isEmpty()) {
      return Finding.fine(
          "what sendfile sends is what is there", evidence.toArray(Evidence[]::new));
    }
    return Finding.advice(
        Severity.WARNING,
        "sendfile sends other bytes than the file has",
        "A file of the document root was sent over a connection of this machine to itself, and its"
            + " checksum was not the same there. Some file systems and drivers are so.",
        evidence,
        List.of(Change.set(site.configured(), "EnableSendfile", "Off")));
  }
}
