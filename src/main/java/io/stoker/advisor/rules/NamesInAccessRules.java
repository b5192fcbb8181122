package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Measures;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import io.stoker.runtime.view.DirectiveUse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** SR-010: host names in access rules */
@AutoService(Rule.class)
public final class NamesInAccessRules implements Rule {

  @Override
  public String id() {
    return "SR-010";
  }

  @Override
  public String looksAt() {
    return "names in `Require host`, `Allow`, `Deny`";
  }

  /** Words that are no names: addresses, networks, and what the directives have of their own. */
  private static final Pattern NO_NAME =
      Pattern.compile("(?i)from|all|env=.*|[0-9./]+|[0-9a-f.]*:[0-9a-f:./]*");

  private static final Pattern REQUIRE = Pattern.compile("(?i)(?:not\\s+)?host\\s+(.*)");

  @Override
  public Finding judge(Site site) {
    List<Evidence> evidence = new ArrayList<>();
    int names = 0;
    for (DirectiveUse use : site.configured().uses("Require")) {
      Matcher m = REQUIRE.matcher(use.value().strip());
      if (m.matches()) {
        names += m.group(1).strip().split("\\s+").length;
        evidence.add(Evidence.line(use));
      }
    }
    for (String directive : List.of("Allow", "Deny")) {
      for (DirectiveUse use : site.configured().uses(directive)) {
        List<String> found = names(use.value());
        if (!found.isEmpty()) {
          names += found.size();
          evidence.add(Evidence.line(use));
        }
      }
    }
    if (evidence.isEmpty()) {
      return Finding.fine("access rules name addresses alone");
    }
    evidence.addFirst(Evidence.count("names in access rules", names));
    Measures live = site.live();
    if (live != null) {
      evidence.add(Evidence.of("a request takes on average", Means.millis(live), "ms"));
    }
    return Finding.advice(
        Severity.WARNING,
        evidence.size() == 2 || names == 1
            ? "An access rule names a host"
            : "Access rules name %d hosts".formatted(names),
        "For a name, the name of the client's address is looked up, and then the addresses of that"
            + " name: httpd was measured to make 38 calls for a connection instead of 16, and a"
            + " name server's time adds to that. Addresses need none of it. Which addresses are"
            + " meant only the administrator knows: host is for all names below one too,"
            + " forward-dns for that name alone, and local for every address of this machine.",
        evidence,
        List.of());
  }

  private static List<String> names(String value) {
    return Stream.of(value.strip().split("\\s+"))
        .filter(word -> !NO_NAME.matcher(word.replaceFirst("^!", "")).matches())
        .toList();
  }
}
