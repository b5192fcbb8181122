package io.stoker.admin;

import io.stoker.api.Product;
import io.stoker.mpm.HostTraffic;
import io.stoker.runtime.ConfigHistory;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.view.DirectiveView;
import io.stoker.runtime.view.Revision;
import io.stoker.runtime.view.ServedConfiguration;
import io.stoker.runtime.view.VirtualHost;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The pages of the console: each shows what the endpoints tell. */
@Controller
final class Pages {

  private static final int REVISIONS = 200;

  /**
   * A row of the table of hosts.
   *
   * @param millis that a request took on average
   */
  record HostRow(
      String label,
      String names,
      @Nullable String root,
      @Nullable String where,
      long requests,
      long errors,
      long bytes,
      double millis) {}

  private final ContentPlane plane;
  private final ConfigLock lock;

  Pages(ContentPlane plane, ConfigLock lock) {
    this.plane = plane;
    this.lock = lock;
  }

  private @Nullable ServedConfiguration served() {
    return plane.configuration();
  }

  // ---- now ----

  @GetMapping("/")
  String overview(Model model) {
    if (served() == null && plane.broken() != null) {
      return "redirect:/config"; // there is nothing to see but the line to mend
    }
    model.addAttribute("version", Product.VERSION);
    model.addAttribute("status", plane.status());
    model.addAttribute("listening", plane.status().shown());
    return "overview";
  }

  @GetMapping("/scoreboard")
  String scoreboard(Model model) {
    model.addAttribute("board", Board.of(plane.children()));
    return "scoreboard";
  }

  @GetMapping("/hosts")
  String hosts(Model model) {
    model.addAttribute("hosts", hosts(plane));
    return "hosts";
  }

  /** The hosts with what was answered for them. */
  static List<HostRow> hosts(ContentPlane plane) {
    ServedConfiguration served = plane.configuration();
    Map<String, HostTraffic> traffic =
        plane.children().traffic().hosts().stream()
            .collect(Collectors.toMap(HostTraffic::host, Function.identity()));
    return served == null
        ? List.of()
        : served.hosts().stream().map(host -> row(host, traffic.get(host.label()))).toList();
  }

  private static HostRow row(VirtualHost host, @Nullable HostTraffic had) {
    return new HostRow(
        host.label(),
        String.join(" ", host.aliases()),
        host.documentRoot(),
        host.position() == null ? null : host.position().toString(),
        had == null ? 0 : had.requests(),
        had == null ? 0 : errors(had),
        had == null ? 0 : had.bytes(),
        had == null || had.requests() == 0 ? 0 : had.seconds() * 1000 / had.requests());
  }

  private static long errors(HostTraffic host) {
    long sum = 0;
    for (HostTraffic.Method method : HostTraffic.Method.values()) {
      sum += host.requests(method, 5);
    }
    return sum;
  }

  @GetMapping("/plans")
  String plans(Model model) {
    model.addAttribute("plans", plane.plans());
    return "plans";
  }

  // ---- the configuration ----

  @GetMapping("/directives")
  String directives(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "false") boolean all,
      Model model) {
    ServedConfiguration served = served();
    model.addAttribute("q", q);
    model.addAttribute("all", all);
    model.addAttribute("directives", served == null ? List.of() : directives(served, q, all));
    return "directives";
  }

  /** Those that a line says, or all, with the words in their names, modules or values. */
  static List<DirectiveView> directives(ServedConfiguration served, String q, boolean all) {
    String wanted = q.toLowerCase(Locale.ROOT).strip();
    return served.directives().stream()
        .filter(d -> all || d.isSet())
        .filter(d -> wanted.isEmpty() || mentions(d, wanted))
        .toList();
  }

  private static boolean mentions(DirectiveView d, String wanted) {
    return d.name().toLowerCase(Locale.ROOT).contains(wanted)
        || d.module().contains(wanted)
        || d.uses().stream().anyMatch(u -> u.value().toLowerCase(Locale.ROOT).contains(wanted));
  }

  @GetMapping("/history")
  Mono<String> history(@RequestParam @Nullable Long revision, Model model) {
    return Mono.fromCallable(() -> readHistory(revision, model))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private String readHistory(@Nullable Long revision, Model model) throws IOException {
    plane.reloader().awaitHistory();
    ConfigHistory kept = plane.reloader().history();
    List<Revision> all = kept == null ? List.of() : kept.list(REVISIONS);
    model.addAttribute("isKept", kept != null);
    model.addAttribute("locked", lock.reason());
    model.addAttribute("isLocked", lock.isLocked());
    model.addAttribute("revisions", all);
    if (kept != null && revision != null) {
      model.addAttribute("shown", revision);
      model.addAttribute("diff", diff(revision));
    }
    return "history";
  }

  private String diff(long revision) throws IOException {
    return Objects.requireNonNullElse(plane.reloader().diff(revision - 1, revision), "");
  }
}
