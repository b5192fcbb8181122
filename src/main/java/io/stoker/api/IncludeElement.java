package io.stoker.api;

import java.io.IOException;
import java.util.List;

/** An element of pages that mod_include parses, offered by another module: {@code exec}. */
@FunctionalInterface
public interface IncludeElement {

  /** By name, in lower case. */
  ExtensionPoint<IncludeElement> POINT = ExtensionPoint.of("element of parsed pages");

  /**
   * An attribute of an element as it is written, entities decoded.
   *
   * @param name in lower case
   * @param value with variables not filled in yet
   */
  record Attribute(String name, String value) {}

  /** The page that an element stands in. */
  interface Page {

    /** The request for the page. */
    Exchange exchange();

    /** Whether elements may run programs: not where Options says IncludesNOEXEC alone. */
    boolean mayRunPrograms();

    /**
     * A text with its variables filled in.
     *
     * @param keepUnknown whether a variable without value stays as it is written
     */
    String expand(String text, boolean keepUnknown);

    /** Puts content in the place of the element. */
    void add(Body content);

    /** Puts the page's error message there, having said in the log why. */
    void fail(LogMessage why, Object... args);
  }

  /** Takes effect in the page. */
  void run(Page page, List<Attribute> attributes) throws IOException;
}
