package io.stoker.admin;

import io.stoker.api.Where;
import io.stoker.reference.CompletionModel;
import io.stoker.reference.DirectiveReference;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.view.ModuleView;
import io.stoker.runtime.view.ServedConfiguration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** {@code GET /api/config/completion}: what may be typed where, for the editor. */
@Controller
final class Completion {

  /**
   * A directive.
   *
   * @param tag as a file writes it, a section in brackets
   * @param contexts where it may stand: SERVER, VHOST, DIRECTORY, HTACCESS
   * @param isLoaded whether a module that has it is loaded now
   * @param syntax the whole line
   * @param values the words to choose from for each argument; empty where any word may stand
   */
  record Item(
      String tag,
      List<String> contexts,
      boolean isLoaded,
      String syntax,
      String help,
      @Nullable String fallback,
      List<List<String>> values) {}

  private final ContentPlane plane;
  private final Mono<CompletionModel> model =
      Mono.fromCallable(() -> new CompletionModel(DirectiveReference.ofClassPath()))
          .subscribeOn(Schedulers.boundedElastic())
          .cache();

  Completion(ContentPlane plane) {
    this.plane = plane;
  }

  @GetMapping("/api/config/completion")
  @ResponseBody
  Mono<List<Item>> items() {
    return model.publishOn(Schedulers.boundedElastic()).map(this::items);
  }

  private List<Item> items(CompletionModel tables) {
    ServedConfiguration served = plane.configuration();
    Set<String> loaded =
        served == null
            ? Set.of()
            : served.modules().stream()
                .filter(ModuleView::isLoaded)
                .map(ModuleView::name)
                .collect(Collectors.toSet());
    Map<String, Set<Where>> contexts = new TreeMap<>();
    Map<String, CompletionModel.Item> items = new TreeMap<>();
    for (Where where : Where.values()) {
      for (CompletionModel.Item item : tables.directives(where, "")) {
        contexts.computeIfAbsent(item.tag(), t -> EnumSet.noneOf(Where.class)).add(where);
        items.putIfAbsent(item.tag(), item);
      }
    }
    return items.values().stream()
        .map(
            item ->
                new Item(
                    item.tag(),
                    contexts.getOrDefault(item.tag(), Set.of()).stream().map(Enum::name).toList(),
                    item.modules().stream().anyMatch(loaded::contains),
                    item.syntax(),
                    item.help(),
                    item.fallback(),
                    item.values()))
        .toList();
  }
}
