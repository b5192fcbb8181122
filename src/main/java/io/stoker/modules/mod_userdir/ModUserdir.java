package io.stoker.modules.mod_userdir;

import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;

import com.google.auto.service.AutoService;
import io.stoker.api.Cmd;
import io.stoker.api.Directive;
import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.api.Hook;
import io.stoker.api.HttpdModule;
import io.stoker.api.Outcome;
import io.stoker.api.Phase;
import io.stoker.api.Reply;
import io.stoker.api.Slot;
import io.stoker.files.Lookup;
import io.stoker.http.Status;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** mod_userdir: {@code /~user} leads to a directory of that user. */
@AutoService(HttpdModule.class)
public final class ModUserdir implements HttpdModule {

  static final Slot<UserDirConfig> CONFIG = Slot.server(UserDirConfig.UNSET);

  /** For modules that run programs as the user. */
  private static final String USER_NOTE = "mod_userdir_user";

  @Override
  public String name() {
    return "mod_userdir";
  }

  @Override
  public List<Directive> directives() {
    return List.of(
        Directive.named("UserDir")
            .in(SERVER, VHOST)
            .help("where directories of users are, or which users have one")
            .apply(
                Directive.Arity.RAW_ARGS,
                "directory-filename [directory-filename] ...",
                ModUserdir::read));
  }

  private static void read(Cmd cmd, List<String> args) throws DirectiveException {
    List<String> words = cmd.words(args.getFirst());
    if (words.isEmpty() || words.getFirst().isEmpty()) {
      throw new DirectiveException("UserDir requires an argument.");
    }
    List<String> names = words.subList(1, words.size());
    switch (words.getFirst().toLowerCase(Locale.ROOT)) {
      case "disable", "disabled" ->
          cmd.update(CONFIG, c -> names.isEmpty() ? c.withAll(false) : c.withDisabled(names));
      case "enable", "enabled" ->
          cmd.update(CONFIG, c -> names.isEmpty() ? c.withAll(true) : c.withEnabled(names));
      default -> cmd.update(CONFIG, c -> c.withPlaces(words));
    }
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        Hook.on(Phase.TRANSLATE_NAME, ModUserdir::translate)
            .after("mod_alias")
            .before("mod_vhost_alias"));
  }

  private static Outcome translate(Exchange x) {
    String uri = x.uri();
    UserDirConfig config = x.config(CONFIG);
    List<String> places = config.places();
    if (!uri.startsWith("/~") || places == null) {
      return Outcome.DECLINED;
    }
    int slash = uri.indexOf('/', 2);
    String user = uri.substring(2, slash < 0 ? uri.length() : slash);
    String rest = slash < 0 ? "" : uri.substring(slash);
    if (!isName(user) || !config.allows(user)) {
      return Outcome.DECLINED;
    }
    for (int i = 0; i < places.size(); i++) {
      UserDirPlace place = UserDirPlace.of(places.get(i), user);
      if (place instanceof UserDirPlace.Elsewhere(String url)) {
        x.out().set("Location", url + rest);
        return Reply.error(Status.FOUND);
      }
      String directory = directory(x, place, user);
      boolean isLast = i == places.size() - 1;
      if (directory != null && (isLast || x.files().stat(directory) instanceof Lookup.Found)) {
        x.filename(directory + rest);
        x.context(uri.substring(0, uri.length() - rest.length()), directory);
        x.notes().set(USER_NOTE, user);
        return Outcome.OK;
      }
    }
    return Outcome.DECLINED;
  }

  private static boolean isName(String user) {
    return !user.isEmpty() && !user.equals(".") && !user.equals("..");
  }

  private static @Nullable String directory(Exchange x, UserDirPlace place, String user) {
    return switch (place) {
      case UserDirPlace.Directory(String path) -> path;
      case UserDirPlace.InHome(String below) -> {
        String home = x.files().homeOf(user);
        yield home == null ? null : home + "/" + below;
      }
      case UserDirPlace.Elsewhere e -> null;
    };
  }
}
