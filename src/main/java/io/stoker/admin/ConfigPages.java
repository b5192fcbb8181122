package io.stoker.admin;

import io.stoker.api.Position;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.Reload;
import io.stoker.runtime.view.BlamedLine;
import io.stoker.runtime.view.BrokenConfiguration;
import io.stoker.runtime.view.ConfigFile;
import io.stoker.runtime.view.ConfigText;
import io.stoker.runtime.view.Drift;
import io.stoker.runtime.view.Finding;
import io.stoker.runtime.view.HtaccessFiles;
import io.stoker.runtime.view.ServedConfiguration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The configuration files: read, searched, blamed, and compared with the disk. */
@Controller
final class ConfigPages {

  private static final String PAGE = "config";

  private final ContentPlane plane;
  private final ConfigChanges changes;
  private final ConfigLock lock;

  ConfigPages(ContentPlane plane, ConfigChanges changes, ConfigLock lock) {
    this.plane = plane;
    this.changes = changes;
    this.lock = lock;
  }

  private static <T> Mono<T> later(Callable<? extends @Nullable T> action) {
    return Mono.<T>fromCallable(action).subscribeOn(Schedulers.boundedElastic());
  }

  private ServedConfiguration served() {
    ServedConfiguration served = plane.configuration();
    if (served == null) {
      throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "Nothing is served.");
    }
    return served;
  }

  private static <T> T found(@Nullable T thing) {
    if (thing == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return thing;
  }

  // ---- the page ----

  @GetMapping("/config")
  Mono<String> config(@RequestParam @Nullable String path, Model model) {
    return later(() -> page(path, model));
  }

  private String page(@Nullable String path, Model model) {
    ServedConfiguration served = plane.configuration();
    model.addAttribute("locked", lock.reason());
    model.addAttribute("isLocked", lock.isLocked());
    model.addAttribute("pending", changes.pending());
    if (served == null) {
      return broken(plane.broken(), path, model);
    }
    List<ConfigFile> files = served.files();
    String shown = path == null ? files.getFirst().path() : path;
    ConfigText text = served.file(shown);
    model.addAttribute("isHtaccess", text == null);
    model.addAttribute("isBroken", false);
    shown(found(text == null ? served.htaccess(shown) : text), model);
    model.addAttribute("files", FileTree.of(files));
    model.addAttribute("generation", served.generation());
    model.addAttribute("findings", served.findings());
    model.addAttribute("latest", plane.reloader().latest());
    model.addAttribute("drift", Drift.of(served));
    return PAGE;
  }

  private String broken(@Nullable BrokenConfiguration broken, @Nullable String path, Model model) {
    model.addAttribute("problem", plane.status().problem());
    List<String> files = broken == null ? List.of() : broken.files();
    if (broken == null || files.isEmpty()) {
      return "config-none";
    }
    Finding culprit = broken.culprit();
    Position where = culprit == null ? null : culprit.position();
    String shown = path != null ? path : where != null ? where.file() : files.getFirst();
    model.addAttribute("isHtaccess", false);
    model.addAttribute("isBroken", true);
    shown(found(broken.file(shown)), model);
    model.addAttribute("files", FileTree.ofPaths(files));
    model.addAttribute("generation", 0);
    model.addAttribute("findings", broken.findings());
    model.addAttribute("latest", null);
    model.addAttribute("drift", List.of());
    return PAGE;
  }

  /** HTML takes the first line end of a text away, and makes all of them line feeds. */
  private static void shown(ConfigText file, Model model) {
    String text = file.text();
    boolean hasReturns = text.contains("\r\n");
    boolean isMixed = hasReturns && text.replace("\r\n", "").contains("\n");
    model.addAttribute("file", file);
    model.addAttribute("text", "\n" + text);
    model.addAttribute("ends", isMixed ? "mixed" : hasReturns ? "crlf" : null);
  }

  @GetMapping("/blame")
  Mono<String> blamePage(@RequestParam String path, Model model) {
    return blame(path)
        .map(
            lines -> {
              model.addAttribute("path", path);
              model.addAttribute("lines", lines);
              return "blame";
            });
  }

  // ---- the same for programs ----

  /**
   * The files of a generation, or those that the server could not start with.
   *
   * @param generation 0 where nothing is served
   * @param files in the order in which they were read
   * @param locked why they may not be changed here; null where they may
   * @param findings what there was to say when they were read
   * @param latest what came of the latest reload; null where there was none
   * @param problem why nothing is served; null where something is
   */
  record Configuration(
      long generation,
      List<ConfigFile> files,
      @Nullable String locked,
      List<Finding> findings,
      @Nullable Reload latest,
      @Nullable String problem) {}

  /** What files there are; 503 where none could even be read. */
  @GetMapping("/api/config")
  @ResponseBody
  Mono<Configuration> configuration() {
    return later(
        () -> {
          BrokenConfiguration broken = plane.broken();
          if (plane.configuration() == null && broken != null) {
            return new Configuration(
                0,
                broken.configFiles(),
                lock.reason(),
                broken.findings(),
                plane.reloader().latest(),
                plane.status().problem());
          }
          ServedConfiguration served = served();
          return new Configuration(
              served.generation(),
              served.files(),
              lock.reason(),
              served.findings(),
              plane.reloader().latest(),
              null);
        });
  }

  /** One file as it was read; an {@code .htaccess} file as it is on disk. */
  @GetMapping("/api/config/file")
  @ResponseBody
  Mono<ConfigText> file(@RequestParam String path) {
    return later(
        () -> {
          BrokenConfiguration broken = plane.broken();
          if (plane.configuration() == null && broken != null) {
            return found(broken.file(path));
          }
          ServedConfiguration served = served();
          ConfigText text = served.file(path);
          return found(text == null ? served.htaccess(path) : text);
        });
  }

  /** The files that are on disk not what they were when they were applied. */
  @GetMapping("/api/config/drift")
  @ResponseBody
  Mono<List<Drift>> drift() {
    return later(() -> Drift.of(served()));
  }

  /** The {@code .htaccess} files below the document roots. */
  @GetMapping("/api/config/htaccess")
  @ResponseBody
  Mono<HtaccessFiles.Found> htaccess() {
    return later(() -> served().htaccess());
  }

  /**
   * Lines of all files.
   *
   * @param q the beginning of a directive's name, or any words
   * @param names whether only names of directives count
   * @param htaccess whether to look into {@code .htaccess} files as well
   */
  @GetMapping("/api/config/search")
  @ResponseBody
  Mono<ConfigSearch.Found> search(
      @RequestParam String q,
      @RequestParam(defaultValue = "false") boolean names,
      @RequestParam(defaultValue = "true") boolean htaccess) {
    return later(
        () -> {
          ServedConfiguration served = served();
          ConfigSearch search = new ConfigSearch(q, names);
          served.files().stream()
              .map(file -> served.file(file.path()))
              .filter(java.util.Objects::nonNull)
              .forEach(search::look);
          if (htaccess) {
            served.htaccess().paths().stream()
                .map(served::htaccess)
                .filter(java.util.Objects::nonNull)
                .forEach(search::look);
          }
          return search.found();
        });
  }

  /** The revision that each line of a file came with. */
  @GetMapping("/api/config/blame")
  @ResponseBody
  Mono<List<BlamedLine>> blame(@RequestParam String path) {
    return later(() -> found(plane.reloader().blame(path)));
  }
}
