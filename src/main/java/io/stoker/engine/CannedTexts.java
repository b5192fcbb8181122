package io.stoker.engine;

import io.stoker.api.Core;
import io.stoker.http.Escapes;
import java.util.Map;

/** The texts of the built-in pages that say the same for every request. */
final class CannedTexts {

  private static final Map<Integer, String> TEXTS =
      Map.ofEntries(
          entry(408, "Server timeout waiting for the HTTP request from the client."),
          entry(
              410,
              "The requested resource is no longer available on this server and there is no"
                  + " forwarding address.\nPlease remove all references to this resource."),
          entry(412, "The precondition on the request for this URL evaluated to false."),
          entry(
              415,
              "The supplied request data is not in a format\n"
                  + "acceptable for processing by this resource."),
          entry(
              416,
              "None of the range-specifier values in the Range\n"
                  + "request-header field overlap the current extent\n"
                  + "of the selected resource."),
          entry(
              421,
              "The client needs a new connection for this\n"
                  + "request as the requested host name does not match\n"
                  + "the Server Name Indication (SNI) in use for this\n"
                  + "connection."),
          entry(
              422,
              "The server understands the media type of the\n"
                  + "request entity, but was unable to process the\n"
                  + "contained instructions."),
          entry(
              423,
              "The requested resource is currently locked.\n"
                  + "The lock must be released or proper identification\n"
                  + "given before the method can be applied."),
          entry(
              424,
              "The method could not be performed on the resource\n"
                  + "because the requested action depended on another\n"
                  + "action and that other action failed."),
          entry(428, "The request is required to be conditional."),
          entry(429, "The user has sent too many requests\nin a given amount of time."),
          entry(
              431,
              "The server refused this request because\nthe request header fields are too large."),
          entry(
              503,
              "The server is temporarily unable to service your\n"
                  + "request due to maintenance downtime or capacity\n"
                  + "problems. Please try again later."),
          entry(
              504,
              "The gateway did not receive a timely response\n"
                  + "from the upstream server or application."),
          entry(
              507,
              "The method could not be performed on the resource\n"
                  + "because the server is unable to store the\n"
                  + "representation needed to successfully complete the\n"
                  + "request.  There is insufficient free space left in\n"
                  + "your storage allocation."),
          entry(
              508, "The server terminated an operation because\nit encountered an infinite loop."),
          entry(
              510,
              "A mandatory extension policy in the request is not\n"
                  + "accepted by the server for this resource."),
          entry(511, "The client needs to authenticate to gain\nnetwork access."));

  /** httpd forgets to close this paragraph. */
  private static final String UPGRADE =
      """
      <p>The requested resource can only be retrieved
      using SSL.  The server is willing to upgrade the current
      connection to SSL, but your client doesn't support it.
      Either upgrade your client, or try requesting the page
      using https://
      """;

  private CannedTexts() {}

  private static Map.Entry<Integer, String> entry(int status, String text) {
    return Map.entry(status, "<p>" + text + "</p>\n");
  }

  /** The text for a status; for one without its own, that of an internal error. */
  static String of(int status, RequestExchange x) {
    if (status == 426) {
      return UPGRADE;
    }
    String text = TEXTS.get(status);
    return text == null ? internalError(x) : text;
  }

  private static String internalError(RequestExchange x) {
    String details = x.notes().get("error-notes");
    if (details != null && "*".equals(x.notes().get("verbose-error-to"))) {
      return details;
    }
    return """
    <p>The server encountered an internal error or
    misconfiguration and was unable to complete
    your request.</p>
    <p>Please contact the server administrator at\s
     %s to inform them of the time this error occurred,
     and the actions you performed just before this error.</p>
    <p>More information about this error may be available
    in the server error log.</p>
    """
        .formatted(Escapes.html(x.server().get(Core.SERVER_ADMIN)));
  }
}
