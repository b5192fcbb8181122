package io.stoker.reference;

import io.stoker.api.Arg;
import io.stoker.api.Directive;
import io.stoker.api.Where;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What may be typed where: directives by context, and the words that an argument can be. */
public final class CompletionModel {

  /**
   * A directive to choose.
   *
   * @param tag as a file writes it: {@code Listen}, {@code <Directory>}
   * @param modules those that have it; it is known while one of them is loaded
   * @param syntax the whole line
   * @param help one line
   * @param fallback the default, or null
   * @param values the words to choose from for each argument; an empty list where any word may
   *     stand. The last list holds for all further words of a repeated argument
   */
  public record Item(
      String tag,
      List<String> modules,
      String syntax,
      String help,
      @Nullable String fallback,
      List<List<String>> values) {}

  private final Map<Where, Map<String, Item>> byContext = new LinkedHashMap<>();

  public CompletionModel(DirectiveReference reference) {
    for (Where where : Where.values()) {
      Map<String, Item> items = new TreeMap<>();
      for (DirectiveEntry entry : reference.entries()) {
        if (entry.contexts().contains(where)) {
          items.merge(key(entry.tag()), item(entry), CompletionModel::both);
        }
      }
      byContext.put(where, items);
    }
  }

  /**
   * The directives that may stand there, by name.
   *
   * @param prefix what is typed so far, in any case; with {@code <} only sections
   */
  public List<Item> directives(Where where, String prefix) {
    String typed = key(prefix);
    return items(where).values().stream()
        .filter(item -> bare(key(item.tag()), typed).startsWith(typed))
        .toList();
  }

  /**
   * The words that a directive's argument can be; empty where any word may stand.
   *
   * @param tag the directive, in any case
   * @param argument 0 for the first
   * @param prefix what is typed so far, in any case
   */
  public List<String> values(Where where, String tag, int argument, String prefix) {
    Item item = items(where).get(key(tag));
    if (item == null || item.values().isEmpty()) {
      return List.of();
    }
    List<List<String>> all = item.values();
    return all.get(Math.min(argument, all.size() - 1)).stream()
        .filter(word -> key(word).startsWith(key(prefix)))
        .toList();
  }

  private Map<String, Item> items(Where where) {
    return byContext.getOrDefault(where, Map.of());
  }

  /** Sections are found by their bare names as well. */
  private static String bare(String tag, String typed) {
    return tag.startsWith("<") && !typed.startsWith("<") ? tag.substring(1) : tag;
  }

  private static String key(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static Item both(Item first, Item second) {
    List<String> modules = new ArrayList<>(first.modules());
    modules.addAll(second.modules());
    return new Item(
        first.tag(),
        List.copyOf(modules),
        first.syntax(),
        first.help(),
        first.fallback(),
        first.values());
  }

  private static Item item(DirectiveEntry entry) {
    Directive d = entry.directive();
    List<List<String>> values = new ArrayList<>();
    d.params().forEach(param -> values.add(words(param.type())));
    if (!d.params().isEmpty() && !d.params().getLast().repeated()) {
      // Nothing to offer behind the last argument.
      values.add(List.of());
    }
    return new Item(
        entry.tag(),
        List.of(entry.module()),
        entry.syntax(),
        d.help(),
        d.fallback(),
        List.copyOf(values));
  }

  private static List<String> words(Arg<?> arg) {
    return arg.choices().stream().sorted().toList();
  }
}
