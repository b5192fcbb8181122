package io.stoker.modules.mod_authn_file;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;

import com.google.auto.service.AutoService;
import io.stoker.api.Arg;
import io.stoker.api.AuthnProvider;
import io.stoker.api.Directive;
import io.stoker.api.Exchange;
import io.stoker.api.Extension;
import io.stoker.api.FileLines;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogMessage;
import io.stoker.api.OverrideClass;
import io.stoker.api.Passwords;
import io.stoker.api.Slot;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** mod_authn_file: users and passwords in text files, as htpasswd and htdigest write them. */
@AutoService(HttpdModule.class)
public final class ModAuthnFile implements HttpdModule {

  /** The file, absolute. */
  static final Slot<@Nullable String> USER_FILE = Slot.optionalDirectory("AuthUserFile");

  private static final LogMessage NO_FILE =
      error("AH01619", "AuthUserFile not specified in the configuration");
  private static final LogMessage NO_FILE_OF_DIGESTS =
      error("AH01621", "AuthUserFile not specified in the configuration");
  private static final LogMessage UNREADABLE = error("AH01620", "Could not open password file: %s");
  private static final LogMessage UNREADABLE_DIGESTS =
      error("AH01622", "Could not open password file: %s");
  private static final LogMessage UNKNOWN_HASH =
      error(
          "STK0640",
          "the password of user %s in %s is hashed in a way that is not supported here (%s...);"
              + " htpasswd writes hashes that are");

  private static LogMessage error(String id, String text) {
    return LogMessage.error("authn_file", id, text);
  }

  @Override
  public String name() {
    return "mod_authn_file";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        Directive.named("AuthUserFile")
            .in(DIRECTORY, HTACCESS)
            .override(OverrideClass.AUTH_CONFIG)
            .help("a text file of users and passwords, as htpasswd writes it")
            .take(Arg.FILE, USER_FILE));
  }

  @Override
  public List<Extension<?>> extensions() {
    return List.of(AuthnProvider.POINT.offer("file", new FileProvider()));
  }

  /** The provider {@code file}. */
  private static final class FileProvider implements AuthnProvider {

    @Override
    public Verdict checkPassword(Exchange x, String user, String password)
        throws InterruptedException {
      String path = x.config(USER_FILE);
      if (path == null) {
        x.log(NO_FILE);
        return Verdict.GENERAL_ERROR;
      }
      String hash;
      try {
        hash = FileLines.read(x, path, UserFile.FORM).hashOf(user);
      } catch (IOException e) {
        x.log(e, UNREADABLE, path);
        return Verdict.GENERAL_ERROR;
      }
      if (hash == null) {
        return Verdict.USER_NOT_FOUND;
      }
      Passwords.Match match = Passwords.shared().match(password, hash, x.witness() == null);
      if (match == Passwords.Match.UNKNOWN_HASH) {
        x.log(UNKNOWN_HASH, user, path, kind(hash));
      }
      return match == Passwords.Match.YES ? Verdict.GRANTED : Verdict.DENIED;
    }

    /** What a hash begins with, up to its second dollar sign: nothing of the hash itself. */
    private static String kind(String hash) {
      return hash.substring(0, Math.max(1, hash.indexOf('$', 1) + 1));
    }

    @Override
    public boolean hasRealmHashes() {
      return true;
    }

    @Override
    public @Nullable String realmHash(Exchange x, String user, String realm) throws Unavailable {
      String path = x.config(USER_FILE);
      if (path == null) {
        x.log(NO_FILE_OF_DIGESTS);
        throw new Unavailable();
      }
      try {
        return FileLines.read(x, path, UserFile.FORM).digestOf(user, realm);
      } catch (IOException e) {
        x.log(e, UNREADABLE_DIGESTS, path);
        throw new Unavailable();
      }
    }
  }
}
