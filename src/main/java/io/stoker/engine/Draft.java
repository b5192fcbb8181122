package io.stoker.engine;

import io.stoker.http.Headers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reply as it takes shape. */
final class Draft {
  int status = 200;
  Headers out = new Headers();
  Headers errorOut = new Headers();
  @Nullable String contentType;
  @Nullable String contentEncoding;
  List<String> contentLanguages = List.of();
  long lastModified;
  boolean noLocalCopy;

  /** Kept when a looked-up request is taken over, which has none or one that is not for here. */
  @Nullable String variantValidator;

  /** Whether the length of an error page stays untold, as for errors that httpd meets late. */
  boolean lengthUntold;

  /** The handler's name while it answered; null where none did. */
  @Nullable String answeredBy;

  Set<String> allowed = new LinkedHashSet<>();
  final OutputChain filters = new OutputChain();

  /** Takes over what a looked-up request said of its content, over what is said here. */
  void become(Draft other) {
    contentType = other.contentType;
    contentEncoding = other.contentEncoding;
    contentLanguages = other.contentLanguages;
    lastModified = other.lastModified;
    out = other.out.copy().addAll(out);
    errorOut = other.errorOut.copy().addAll(errorOut);
    filters.replaceBy(other.filters);
  }

  /** Starts over for an error page: only what holds for errors stays. */
  void restartAsError() {
    out = errorOut;
    errorOut = new Headers();
    contentEncoding = null;
    contentLanguages = List.of();
    filters.keepProtocolOnly();
  }
}
