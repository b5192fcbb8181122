package io.stoker.admin;

import io.stoker.api.Product;
import io.stoker.mpm.HostTraffic;
import io.stoker.runtime.ConfigHistory;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.view.ConfigFile;
import io.stoker.runtime.view.ConfigText;
import io.stoker.runtime.view.DirectiveView;
import io.stoker.runtime.view.Revision;
import io.stoker.runtime.view.ServedConfiguration;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
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

  /**
   * A file in the list of files.
   *
   * @param label its path without what all of them have in common
   * @param note what is to be known of it; empty for nothing
   */
  record FileRow(String path, String label, String note) {

    static List<FileRow> of(List<ConfigFile> files) {
      int common = commonFolder(files);
      return files.stream()
          .map(f -> new FileRow(f.path(), f.path().substring(common), note(f)))
          .toList();
    }

    private static int commonFolder(List<ConfigFile> files) {
      String first = files.getFirst().path();
      int common = first.lastIndexOf('/') + 1;
      for (ConfigFile file : files) {
        while (!file.path().startsWith(first.substring(0, common))) {
          common = first.lastIndexOf('/', common - 2) + 1;
        }
      }
      return common;
    }

    private static String note(ConfigFile file) {
      return switch (file.state()) {
        case CHANGED -> "changed on disk since it was read";
        case MISSING -> "no longer on disk";
        case SAME -> file.isWritable() ? "" : "read-only";
      };
    }
  }

  private final ContentPlane plane;
  private final ConfigChanges changes;

  Pages(ContentPlane plane, ConfigChanges changes) {
    this.plane = plane;
    this.changes = changes;
  }

  private @Nullable ServedConfiguration served() {
    return plane.configuration();
  }

  // ---- now ----

  @GetMapping("/")
  String overview(Model model) {
    model.addAttribute("version", Product.VERSION);
    model.addAttribute("status", plane.status());
    model.addAttribute("listening", plane.status().shown());
    return "overview";
  }

  @GetMapping("/scoreboard")
  String scoreboard(Model model) {
    board(model);
    return "scoreboard";
  }

  /** The part of the page that changes. */
  @GetMapping("/scoreboard/board")
  String board(Model model) {
    model.addAttribute("board", Board.of(plane.children()));
    return "scoreboard :: board";
  }

  @GetMapping("/hosts")
  String hosts(Model model) {
    ServedConfiguration served = served();
    Map<String, HostTraffic> traffic =
        plane.children().traffic().hosts().stream()
            .collect(Collectors.toMap(HostTraffic::host, Function.identity()));
    model.addAttribute(
        "hosts",
        served == null
            ? List.of()
            : served.hosts().stream()
                .map(
                    host -> {
                      HostTraffic had = traffic.get(host.label());
                      return new HostRow(
                          host.label(),
                          String.join(" ", host.aliases()),
                          host.documentRoot(),
                          host.position() == null ? null : host.position().toString(),
                          had == null ? 0 : had.requests(),
                          had == null ? 0 : errors(had),
                          had == null ? 0 : had.bytes(),
                          had == null || had.requests() == 0
                              ? 0
                              : had.seconds() * 1000 / had.requests());
                    })
                .toList());
    return "hosts";
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
    String wanted = q.toLowerCase(Locale.ROOT).strip();
    List<DirectiveView> found =
        served == null
            ? List.of()
            : served.directives().stream()
                .filter(d -> all || d.isSet())
                .filter(d -> wanted.isEmpty() || mentions(d, wanted))
                .toList();
    model.addAttribute("q", q);
    model.addAttribute("all", all);
    model.addAttribute("directives", found);
    return "directives";
  }

  private static boolean mentions(DirectiveView d, String wanted) {
    return d.name().toLowerCase(Locale.ROOT).contains(wanted)
        || d.module().contains(wanted)
        || d.uses().stream().anyMatch(u -> u.value().toLowerCase(Locale.ROOT).contains(wanted));
  }

  @GetMapping("/config")
  String config(@RequestParam @Nullable String path, Model model) {
    ServedConfiguration served = served();
    if (served == null) {
      model.addAttribute("problem", plane.status().problem());
      return "config-none";
    }
    String shown = path == null ? served.files().getFirst().path() : path;
    ConfigText text = served.file(shown);
    if (text == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    model.addAttribute("files", FileRow.of(served.files()));
    model.addAttribute("file", text);
    model.addAttribute("generation", served.generation());
    model.addAttribute("findings", served.findings());
    model.addAttribute("latest", plane.reloader().latest());
    model.addAttribute("pending", changes.pending());
    return "config";
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
    model.addAttribute("revisions", all);
    if (kept != null && revision != null) {
      model.addAttribute("shown", revision);
      model.addAttribute("diff", Objects.requireNonNullElse(kept.diff(revision - 1, revision), ""));
    }
    return "history";
  }
}
