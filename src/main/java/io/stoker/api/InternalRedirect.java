package io.stoker.api;

/**
 * Answer with what another URI of this server answers, unseen by the client (httpd's {@code
 * ap_internal_redirect}).
 *
 * @param uri URL path with query, %-encoded
 * @param keepHandler whether the new request keeps this one's handler ({@code
 *     ap_internal_redirect_handler})
 * @param asGet whether it is a GET without content, whatever this request is
 */
public record InternalRedirect(String uri, boolean keepHandler, boolean asGet) implements Outcome {

  public InternalRedirect(String uri, boolean keepHandler) {
    this(uri, keepHandler, false);
  }

  /** To where a script sends the client: its content was for the script. */
  public static InternalRedirect getting(String uri) {
    return new InternalRedirect(uri, true, true);
  }

  public static InternalRedirect to(String uri) {
    return new InternalRedirect(uri, false);
  }
}
