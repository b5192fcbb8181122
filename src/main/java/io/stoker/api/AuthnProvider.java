package io.stoker.api;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Who a user is: what AuthBasicProvider and AuthDigestProvider name. */
public interface AuthnProvider {
  ExtensionPoint<AuthnProvider> POINT = ExtensionPoint.exact("authn provider");

  /** What a provider says of a user and password. */
  enum Verdict {
    GRANTED,
    DENIED,
    USER_NOT_FOUND,
    /** It cannot tell, and has said in the log why. */
    GENERAL_ERROR
  }

  Verdict checkPassword(Exchange x, String user, String password) throws Exception;

  /** Whether {@link #realmHash} can be asked. */
  default boolean hasRealmHashes() {
    return false;
  }

  /**
   * The digest {@code MD5(user:realm:password)} in hex, or null where the user is not known.
   *
   * @throws Unavailable where the provider cannot tell
   */
  default @Nullable String realmHash(Exchange x, String user, String realm) throws Exception {
    return null;
  }

  /** The provider cannot tell, and has said in the log why. */
  final class Unavailable extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    public Unavailable() {
      super(null, null, false, false);
    }
  }
}
