package io.stoker.admin;

import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.logs.LogFollower;
import io.stoker.runtime.logs.LogQuery;
import io.stoker.runtime.logs.LogSearch;
import io.stoker.runtime.view.LogView;
import io.stoker.runtime.view.ServedConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The logs of the hosts: searched from their end, and followed as they grow. Whatever somebody asks
 * for, a search reads no more than {@link #BOUNDS} say, two run at a time, and no other file can be
 * read than a log of the configuration that is served.
 */
@Controller
final class LogPages {

  private static final LogSearch.Bounds BOUNDS =
      new LogSearch.Bounds(64L << 20, 500, Duration.ofSeconds(2));
  private static final int SEARCHES = 2;
  private static final int FOLLOWERS = 20;
  private static final int LOOK_BYTES = 128 * 1024;
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final int HEARTBEAT_LOOKS = 30;

  private final ContentPlane plane;
  private final LogSearch search = new LogSearch(System::nanoTime, BOUNDS);
  private final Semaphore searches = new Semaphore(SEARCHES);
  private final Semaphore followers = new Semaphore(FOLLOWERS);

  LogPages(ContentPlane plane) {
    this.plane = plane;
  }

  /** A log as it can be chosen: one file, and the hosts that write to it. */
  record Choice(String target, String label, boolean isFile) {}

  @GetMapping("/logs")
  String page(@RequestParam(defaultValue = "") String log, Model model) {
    List<LogView> all = logs();
    model.addAttribute("chosen", log);
    model.addAttribute("hosts", byHost(all));
    model.addAttribute(
        "others", all.stream().filter(l -> !l.isFile()).map(LogView::target).distinct().toList());
    return "logs";
  }

  private static Map<String, List<Choice>> byHost(List<LogView> all) {
    Map<String, List<Choice>> hosts = new LinkedHashMap<>();
    for (LogView log : all) {
      if (log.isFile() && !log.isInherited()) {
        String name = log.target().substring(log.target().lastIndexOf('/') + 1);
        hosts
            .computeIfAbsent(log.server(), s -> new ArrayList<>())
            .add(new Choice(log.target(), log.kind() + ": " + name, true));
      }
    }
    return hosts;
  }

  /** The logs of every host. */
  @GetMapping("/api/logs")
  @ResponseBody
  List<LogView> logs() {
    ServedConfiguration served = plane.configuration();
    return served == null ? List.of() : served.logs();
  }

  private Path file(String log) {
    ServedConfiguration served = plane.configuration();
    Path file = served == null ? null : served.logFile(log);
    if (file == null) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "That is no file that the served configuration logs to.");
    }
    return file;
  }

  /**
   * The latest lines of a log, of those that have all the words.
   *
   * @param log a target of {@code /api/logs}
   * @param q words, in any case; all lines where there are none
   * @param before the byte of the file to look before, for going on where the answer before ended
   */
  @GetMapping("/api/logs/lines")
  @ResponseBody
  Mono<LogSearch.Found> lines(
      @RequestParam String log,
      @RequestParam(defaultValue = "") String q,
      @RequestParam @Nullable Long before) {
    return Mono.fromCallable(() -> find(log, q, before)).subscribeOn(Schedulers.boundedElastic());
  }

  private LogSearch.Found find(String log, String q, @Nullable Long before) {
    Path file = file(log);
    if (!searches.tryAcquire()) {
      throw new ResponseStatusException(
          HttpStatus.TOO_MANY_REQUESTS, SEARCHES + " searches are under way; try again.");
    }
    try {
      return search.find(file, LogQuery.of(q), before);
    } catch (IOException e) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "The log cannot be read: " + e.getMessage(), e);
    } finally {
      searches.release();
    }
  }

  /** What is added to a log from now on, of the lines that have all the words. */
  @GetMapping(path = "/api/logs/tail", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @ResponseBody
  Flux<ServerSentEvent<LogFollower.Added>> tail(
      @RequestParam String log, @RequestParam(defaultValue = "") String q) {
    Path file = file(log);
    return Flux.using(
        () -> {
          if (!followers.tryAcquire()) {
            throw new ResponseStatusException(
                HttpStatus.TOO_MANY_REQUESTS, FOLLOWERS + " logs are followed already.");
          }
          return followers;
        },
        permit -> follow(file, LogQuery.of(q)),
        Semaphore::release);
  }

  private static Flux<ServerSentEvent<LogFollower.Added>> follow(Path file, LogQuery query) {
    return Mono.fromCallable(() -> new LogFollower(file, query, LOOK_BYTES))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMapMany(
            follower ->
                Flux.interval(Duration.ZERO, LOOK_EVERY)
                    .onBackpressureDrop()
                    .concatMap(
                        look ->
                            Mono.fromCallable(follower::next)
                                .subscribeOn(Schedulers.boundedElastic())
                                .mapNotNull(added -> event(added, look)),
                        1));
  }

  /**
   * Nothing for most looks without lines; now and then a sign of life, which finds dead clients.
   */
  private static @Nullable ServerSentEvent<LogFollower.Added> event(
      LogFollower.Added added, long look) {
    if (!added.isEmpty()) {
      return ServerSentEvent.builder(added).build();
    }
    return look % HEARTBEAT_LOOKS == 0
        ? ServerSentEvent.<LogFollower.Added>builder().comment("nothing new").build()
        : null;
  }
}
