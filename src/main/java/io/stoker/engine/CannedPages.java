package io.stoker.engine;

import io.stoker.api.ServerSignature;
import io.stoker.http.Escapes;
import io.stoker.http.Status;

/**
 * The pages that are sent where no ErrorDocument is: byte for byte what clients of httpd see, since
 * there are clients that look at them.
 */
final class CannedPages {

  private static final String START =
      "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\""
          + " \"http://www.w3.org/TR/html4/strict.dtd\">\n"
          + "<html><head>\n"
          + "<title>";
  private static final String CREDENTIALS =
      """
      <p>This server could not verify that you
      are authorized to access the document
      requested.  Either you supplied the wrong
      credentials (e.g., bad password), or your
      browser doesn't understand how to supply
      the credentials required.</p>
      """;

  private CannedPages() {}

  /**
   * The page for the status of {@code x}.
   *
   * @param location where a redirect leads, else empty
   * @param second status of the failure to use an ErrorDocument, or 0
   */
  static String page(RequestExchange x, String location, int second) {
    String line = Status.line(Status.isKnown(x.status()) ? x.status() : 500);
    StringBuilder page = new StringBuilder(START);
    page.append(line).append("</title>\n</head><body>\n<h1>");
    page.append(line, 4, line.length()).append("</h1>\n");
    page.append(text(x, location));
    if (second != 0) {
      page.append("<p>Additionally, a ").append(Status.line(second));
      page.append("\nerror was encountered while trying to use an ErrorDocument");
      page.append(" to handle the request.</p>\n");
    }
    return page.append(ServerSignature.of(x, "<hr>\n")).append("</body></html>\n").toString();
  }

  private static String text(RequestExchange x, String location) {
    return switch (x.status()) {
      case 300 -> note(x, "variant-list");
      case 301, 302, 307, 308 -> link("The document has moved", location);
      case 303 -> link("The answer to your request is located", location);
      case 305 ->
          """
          <p>This resource is only accessible through the proxy
          <br />
          You will need to configure your client to use that proxy.</p>
          """;
      default -> x.status() < 500 ? clientError(x) : serverError(x);
    };
  }

  private static String link(String sentence, String location) {
    return "<p>" + sentence + " <a href=\"" + Escapes.html(location) + "\">here</a>.</p>\n";
  }

  private static String note(RequestExchange x, String name) {
    String note = x.notes().get(name);
    return note == null ? "" : note;
  }

  private static String method(RequestExchange x) {
    return Escapes.html(x.method());
  }

  private static String clientError(RequestExchange x) {
    return switch (x.status()) {
      case 400 ->
          "<p>Your browser sent a request that this server could not understand.<br />\n"
              + note(x, "error-notes")
              + "</p>\n";
      case 401, 407 -> CREDENTIALS;
      case 403 ->
          "<p>You don't have permission to access this resource."
              + note(x, "error-notes")
              + "</p>\n";
      case 404 -> "<p>The requested URL was not found on this server.</p>\n";
      case 405 -> "<p>The requested method " + method(x) + " is not allowed for this URL.</p>\n";
      case 406 ->
          "<p>An appropriate representation of the requested resource could not be found on this"
              + " server.</p>\n"
              + note(x, "variant-list");
      case 411 ->
          "<p>A request of the requested method "
              + method(x)
              + " requires a valid Content-length.<br />\n"
              + note(x, "error-notes")
              + "</p>\n";
      case 413 ->
          "The requested resource does not allow request data with "
              + method(x)
              + " requests, or the amount of data provided in\n"
              + "the request exceeds the capacity limit.\n";
      case 414 ->
          "<p>The requested URL's length exceeds the capacity\nlimit for this server.<br />\n"
              + note(x, "error-notes")
              + "</p>\n";
      case 417 -> expectation(x);
      case 451 ->
          "<p>Access to this URL has been denied for legal reasons.<br />\n"
              + note(x, "error-notes")
              + "</p>\n";
      default -> CannedTexts.of(x.status(), x);
    };
  }

  private static String expectation(RequestExchange x) {
    String expect = x.in().get("Expect");
    return (expect == null
            ? "<p>No expectation was seen, the Expect request-header \n"
                + "field was not presented by the client.\n"
            : "<p>The expectation given in the Expect request-header\n"
                + "field could not be met by this server.\n"
                + "The client sent<pre>\n    Expect: "
                + Escapes.html(expect)
                + "\n</pre>\n")
        + "</p><p>Only the 100-continue expectation is supported.</p>\n";
  }

  private static String serverError(RequestExchange x) {
    return switch (x.status()) {
      case 501 ->
          "<p>"
              + method(x)
              + " not supported for current URL.<br />\n"
              + note(x, "error-notes")
              + "</p>\n";
      case 502 ->
          "<p>The proxy server received an invalid\r\nresponse from an upstream server.<br />\r\n"
              + note(x, "error-notes")
              + "</p>\n";
      case 506 ->
          "<p>A variant for the requested resource\n<pre>\n"
              + note(x, "error-notes")
              + "\n</pre>\nis itself a negotiable resource. This indicates a configuration"
              + " error.</p>\n";
      default -> CannedTexts.of(x.status(), x);
    };
  }
}
