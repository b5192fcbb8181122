package io.stoker.modules.mod_include;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An element as it is written in a page.
 *
 * @param name in lower case; empty where it has none
 * @param attributes in order
 * @param wrong what is wrong with the way it is written, or null
 */
record Element(String name, List<Attribute> attributes, @Nullable Fault wrong) {

  /**
   * An attribute.
   *
   * @param name in lower case
   * @param value as it is written; null where there is none, which also ends what is looked at
   */
  record Attribute(String name, @Nullable String value) {}

  /** What can be wrong. */
  enum Fault {
    NO_NAME,
    QUOTE_FOR_ATTRIBUTE,
    NO_ATTRIBUTE_NAME
  }

  /** Those that count: up to the first without a value. */
  List<Attribute> usable() {
    for (int i = 0; i < attributes.size(); i++) {
      if (attributes.get(i).value() == null) {
        return attributes.subList(0, i);
      }
    }
    return attributes;
  }
}
