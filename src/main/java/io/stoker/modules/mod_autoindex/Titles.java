package io.stoker.modules.mod_autoindex;

import io.stoker.api.Exchange;
import io.stoker.files.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Titles of HTML files, for ScanHTMLTitles. */
final class Titles {

  /** Only so much of a file is looked at. */
  private static final int LIMIT = 8191;

  private Titles() {}

  /** What stands in the title element at the beginning of an HTML file, or null. */
  static @Nullable String of(Exchange x, String path, Exchange looked) {
    String type = Listing.mediaType(looked);
    boolean html =
        type != null
            && (type.equalsIgnoreCase("text/html") || type.equals("text/x-server-parsed-html"));
    if (!html || looked.contentEncoding() != null || looked.status() != 200) {
      return null;
    }
    try (OpenFile file = x.files().open(path)) {
      ByteBuffer buffer = ByteBuffer.allocate(LIMIT);
      while (buffer.hasRemaining() && file.read(buffer, buffer.position()) > 0) {
        // on to the end
      }
      return in(new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return null;
    }
  }

  static @Nullable String in(String html) {
    int tag = html.toLowerCase(Locale.ROOT).indexOf("<title>");
    if (tag < 0) {
      return null;
    }
    int start = tag + "<title>".length();
    int end = html.indexOf('<', start);
    String title = html.substring(start, end < 0 ? html.length() : end);
    while (title.startsWith("\r") || title.startsWith("\n")) {
      title = title.substring(1);
    }
    return title.replace('\r', ' ').replace('\n', ' ');
  }
}
