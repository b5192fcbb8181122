package io.stoker.modules.mod_mime;

import io.stoker.api.BodyFilter;
import io.stoker.api.Exchange;
import io.stoker.api.InputFilter;
import io.stoker.api.LogMessage;
import io.stoker.api.NameParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one file name: each extension adds what is known of it to the request. */
final class FileName {

  private static final LogMessage UNKNOWN_FILTER =
      LogMessage.error("core", "AH00082", "an unknown filter was not added: %s");

  private final Exchange x;
  private final MimeConfig config;
  private final Map<String, String> types;
  private final List<String> unclaimed = new ArrayList<>(2);
  private @Nullable String charset;
  private boolean claimed;

  FileName(Exchange x, MimeConfig config, Map<String, String> types) {
    this.x = x;
    this.config = config;
    this.types = types;
  }

  /** Reads the last segment of {@code path}; gives the charset that it names, or null. */
  @Nullable String read(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = firstDot(name);
    unclaimed.add(name.substring(0, dot < 0 ? name.length() : dot));
    if (dot >= 0) {
      for (String part : name.substring(dot + 1).split("\\.")) {
        if (!part.isEmpty()) {
          part(part);
        }
      }
    }
    if (claimed) {
      x.put(NameParts.UNCLAIMED, List.copyOf(unclaimed));
    }
    return charset;
  }

  /** Dots at the beginning belong to the name of a hidden file. */
  private static int firstDot(String name) {
    int start = 0;
    while (start < name.length() && name.charAt(start) == '.') {
      start++;
    }
    return name.indexOf('.', start);
  }

  private void part(String part) {
    String extension = part.toLowerCase(Locale.ROOT);
    Map<Trait, String> traits = config.of(extension);
    boolean found = type(traits.get(Trait.TYPE), extension);
    if (!traits.isEmpty()) {
      x.decidedBy(ModMime.CONFIG, extension);
      found |= describe(traits);
      found |= process(traits);
    }
    if (found || config.matches(MultiviewsMatch.ANY)) {
      claimed = true;
    } else {
      unclaimed.add(part);
    }
  }

  private boolean type(@Nullable String forced, String extension) {
    String type = forced == null ? types.get(extension) : forced;
    if (type == null || type.isEmpty()) {
      return false;
    }
    x.contentType(type);
    return true;
  }

  private boolean describe(Map<Trait, String> traits) {
    String named = traits.get(Trait.CHARSET);
    if (named != null) {
      charset = named;
    }
    String language = traits.get(Trait.LANGUAGE);
    if (language != null) {
      List<String> all = new ArrayList<>(x.contentLanguages());
      all.add(language);
      x.contentLanguages(all);
    }
    String encoding = traits.get(Trait.ENCODING);
    if (encoding != null) {
      String before = x.contentEncoding();
      x.contentEncoding(before == null ? encoding : before + ", " + encoding);
    }
    return named != null || language != null || encoding != null;
  }

  /** What does not describe the content: found only where MultiviewsMatch says so. */
  private boolean process(Map<Trait, String> traits) {
    String handler = traits.get(Trait.HANDLER);
    boolean found = handler != null && config.matches(MultiviewsMatch.HANDLERS);
    if (handler != null) {
      x.handler(handler);
    }
    String input = traits.get(Trait.INPUT_FILTERS);
    String output = traits.get(Trait.OUTPUT_FILTERS);
    if (input != null) {
      forEach(input, this::addInput);
    }
    if (output != null) {
      forEach(output, this::addOutput);
    }
    return found || ((input != null || output != null) && config.matches(MultiviewsMatch.FILTERS));
  }

  private static void forEach(String filters, java.util.function.Consumer<String> action) {
    for (String name : filters.split(";")) {
      if (!name.isEmpty()) {
        action.accept(name);
      }
    }
  }

  private void addInput(String name) {
    InputFilter filter = x.extensions().find(InputFilter.POINT, name);
    if (filter == null) {
      x.log(UNKNOWN_FILTER, name);
    } else {
      x.addInputFilter(filter);
    }
  }

  private void addOutput(String name) {
    BodyFilter filter = x.extensions().find(BodyFilter.POINT, name);
    if (filter == null) {
      x.log(UNKNOWN_FILTER, name);
    } else {
      x.addFilter(name, filter.kind(), filter);
    }
  }
}
