package io.stoker.modules.mod_unixd;

import com.google.auto.service.AutoService;
import io.stoker.api.Arg;
import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Core.Account;
import io.stoker.api.Directive;
import io.stoker.api.Directive.Arity;
import io.stoker.api.DirectiveException;
import io.stoker.api.HttpdModule;
import io.stoker.api.Numbers;
import io.stoker.api.Slot;
import io.stoker.api.Startup;
import io.stoker.api.Where;
import io.stoker.files.Users;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * mod_unixd: whom the server runs as. ChrootDir is refused: a Java process that loses sight of its
 * own libraries cannot go on.
 */
@AutoService(HttpdModule.class)
public final class ModUnixd implements HttpdModule {

  /** httpd's words, line ends and all: scripts look for them. */
  private static final String ROOT =
      """
      Error:\tApache has not been designed to serve pages while
      \trunning as root.  There are known race conditions that
      \twill allow any local user to read any file on the system.
      \tIf you still desire to serve pages as root then
      \tadd -DBIG_SECURITY_HOLE to the CFLAGS env variable
      \tand then rebuild the server.
      \tIt is strongly suggested that you instead modify the User
      \tdirective in your httpd.conf file to list a non-root
      \tuser.
      """;

  private static final Arg<Account> USER =
      Arg.of("unix-userid", Arg.Kind.WORD, (word, cmd) -> user(word));

  private static final Arg<Account> GROUP =
      Arg.of("unix-group", Arg.Kind.WORD, (word, cmd) -> group(word));

  private static final Arg<String> CHROOT =
      Arg.of(
          "directory",
          Arg.Kind.WORD,
          (word, cmd) -> {
            throw new DirectiveException(
                "ChrootDir is not supported: a Java process needs its libraries; let systemd"
                    + " (RootDirectory=) or a container confine the server");
          });

  /** Never filled. */
  private static final Slot<@Nullable String> NO_CHROOT = Slot.optionalServer("ChrootDir");

  @Override
  public String name() {
    return "mod_unixd";
  }

  @Override
  public boolean isStatic() {
    return true;
  }

  @Override
  public List<String> describeRun(Startup startup) {
    Account user = startup.main().get(Core.USER);
    Account group = startup.main().get(Core.GROUP);
    String unused = "root".equals(System.getProperty("user.name")) ? "" : " not_used";
    List<String> lines = new ArrayList<>();
    if (user != null) {
      lines.add("User: name=\"" + user.written() + "\" id=" + user.id() + unused);
    }
    if (group != null) {
      lines.add("Group: name=\"" + group.written() + "\" id=" + group.id() + unused);
    }
    return lines;
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        Directive.named("User")
            .in(Where.SERVER)
            .fallback("#-1")
            .help("name of the user, or # and number, that the server runs as")
            .take(USER, Core.USER),
        Directive.named("Group")
            .in(Where.SERVER)
            .fallback("#-1")
            .help("name of the group, or # and number, that the server runs as")
            .take(GROUP, Core.GROUP),
        Directive.named("ChrootDir")
            .in(Where.SERVER)
            .help("the directory that is to be the server's root; refused")
            .differs("refused: what starts the server (systemd, a container) can confine it")
            .take(CHROOT, NO_CHROOT),
        Directive.named("Suexec")
            .in(Where.SERVER)
            .fallback("Off")
            .help("whether programs are run by another user than the server's")
            .obsolete("there is no suexec; On is refused")
            .apply(
                Arity.FLAG,
                List.of(new Directive.Param(Arg.FLAG, false, false)),
                ModUnixd::suexec));
  }

  private static void suexec(Cmd cmd, List<String> args) throws DirectiveException {
    if (Arg.FLAG.parse(args.get(0), cmd)) {
      throw new DirectiveException("suEXEC isn't supported");
    }
  }

  private static Account user(String word) throws DirectiveException {
    int id;
    if (word.startsWith("#")) {
      id = Numbers.leadingInt(word.substring(1));
    } else {
      Users.User user = Users.system().user(word);
      if (user == null) {
        throw DirectiveException.ofProgram("AH00543", "bad user name " + word);
      }
      id = user.uid();
    }
    if (id == 0) {
      throw new DirectiveException(ROOT);
    }
    return new Account(word, id);
  }

  private static Account group(String word) throws DirectiveException {
    if (word.startsWith("#")) {
      return new Account(word, Numbers.leadingInt(word.substring(1)));
    }
    Users.Group group = Users.system().group(word);
    if (group == null) {
      throw DirectiveException.ofProgram("AH00544", "bad group name " + word);
    }
    return new Account(word, group.gid());
  }
}
