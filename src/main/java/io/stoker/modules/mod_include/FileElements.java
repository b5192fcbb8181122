package io.stoker.modules.mod_include;

import io.stoker.api.Body;
import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.files.FileInfo;
import io.stoker.http.Status;
import io.stoker.http.Uris;
import io.stoker.modules.mod_include.Element.Attribute;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The elements include, fsize and flastmod: about other files and what other URIs lead to. */
final class FileElements {

  private static final String ABOVE = "(20023)The given path was above the root path: ";

  private FileElements() {}

  // ---- include ----

  static void include(Page page, Element element) throws IOException {
    if (element.attributes().isEmpty()) {
      page.fail(
          Messages.error("AH01341", "missing argument for include element in %s"), page.file());
    }
    if (element.attributes().isEmpty() || !page.branches().isShown()) {
      return;
    }
    boolean failed = false;
    for (Attribute attribute : element.usable()) {
      String written = Entities.decode(String.valueOf(attribute.value()));
      switch (attribute.name()) {
        case "file", "virtual" -> failed = !include(page, attribute.name(), written);
        case "onerror" -> failed = failed && !include(page, "virtual", written);
        default -> {
          page.fail(
              Messages.error("AH01342", "unknown parameter \"%s\" to tag include in %s"),
              attribute.name(),
              page.file());
          return;
        }
      }
    }
    if (failed) {
      page.showError();
    }
  }

  /** Whether it came to something; why not was told. */
  private static boolean include(Page page, String attribute, String written) throws IOException {
    Exchange x = page.exchange();
    String value = page.expand(written, false);
    Exchange there;
    if (attribute.equals("file")) {
      String path = below(value);
      if (path == null) {
        tell(page, ABOVE + "unable to include file \"%s\" in parsed file %s", written);
        return false;
      }
      there = x.lookupFile(path);
    } else {
      there = x.lookupUri(value);
    }
    if (there.status() != Status.OK) {
      tell(
          page,
          "unable to include \"%s\" in parsed file %s, subrequest setup returned " + there.status(),
          written);
      return false;
    }
    String type = there.contentType();
    if (!page.mayRunPrograms() && type != null && !type.startsWith("text/")) {
      tell(
          page,
          "unable to include potential exec \"%s\" in parsed file %s, content type not text/*",
          written);
      return false;
    }
    there.put(Variables.KEY, page.variables());
    // What the client has is the page, if anything, and no part of it.
    there.noLocalCopy(true);
    Body body = run(x, there);
    if (body == null) {
      tell(
          page,
          "unable to include \"%s\" in parsed file %s, subrequest returned " + there.status(),
          written);
      return false;
    }
    page.add(body);
    return true;
  }

  private static @Nullable Body run(Exchange x, Exchange there) throws IOException {
    try {
      return x.runSubrequest(there);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static void tell(Page page, String text, String written) {
    page.exchange().log(Messages.error("", text), written, page.file());
  }

  /** A path that stays below the directory of the page; null where it would not. */
  private static @Nullable String below(String path) {
    if (path.startsWith("/")) {
      return null;
    }
    int depth = 0;
    for (String segment : path.split("/")) {
      depth += segment.equals("..") ? -1 : segment.isEmpty() || segment.equals(".") ? 0 : 1;
      if (depth < 0) {
        return null;
      }
    }
    String whole = Uris.removeDotSegments("/" + path, true).path();
    return whole.substring(1);
  }

  // ---- fsize, flastmod ----

  static void size(Page page, Element element) {
    about(
        page,
        element,
        "AH01350",
        "missing argument for fsize element in %s",
        file -> page.write(page.formats().size(file.size())));
  }

  static void lastModified(Page page, Element element) {
    about(
        page,
        element,
        "AH01351",
        "missing argument for flastmod element in %s",
        file -> page.write(page.formats().time(file.modifiedMicros())));
  }

  private static void about(
      Page page,
      Element element,
      String missingId,
      String missing,
      java.util.function.Consumer<FileInfo> then) {
    if (element.attributes().isEmpty()) {
      page.fail(Messages.error(missingId, missing), page.file());
    }
    if (element.attributes().isEmpty() || !page.branches().isShown()) {
      return;
    }
    for (Attribute attribute : element.usable()) {
      String written = Entities.decode(String.valueOf(attribute.value()));
      FileInfo file = find(page, element.name(), attribute.name(), written);
      if (file == null) {
        return;
      }
      then.accept(file);
    }
  }

  /** The file that an attribute means; null where there is none, which was told. */
  private static @Nullable FileInfo find(
      Page page, String element, String attribute, String written) {
    String value = page.expand(written, false);
    LogMessage none;
    Exchange there;
    switch (attribute) {
      case "file" -> {
        String path = below(value);
        if (path == null) {
          page.fail(
              Messages.error("", ABOVE + "AH02668: unable to access file \"%s\" in parsed file %s"),
              value,
              page.file());
          return null;
        }
        there = page.exchange().lookupFile(path);
        none =
            Messages.error(
                "AH02670", "unable to lookup information about \"%s\" in parsed file %s");
      }
      case "virtual" -> {
        there = page.exchange().lookupUri(value);
        none =
            Messages.error("AH01339", "unable to get information about \"%s\" in parsed file %s");
      }
      default -> {
        page.fail(
            Messages.error("AH01340", "unknown parameter \"%s\" to tag %s in %s"),
            attribute,
            element,
            page.file());
        return null;
      }
    }
    if (there.status() == Status.OK && there.file() != null) {
      return there.file();
    }
    page.fail(none, value, page.file());
    return null;
  }
}
