package io.stoker.modules.mod_include;

import io.stoker.http.Escapes;
import io.stoker.modules.mod_include.Element.Attribute;
import java.util.List;

/** The elements echo, set, config and printenv. */
final class TextElements {

  private TextElements() {}

  static void echo(Page page, Element element) {
    if (element.attributes().isEmpty()) {
      page.fail(Messages.error("AH01343", "missing argument for echo element in %s"), page.file());
    }
    if (element.attributes().isEmpty() || !page.branches().isShown()) {
      return;
    }
    List<Coding> encoding = List.of(Coding.ENTITY);
    List<Coding> decoding = List.of(Coding.NONE);
    for (Attribute attribute : element.usable()) {
      String value = Entities.decode(String.valueOf(attribute.value()));
      switch (attribute.name()) {
        case "var" -> {
          String text = page.value(page.expand(value, false));
          page.write(
              text == null
                  ? page.undefined()
                  : Coding.encode(Coding.decode(text, decoding), encoding));
        }
        case "encoding", "decoding" -> {
          List<Coding> codings = codings(page, attribute.name(), value, "echo");
          if (codings == null) {
            return;
          }
          if (attribute.name().equals("encoding")) {
            encoding = codings;
          } else {
            decoding = codings;
          }
        }
        default -> {
          page.fail(
              Messages.error("AH01346", "unknown parameter \"%s\" in tag echo of %s"),
              attribute.name(),
              page.file());
          return;
        }
      }
    }
  }

  /** Null where one of them is none, which was told. */
  private static @org.jspecify.annotations.Nullable List<Coding> codings(
      Page page, String attribute, String names, String element) {
    List<Coding> codings = Coding.list(names);
    if (codings == null) {
      boolean decoding = attribute.equals("decoding");
      boolean echo = element.equals("echo");
      String id = decoding ? (echo ? "AH01344" : "AH01364") : echo ? "AH01345" : "AH01365";
      page.fail(
          Messages.error(id, "unknown value \"%s\" to parameter \"%s\" of tag %s in %s"),
          names,
          attribute,
          element,
          page.file());
    }
    return codings;
  }

  static void set(Page page, Element element) {
    boolean few = element.attributes().size() < 2;
    if (few) {
      page.fail(Messages.error("AH01362", "missing argument for set element in %s"), page.file());
    }
    if (few || !page.branches().isShown()) {
      return;
    }
    List<Coding> encoding = List.of(Coding.NONE);
    List<Coding> decoding = List.of(Coding.NONE);
    String name = null;
    for (Attribute attribute : element.usable()) {
      String value = String.valueOf(attribute.value());
      switch (attribute.name()) {
        case "var" -> name = page.expand(Entities.decode(value), false);
        case "value" -> {
          if (name == null) {
            page.fail(
                Messages.error("AH01363", "variable must precede value in set directive in %s"),
                page.file());
            return;
          }
          String text = Coding.decode(page.expand(value, false), decoding);
          page.variables().set(page.exchange(), name, Coding.encode(text, encoding));
        }
        case "encoding", "decoding" -> {
          List<Coding> codings = codings(page, attribute.name(), value, "set");
          if (codings == null) {
            return;
          }
          if (attribute.name().equals("encoding")) {
            encoding = codings;
          } else {
            decoding = codings;
          }
        }
        default -> {
          page.fail(Messages.error("AH01366", "Invalid tag for set directive in %s"), page.file());
          return;
        }
      }
    }
  }

  static void config(Page page, Element element) {
    if (element.attributes().isEmpty()) {
      page.fail(
          Messages.error("AH01347", "missing argument for config element in %s"), page.file());
    }
    if (element.attributes().isEmpty() || !page.branches().isShown()) {
      return;
    }
    for (Attribute attribute : element.usable()) {
      String value = page.expand(String.valueOf(attribute.value()), false);
      switch (attribute.name()) {
        case "errmsg" -> page.errorMessage(value);
        case "echomsg" -> page.undefined(value);
        case "timefmt" -> page.formats(new Variables.Formats(value, page.formats().inBytes()));
        case "sizefmt" -> {
          if (!value.equals("bytes") && !value.equals("abbrev")) {
            page.fail(
                Messages.error(
                    "AH01348", "unknown value \"%s\" to parameter \"sizefmt\" of tag config in %s"),
                value,
                page.file());
            return;
          }
          page.formats(new Variables.Formats(page.formats().timeFormat(), value.equals("bytes")));
        }
        default -> {
          page.fail(
              Messages.error("AH01349", "unknown parameter \"%s\" to tag config in %s"),
              attribute.name(),
              page.file());
          return;
        }
      }
    }
  }

  static void printenv(Page page, Element element) {
    if (!element.attributes().isEmpty()) {
      page.fail(
          Messages.error("AH01367", "printenv directive does not take tags in %s"), page.file());
      return;
    }
    if (!page.branches().isShown()) {
      return;
    }
    StringBuilder all = new StringBuilder();
    page.variables()
        .all(page.formats())
        .forEach(
            (name, value) ->
                all.append(Escapes.html(name))
                    .append('=')
                    .append(Escapes.html(value))
                    .append('\n'));
    page.write(all.toString());
  }
}
