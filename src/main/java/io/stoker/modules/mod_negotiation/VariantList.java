package io.stoker.modules.mod_negotiation;

import io.stoker.http.Escapes;
import io.stoker.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What a reply says of the variants: Alternates, Vary, and the list for people. */
final class VariantList {

  private VariantList() {}

  /** The value of Alternates (RFC 2295 section 8.3). */
  static String alternates(List<Variant> variants, ToLongFunction<Variant> length) {
    List<String> all = new ArrayList<>(variants.size());
    for (Variant v : variants) {
      StringBuilder s = new StringBuilder("{\"").append(Escapes.pathSegment(v.file));
      s.append("\" ").append(quality(v.sourceQuality));
      attribute(s, "type", v.type);
      attribute(s, "charset", v.charset);
      attribute(s, "language", v.languageList());
      attribute(s, "encoding", v.encoding == null ? "" : v.encoding);
      boolean handled = v.looked != null && v.looked.handler() != null;
      long bytes = handled ? -1 : length.applyAsLong(v);
      attribute(s, "length", bytes < 0 ? "" : Long.toString(bytes));
      all.add(s.append('}').toString());
    }
    return String.join(", ", all);
  }

  private static void attribute(StringBuilder s, String name, String value) {
    if (!value.isEmpty()) {
      s.append(" {").append(name).append(' ').append(value).append('}');
    }
  }

  /** Up to three digits behind the point, without zeros at the end. */
  static String quality(float q) {
    String s = String.format(Locale.ROOT, "%1.3f", q);
    int end = s.length();
    while (s.charAt(end - 1) == '0') {
      end--;
    }
    return s.substring(0, s.charAt(end - 1) == '.' ? end - 1 : end);
  }

  /** Adds the fields that the variants differ by to Vary. */
  static void vary(Headers headers, boolean transparent, List<Variant> variants) {
    List<String> fields = new ArrayList<>(5);
    if (transparent) {
      fields.add("negotiate");
    }
    addIf(fields, "accept", variants, v -> v.type);
    addIf(fields, "accept-language", variants, Variant::languageList);
    addIf(fields, "accept-charset", variants, v -> v.charset);
    addIf(fields, "accept-encoding", variants, v -> v.encoding == null ? "" : v.encoding);
    if (!fields.isEmpty()) {
      headers.merge("Vary", String.join(",", fields));
    }
  }

  private static void addIf(
      List<String> fields, String field, List<Variant> variants, Function<Variant, String> of) {
    if (variants.stream().map(of).distinct().count() > 1) {
      fields.add(field);
    }
  }

  /** The list for a 300 or 406 page. */
  static String html(List<Variant> variants) {
    StringBuilder s = new StringBuilder("Available variants:\n<ul>\n");
    for (Variant v : variants) {
      s.append("<li><a href=\"").append(Escapes.pathSegment(v.file)).append("\">");
      s.append(Escapes.html(v.file)).append("</a> ").append(v.description);
      property(s, "type", v.type);
      property(s, "language", v.languageList());
      property(s, "charset", v.charset);
      property(s, "encoding", v.encoding == null ? "" : v.encoding);
      s.append("</li>\n");
    }
    return s.append("</ul>\n").toString();
  }

  private static void property(StringBuilder s, String name, String value) {
    if (!value.isEmpty()) {
      s.append(", ").append(name).append(' ').append(value);
    }
  }
}
