package io.stoker.modules.mod_speling;

import io.stoker.http.Escapes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The list that is sent where it is not clear what was meant.
 *
 * @param directory the URL path of the directory, with its slash
 * @param rest what follows the name: path info and query
 */
record CandidateList(List<Candidate> candidates, String directory, String rest) {

  private String url(Candidate candidate) {
    return directory + candidate.name() + rest;
  }

  /** The middle of httpd's page for 300 Multiple Choices. */
  String html(String asked, @Nullable String referer) {
    StringBuilder out = new StringBuilder();
    out.append("The document name you requested (<code>")
        .append(Escapes.html(asked))
        .append(
            "</code>) could not be found on this server.\n"
                + "However, we found documents with names similar to the one you requested.<p>"
                + "Available documents:\n<ul>\n");
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      out.append("<li><a href=\"")
          .append(Escapes.uri(url(candidate)))
          .append("\">")
          .append(Escapes.html(url(candidate)))
          .append("</a> (")
          .append(candidate.likeness().words())
          .append(")\n");
      if (i > 0 && isHardly(i + 1) && !isHardly(i)) {
        out.append("</ul>\nFurthermore, the following related documents were found:\n<ul>\n");
      }
    }
    out.append("</ul>\n");
    if (referer != null) {
      out.append("Please consider informing the owner of the referring page <tt>")
          .append(Escapes.html(referer))
          .append("</tt> about the broken link.\n");
    }
    return out.toString();
  }

  private boolean isHardly(int index) {
    return index < candidates.size() && candidates.get(index).likeness() == Likeness.BASENAME;
  }

  /** The variable VARIANTS, with httpd's commas between its pieces. */
  String variable() {
    StringBuilder out = new StringBuilder();
    for (Candidate candidate : candidates) {
      out.append(out.isEmpty() ? "" : ",")
          .append("\",")
          .append(Escapes.uri(url(candidate)))
          .append(",\";\",")
          .append(candidate.likeness().words())
          .append(",\"");
    }
    return out.toString();
  }
}
