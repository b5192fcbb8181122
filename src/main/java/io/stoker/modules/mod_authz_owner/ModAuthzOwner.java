package io.stoker.modules.mod_authz_owner;

import com.google.auto.service.AutoService;
import io.stoker.api.AuthzProvider;
import io.stoker.api.AuthzProvider.Verdict;
import io.stoker.api.Exchange;
import io.stoker.api.Extension;
import io.stoker.api.FileGroup;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogMessage;
import io.stoker.api.SystemError;
import io.stoker.files.Errno;
import io.stoker.files.FileInfo;
import io.stoker.files.Lookup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** mod_authz_owner: {@code Require file-owner}, and the groups of files for file-group. */
@AutoService(HttpdModule.class)
public final class ModAuthzOwner implements HttpdModule {

  private static final String NO_FILE = "could not stat file ";

  private static final LogMessage NO_FILE_OF_OWNER = refused("AH01634");
  private static final LogMessage NO_OWNER = refused("AH01636");
  private static final LogMessage OTHER_OWNER = refused("AH01637");
  private static final LogMessage NO_FILE_OF_GROUP = refused("AH01639");
  private static final LogMessage NO_GROUP = refused("AH01641");

  /** What the system says of a number without a name. */
  private static final SystemError NO_NAME = new SystemError(Errno.ENOENT.number());

  private static LogMessage refused(String id) {
    return LogMessage.error(
        "authz_owner", id, "Authorization of user %s to access %s failed, reason: %s");
  }

  @Override
  public String name() {
    return "mod_authz_owner";
  }

  @Override
  public List<Extension<?>> extensions() {
    return List.of(
        AuthzProvider.POINT.offer("file-owner", (words, cmd) -> ModAuthzOwner::owner),
        FileGroup.POINT.offer(FileGroup.NAME, ModAuthzOwner::group));
  }

  private static Verdict owner(Exchange x) {
    String user = x.user();
    if (user == null) {
      return Verdict.DENIED_NO_USER;
    }
    FileInfo file = file(x, NO_FILE_OF_OWNER);
    if (file == null) {
      return Verdict.DENIED;
    }
    String owner = x.files().userName(file.uid());
    if (owner.equals(String.valueOf(file.uid()))) {
      x.log(NO_NAME, NO_OWNER, user, x.uri(), "could not get name of file owner");
      return Verdict.DENIED;
    }
    if (owner.equals(user)) {
      return Verdict.GRANTED;
    }
    x.log(OTHER_OWNER, user, x.uri(), "file owner " + owner + " does not match.");
    return Verdict.DENIED;
  }

  private static @Nullable String group(Exchange x) {
    FileInfo file = file(x, NO_FILE_OF_GROUP);
    if (file == null) {
      return null;
    }
    String group = x.files().groupName(file.gid());
    if (group.equals(String.valueOf(file.gid()))) {
      x.log(
          NO_NAME, NO_GROUP, String.valueOf(x.user()), x.uri(), "could not get name of file group");
      return null;
    }
    return group;
  }

  /** The file that the request maps to, links followed; null, and a line in the log, if none. */
  private static @Nullable FileInfo file(Exchange x, LogMessage missing) {
    FileInfo walked = x.file();
    if (walked != null) {
      return walked;
    }
    String path = String.valueOf(x.filename());
    Lookup seen = x.files().stat(path);
    if (seen instanceof Lookup.Found(FileInfo info)) {
      return info;
    }
    x.log(SystemError.of(seen), missing, String.valueOf(x.user()), x.uri(), NO_FILE + path);
    return null;
  }
}
