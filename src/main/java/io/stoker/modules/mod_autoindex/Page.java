package io.stoker.modules.mod_autoindex;

import io.stoker.api.Bodies;
import io.stoker.api.Body;
import io.stoker.api.Exchange;
import io.stoker.api.ServerSignature;
import io.stoker.files.FileInfo;
import io.stoker.http.Escapes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The page around a listing. */
final class Page {

  private static final String HTML_HEAD =
      "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\""
          + " \"http://www.w3.org/TR/html4/strict.dtd\">\n<html>\n";
  private static final String XHTML_HEAD =
      "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\"\n"
          + "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n"
          + "<html xmlns=\"http://www.w3.org/1999/xhtml\">\n";

  private final Exchange x;
  private final Set<IndexOption> options;
  private final String title;
  private final @Nullable String styleSheet;
  private final StringBuilder out = new StringBuilder();
  private boolean embeds;

  Page(Exchange x, Set<IndexOption> options) {
    this.x = x;
    this.options = options;
    this.title = Escapes.html(withoutSlashes(x.uri()));
    this.styleSheet = x.config(ModAutoindex.STYLE_SHEET);
  }

  private static String withoutSlashes(String uri) {
    int end = uri.length();
    while (end > 1 && uri.charAt(end - 1) == '/') {
      end--;
    }
    return uri.substring(0, end);
  }

  /** Whether the content of another request is in it, whose length nobody knew beforehand. */
  boolean embeds() {
    return embeds;
  }

  StringBuilder out() {
    return out;
  }

  private boolean has(IndexOption option) {
    return options.contains(option);
  }

  void head(@Nullable String file) throws Exception {
    Exchange looked = file == null ? null : look(withQuery(file));
    String content = looked == null ? null : content(looked);
    boolean own = content != null && isHtml(looked);
    if (!(own && has(IndexOption.SUPPRESS_HTML_PREAMBLE))) {
      preamble();
    }
    if (content != null) {
      out.append(content);
    } else if (styleSheet != null) {
      out.append("  <h1 id=\"indextitle\">Index of ").append(title).append("</h1>\n");
    } else {
      out.append("<h1>Index of ").append(title).append("</h1>\n");
    }
  }

  private String withQuery(String file) {
    return x.query() == null ? file : file + "?" + x.query();
  }

  private void preamble() {
    boolean xhtml = has(IndexOption.XHTML);
    out.append(xhtml ? XHTML_HEAD : HTML_HEAD);
    out.append(" <head>\n  <title>Index of ").append(title).append("</title>\n");
    if (styleSheet != null) {
      out.append("  <link rel=\"stylesheet\" href=\"").append(styleSheet);
      out.append("\" type=\"text/css\"").append(xhtml ? " />\n" : ">\n");
    }
    String insert = x.config(ModAutoindex.HEAD_INSERT);
    out.append(insert == null ? "" : insert).append(" </head>\n <body>\n");
  }

  void tail(@Nullable String file) throws Exception {
    Exchange looked = file == null ? null : look(file);
    String content = looked == null ? null : content(looked);
    out.append(content == null ? ServerSignature.of(x, "") : content);
    boolean own = content != null && isHtml(looked);
    if (!(own && has(IndexOption.SUPPRESS_HTML_PREAMBLE))) {
      out.append("</body></html>\n");
    }
  }

  /** A look at a file as a client would have it that likes HTML and nothing packed. */
  private @Nullable Exchange look(String uri) {
    List<String> accept = x.in().getAll("Accept");
    List<String> encoding = x.in().getAll("Accept-Encoding");
    x.in().set("Accept", "text/html, text/plain");
    x.in().unset("Accept-Encoding");
    Exchange looked = x.lookupUri(uri);
    x.in().unset("Accept");
    accept.forEach(value -> x.in().add("Accept", value));
    encoding.forEach(value -> x.in().add("Accept-Encoding", value));
    FileInfo info = looked.file();
    return looked.status() == 200 && info != null && info.isRegular() ? looked : null;
  }

  private static boolean isHtml(@Nullable Exchange looked) {
    String type = looked == null ? null : Listing.mediaType(looked);
    return type != null && type.equalsIgnoreCase("text/html");
  }

  /** HTML as its own request gives it, other text as it is; null for anything else. */
  private @Nullable String content(Exchange looked) throws Exception {
    String type = looked.contentType();
    if (isHtml(looked)) {
      Body body = x.runSubrequest(looked);
      if (body == null) {
        return null;
      }
      byte[] bytes = Bodies.bytes(body);
      if (looked.status() != 200) {
        return null;
      }
      embeds = true;
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/")
        ? plain(String.valueOf(looked.filename()))
        : null;
  }

  private @Nullable String plain(String path) {
    try {
      String text = new String(x.files().readAll(path), StandardCharsets.ISO_8859_1);
      String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
      return "<pre>\n" + escaped + "</pre>\n";
    } catch (IOException e) {
      return null;
    }
  }
}
