package io.stoker.modules.mod_authz_groupfile;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;

import com.google.auto.service.AutoService;
import io.stoker.api.Arg;
import io.stoker.api.AuthzProvider;
import io.stoker.api.AuthzProvider.Requirement;
import io.stoker.api.AuthzProvider.Verdict;
import io.stoker.api.Cmd;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.EvaluationException;
import io.stoker.api.Exchange;
import io.stoker.api.Extension;
import io.stoker.api.FileGroup;
import io.stoker.api.FileLines;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogMessage;
import io.stoker.api.OverrideClass;
import io.stoker.api.Slot;
import io.stoker.api.Text;
import io.stoker.expr.Expressions;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** mod_authz_groupfile: {@code Require group} and {@code Require file-group}, by a text file. */
@AutoService(HttpdModule.class)
public final class ModAuthzGroupfile implements HttpdModule {

  /** The file, absolute. */
  static final Slot<@Nullable String> GROUP_FILE = Slot.optionalDirectory("AuthGroupFile");

  private static final String REFUSED = "Authorization of user %s to access %s failed, reason: ";

  private static final LogMessage FAILED =
      error(
          "AH02592",
          "authz_groupfile authorize: require group: Can't evaluate require expression: %s");
  private static final LogMessage NO_MEMBER =
      LogMessage.debug(
          "authz_groupfile", "AH01667", REFUSED + "user is not part of the 'require'ed group(s).");
  private static final LogMessage NO_MEMBER_OF_FILES =
      LogMessage.debug(
          "authz_groupfile",
          "AH01671",
          REFUSED + "user is not part of the 'require'ed file group.");
  private static final LogMessage NO_OWNER_MODULE =
      error("STK0641", REFUSED + "mod_authz_owner, which knows the groups of files, is not loaded");

  /** What the two requirements say of the file. */
  private record Words(LogMessage noFile, LogMessage unreadable, LogMessage unknown) {}

  private static final Words OF_GROUP =
      new Words(
          error("AH01664", "No group file was specified in the configuration"),
          error("AH01665", "Could not open group file: %s"),
          LogMessage.info(
              "authz_groupfile", "AH01666", REFUSED + "user doesn't appear in group file (%s)."));
  private static final Words OF_FILE_GROUP =
      new Words(
          error("AH01668", "No group file was specified in the configuration"),
          error("AH01669", "Could not open group file: %s"),
          error("AH01670", REFUSED + "user doesn't appear in group file (%s)."));

  private static LogMessage error(String id, String text) {
    return LogMessage.error("authz_groupfile", id, text);
  }

  @Override
  public String name() {
    return "mod_authz_groupfile";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        Directive.named("AuthGroupFile")
            .in(DIRECTORY, HTACCESS)
            .override(OverrideClass.AUTH_CONFIG)
            .help("a text file of groups and their users")
            .take(Arg.FILE, GROUP_FILE));
  }

  @Override
  public List<Extension<?>> extensions() {
    return List.of(
        AuthzProvider.POINT.offer("group", ModAuthzGroupfile::group),
        AuthzProvider.POINT.offer("file-group", (words, cmd) -> ModAuthzGroupfile::ofFile));
  }

  private static Requirement group(String words, Cmd cmd) throws DirectiveException {
    Text wanted;
    try {
      wanted = Expressions.text(words, cmd, Expressions.Use.DOES_NOT_VARY, "authz_groupfile");
    } catch (DirectiveException e) {
      throw new DirectiveException("Cannot parse expression in require line: " + e.getMessage(), e);
    }
    return x -> group(wanted, x);
  }

  private static Verdict group(Text wanted, Exchange x) {
    String user = x.user();
    if (user == null) {
      return Verdict.DENIED_NO_USER;
    }
    Set<String> groups = groups(user, OF_GROUP, x);
    if (groups.isEmpty()) {
      return Verdict.DENIED;
    }
    try {
      if (FileLines.words(wanted.eval(x)).stream().anyMatch(groups::contains)) {
        return Verdict.GRANTED;
      }
    } catch (EvaluationException e) {
      x.log(FAILED, e.reason());
      return Verdict.DENIED;
    }
    x.log(NO_MEMBER, user, x.uri());
    return Verdict.DENIED;
  }

  private static Verdict ofFile(Exchange x) {
    String user = x.user();
    if (user == null) {
      return Verdict.DENIED_NO_USER;
    }
    Set<String> groups = groups(user, OF_FILE_GROUP, x);
    if (groups.isEmpty()) {
      return Verdict.DENIED;
    }
    FileGroup owners = x.extensions().find(FileGroup.POINT, FileGroup.NAME);
    if (owners == null) {
      x.log(NO_OWNER_MODULE, user, x.uri());
      return Verdict.DENIED;
    }
    String group = owners.of(x);
    if (group == null) {
      return Verdict.DENIED;
    }
    if (groups.contains(group)) {
      return Verdict.GRANTED;
    }
    x.log(NO_MEMBER_OF_FILES, user, x.uri());
    return Verdict.DENIED;
  }

  /** The groups of a user; where there are none, the log says why. */
  private static Set<String> groups(String user, Words words, Exchange x) {
    String path = x.config(GROUP_FILE);
    if (path == null) {
      x.log(words.noFile);
      return Set.of();
    }
    try {
      Set<String> groups = FileLines.read(x, path, GroupFile.FORM).groupsOf(user);
      if (groups.isEmpty()) {
        x.log(words.unknown, user, x.uri(), path);
      }
      return groups;
    } catch (IOException e) {
      x.log(e, words.unreadable, path);
      return Set.of();
    }
  }
}
