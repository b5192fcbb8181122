package io.stoker.api;

import org.jspecify.annotations.Nullable;

/** Who a user is: what AuthBasicProvider and AuthDigestProvider name. */
public interface AuthnProvider {
  ExtensionPoint<AuthnProvider> POINT = ExtensionPoint.exact("authn provider");

  /** What a provider says of a user and password. */
  enum Verdict {
    GRANTED,
    DENIED,
    USER_NOT_FOUND,
    GENERAL_ERROR
  }

  Verdict checkPassword(Exchange x, String user, String password) throws Exception;

  /** The digest {@code MD5(user:realm:password)} in hex, or null where the user is not known. */
  default @Nullable String realmHash(Exchange x, String user, String realm) throws Exception {
    return null;
  }
}
