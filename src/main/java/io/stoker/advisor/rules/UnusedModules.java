package io.stoker.advisor.rules;

import com.google.auto.service.AutoService;
import io.stoker.advisor.Change;
import io.stoker.advisor.Configured;
import io.stoker.advisor.Evidence;
import io.stoker.advisor.Finding;
import io.stoker.advisor.Measures;
import io.stoker.advisor.Rule;
import io.stoker.advisor.Severity;
import io.stoker.advisor.Site;
import io.stoker.runtime.view.DirectiveUse;
import io.stoker.runtime.view.DirectiveView;
import io.stoker.runtime.view.ModuleView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** SR-055: modules that are loaded for nothing */
@AutoService(Rule.class)
public final class UnusedModules implements Rule {

  @Override
  public String id() {
    return "SR-055";
  }

  @Override
  public String looksAt() {
    return "modules whose directives, handlers and names nothing uses";
  }

  /** Modules that act without a directive, or whose directives act while files are read. */
  private static final Set<String> ALWAYS =
      Set.of(
          "core",
          "http_core",
          "mod_so",
          "mod_unixd",
          "mod_mime",
          "mod_dir",
          "mod_authz_core",
          "mod_authn_core",
          "mod_log_config",
          "mod_version",
          "mod_macro",
          "mod_watchdog",
          "mod_reqtimeout");

  /** What else than a directive uses a module: words in the values of others. */
  private static final Map<String, Pattern> WORDS =
      Map.ofEntries(
          words("mod_status", "server-status"),
          words("mod_info", "server-info"),
          words("mod_cgi", "cgi-script|ExecCGI"),
          words("mod_cgid", "cgi-script|ExecCGI"),
          words("mod_asis", "send-as-is"),
          words("mod_negotiation", "type-map|MultiViews"),
          words("mod_include", "includes|includesnoexec|server-parsed"),
          words("mod_autoindex", "indexes"),
          words("mod_auth_basic", "basic"),
          words("mod_authn_file", "basic|digest|form|file"),
          words("mod_authz_user", "user|valid-user"),
          words("mod_authz_groupfile", "group|file-group"),
          words("mod_authz_owner", "file-owner|file-group"),
          words("mod_authz_host", "ip|host|local|forward-dns"),
          words("mod_logio", ".*%[^ ]*[IOS].*"));

  private static Map.Entry<String, Pattern> words(String module, String words) {
    return Map.entry(module, Pattern.compile("(?i)[+]?(" + words + ")"));
  }

  @Override
  public Finding judge(Site site) {
    Configured configured = site.configured();
    Set<String> said = new HashSet<>();
    Set<String> values = new HashSet<>();
    for (DirectiveView view : configured.directives()) {
      for (DirectiveUse use : view.uses()) {
        said.add(view.module());
        values.addAll(List.of(use.value().split("[\\s\";]+")));
      }
    }
    List<ModuleView> unused =
        configured.served().modules().stream()
            .filter(m -> m.isLoaded() && !m.isStatic())
            .filter(m -> !ALWAYS.contains(m.name()) && !m.name().startsWith("mpm_"))
            .filter(m -> !said.contains(m.name()) && !isNamed(configured, m.name(), values))
            .toList();
    if (unused.isEmpty()) {
      return Finding.fine("every module that is loaded is used");
    }
    return advice(site, unused);
  }

  /** Whether a value has one of its handlers, or of the names that it offers to others. */
  private static boolean isNamed(Configured configured, String module, Set<String> values) {
    Pattern words = WORDS.get(module);
    if (words != null && values.stream().anyMatch(v -> words.matcher(v).matches())) {
      return true;
    }
    return configured.snapshot().modules().stream()
        .filter(m -> m.name().equals(module))
        .flatMap(m -> m.extensions().stream())
        .anyMatch(e -> values.stream().anyMatch(v -> v.equalsIgnoreCase(e.name())));
  }

  private static Finding advice(Site site, List<ModuleView> unused) {
    Configured configured = site.configured();
    List<Evidence> evidence = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    evidence.add(Evidence.count("modules without a use", unused.size()));
    evidence.add(
        Evidence.count(
            "of their hooks run for requests without a plan",
            unused.stream().mapToInt(m -> m.hooks().size()).sum()));
    for (ModuleView module : unused) {
      DirectiveUse line = configured.loading(module.identifier());
      if (line != null) {
        evidence.add(Evidence.line(line));
        changes.add(Change.remove(line));
      }
    }
    Measures live = site.live();
    if (live != null) {
      evidence.add(
          Evidence.share(
              "of the requests, answered from a plan without any hook",
              live.plans().hits(),
              live.totals().accesses()));
    }
    boolean reads = configured.roots().stream().anyMatch(r -> r.accessFiles() > 0);
    return Finding.advice(
        Severity.NOTE,
        unused.size() == 1
            ? unused.getFirst().name() + " is loaded, and nothing uses it"
            : "%d modules are loaded, and nothing uses them".formatted(unused.size()),
        "What is not there cannot go wrong. The saving is small: a hook without work, for requests"
            + " that no plan answers"
            + (reads ? ". Access files may use them: look before you take one out." : "."),
        evidence,
        changes);
  }
}
