package io.stoker.modules.mod_autoindex;

import io.stoker.api.DirectiveException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the words of IndexOptions. A word without sign takes back the signs said before it. */
final class OptionsReader {

  private static final int ICON_WIDTH = 20;
  private static final int ICON_HEIGHT = 22;

  private boolean none;
  private Set<IndexOption> on;
  private Set<IndexOption> added;
  private Set<IndexOption> removed;
  private int iconWidth;
  private int iconHeight;
  private @Nullable Width nameWidth;
  private @Nullable Width descriptionWidth;
  private @Nullable String charset;
  private @Nullable String type;

  private OptionsReader(IndexOptions o) {
    none = o.none();
    on = o.on();
    added = o.added();
    removed = o.removed();
    iconWidth = o.iconWidth();
    iconHeight = o.iconHeight();
    nameWidth = o.nameWidth();
    descriptionWidth = o.descriptionWidth();
    charset = o.charset();
    type = o.type();
  }

  static IndexOptions read(IndexOptions before, List<String> words) throws DirectiveException {
    OptionsReader reader = new OptionsReader(before);
    for (String word : words) {
      reader.word(word);
    }
    if (reader.none && !reader.on.isEmpty()) {
      throw new DirectiveException("Cannot combine other IndexOptions keywords with 'None'");
    }
    return reader.result();
  }

  private IndexOptions result() {
    return new IndexOptions(
        none,
        on,
        added,
        removed,
        iconWidth,
        iconHeight,
        nameWidth,
        descriptionWidth,
        charset,
        type);
  }

  private void word(String word) throws DirectiveException {
    boolean signed = word.startsWith("+") || word.startsWith("-");
    boolean minus = word.startsWith("-");
    String name = signed ? word.substring(1) : word;
    IndexOption option = IndexOption.ofWord(name);
    if (option == null) {
      setting(name, signed, minus);
    }
    Set<IndexOption> said = option == null ? Set.of() : Set.of(option);
    if (!signed) {
      on = IndexOptions.union(on, said);
      added = Set.of();
      removed = Set.of();
    } else if (minus) {
      removed = IndexOptions.union(removed, said);
      added = IndexOptions.minus(added, said);
    } else {
      added = IndexOptions.union(added, said);
      removed = IndexOptions.minus(removed, said);
    }
  }

  private void setting(String word, boolean signed, boolean minus) throws DirectiveException {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    String value = equals < 0 ? null : word.substring(equals + 1);
    switch (name.toLowerCase(Locale.ROOT)) {
      case "none" -> none(value, signed);
      case "iconwidth" -> iconWidth = size("IconWidth", value, minus, ICON_WIDTH);
      case "iconheight" -> iconHeight = size("IconHeight", value, minus, ICON_HEIGHT);
      case "namewidth" -> nameWidth = width("NameWidth", value, minus, 5);
      case "descriptionwidth" -> descriptionWidth = width("DescriptionWidth", value, minus, 12);
      case "charset" -> charset = text(value);
      case "type" -> type = text(value);
      default -> throw invalid();
    }
  }

  private void none(@Nullable String value, boolean signed) throws DirectiveException {
    if (value != null) {
      throw invalid();
    }
    if (signed) {
      throw new DirectiveException("Cannot combine '+' or '-' with 'None' keyword");
    }
    none = true;
    on = Set.of();
  }

  private static int size(String name, @Nullable String value, boolean minus, int usual)
      throws DirectiveException {
    if (value == null) {
      return minus ? 0 : usual;
    }
    if (minus) {
      throw new DirectiveException("Cannot combine '-' with " + name + "=n");
    }
    return number(value);
  }

  private static Width width(String name, @Nullable String value, boolean minus, int least)
      throws DirectiveException {
    if (value == null) {
      if (!minus) {
        throw new DirectiveException(name + " with no value may only appear as '-" + name + "'");
      }
      return Width.DEFAULT;
    }
    if (minus) {
      throw new DirectiveException("Cannot combine '-' with " + name + "=n");
    }
    if (value.startsWith("*")) {
      return new Width(Width.DEFAULT.chars(), true);
    }
    int width = number(value);
    if (width != 0 && width < least) {
      throw new DirectiveException(name + " value must be greater than " + least);
    }
    return new Width(width, false);
  }

  private static String text(@Nullable String value) throws DirectiveException {
    if (value == null) {
      throw invalid();
    }
    return value;
  }

  /** As C's atoi: the digits at the beginning, 0 where there are none. */
  private static int number(String text) {
    String digits = text.replaceFirst("^(-?[0-9]{0,7}).*", "$1");
    return digits.isEmpty() || digits.equals("-") ? 0 : Integer.parseInt(digits);
  }

  private static DirectiveException invalid() {
    return new DirectiveException("Invalid directory indexing option");
  }
}
