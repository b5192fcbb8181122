package io.stoker.modules.mod_mime;

import io.stoker.api.Core;
import io.stoker.api.DirectiveException;
import io.stoker.api.Mergeable;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * mod_mime's directives at one level.
 *
 * @param extensions what extensions say, by extension in lower case without dot; a TYPE that is
 *     empty hides the types file's
 * @param removals what Remove… takes away from this level and those above when they are merged
 * @param defaultLanguage language of files without one
 * @param match MultiviewsMatch, null where not said
 * @param usePathInfo whether path info counts as part of the name
 */
record MimeConfig(
    Map<String, Map<Trait, String>> extensions,
    List<Removal> removals,
    @Nullable String defaultLanguage,
    @Nullable Set<MultiviewsMatch> match,
    @Nullable Boolean usePathInfo)
    implements Mergeable<MimeConfig> {

  static final MimeConfig UNSET = new MimeConfig(Map.of(), List.of(), null, null, null);

  /** A Remove… directive for one extension. */
  record Removal(Trait trait, String extension) {}

  /** {@code extension} with or without dot, in any case. */
  MimeConfig with(Trait trait, String value, String extension) {
    Map<String, Map<Trait, String>> all = new HashMap<>(extensions);
    String key = key(extension);
    all.put(key, overlay(Map.of(trait, value), all.getOrDefault(key, Map.of())));
    return new MimeConfig(Map.copyOf(all), removals, defaultLanguage, match, usePathInfo);
  }

  MimeConfig without(Trait trait, String extension) {
    List<Removal> all = Core.append(List.of(new Removal(trait, key(extension))), removals);
    return new MimeConfig(extensions, all, defaultLanguage, match, usePathInfo);
  }

  MimeConfig withDefaultLanguage(String language) {
    return new MimeConfig(extensions, removals, language, match, usePathInfo);
  }

  MimeConfig withUsePathInfo(boolean on) {
    return new MimeConfig(extensions, removals, defaultLanguage, match, on);
  }

  MimeConfig withMatch(String word) throws DirectiveException {
    Set<MultiviewsMatch> all = MultiviewsMatch.add(match, word);
    return new MimeConfig(extensions, removals, defaultLanguage, all, usePathInfo);
  }

  private static String key(String extension) {
    String name = extension.startsWith(".") ? extension.substring(1) : extension;
    return name.toLowerCase(Locale.ROOT);
  }

  boolean matches(MultiviewsMatch what) {
    return match != null && match.contains(what);
  }

  boolean usesPathInfo() {
    return usePathInfo != null && usePathInfo;
  }

  /** What an extension in lower case says; empty where nothing. */
  Map<Trait, String> of(String extension) {
    return extensions.getOrDefault(extension, Map.of());
  }

  @Override
  public MimeConfig over(MimeConfig parent) {
    return new MimeConfig(
        merged(parent),
        List.of(),
        defaultLanguage != null ? defaultLanguage : parent.defaultLanguage,
        match != null ? match : parent.match,
        usePathInfo != null ? usePathInfo : parent.usePathInfo);
  }

  private Map<String, Map<Trait, String>> merged(MimeConfig parent) {
    if (extensions.isEmpty() && removals.isEmpty()) {
      return parent.extensions;
    }
    Map<String, Map<Trait, String>> all = new HashMap<>(parent.extensions);
    extensions.forEach((name, own) -> all.merge(name, own, (above, below) -> overlay(own, above)));
    for (Removal removal : removals) {
      all.computeIfPresent(removal.extension(), (name, traits) -> less(traits, removal.trait()));
    }
    return Map.copyOf(all);
  }

  private static Map<Trait, String> overlay(Map<Trait, String> child, Map<Trait, String> parent) {
    EnumMap<Trait, String> all = new EnumMap<>(Trait.class);
    all.putAll(parent);
    all.putAll(child);
    return Map.copyOf(all);
  }

  private static Map<Trait, String> less(Map<Trait, String> traits, Trait trait) {
    Map<Trait, String> rest = new HashMap<>(traits);
    rest.remove(trait);
    return Map.copyOf(rest);
  }
}
