package io.stoker.api;

/**
 * Answer with what another URI of this server answers, unseen by the client (httpd's {@code
 * ap_internal_redirect}).
 *
 * @param uri URL path with query, %-encoded
 * @param keepHandler whether the new request keeps this one's handler ({@code
 *     ap_internal_redirect_handler})
 */
public record InternalRedirect(String uri, boolean keepHandler) implements Outcome {

  public static InternalRedirect to(String uri) {
    return new InternalRedirect(uri, false);
  }
}
