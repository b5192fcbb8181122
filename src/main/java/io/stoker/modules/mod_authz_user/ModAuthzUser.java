package io.stoker.modules.mod_authz_user;

import com.google.auto.service.AutoService;
import io.stoker.api.AuthzProvider;
import io.stoker.api.AuthzProvider.Requirement;
import io.stoker.api.AuthzProvider.Verdict;
import io.stoker.api.Cmd;
import io.stoker.api.DirectiveException;
import io.stoker.api.EvaluationException;
import io.stoker.api.Exchange;
import io.stoker.api.Extension;
import io.stoker.api.FileLines;
import io.stoker.api.HttpdModule;
import io.stoker.api.LogMessage;
import io.stoker.api.Text;
import io.stoker.expr.Expressions;
import java.util.List;

/** mod_authz_user: {@code Require user} and {@code Require valid-user}. */
@AutoService(HttpdModule.class)
public final class ModAuthzUser implements HttpdModule {

  private static final LogMessage NOT_MET =
      LogMessage.debug(
          "authz_user",
          "AH01663",
          "access to %s failed, reason: user '%s' does not meet 'require'ments for user to be"
              + " allowed access");
  private static final LogMessage FAILED =
      LogMessage.error(
          "authz_user",
          "AH02594",
          "authz_user authorize: require user: Can't evaluate require expression: %s");

  @Override
  public String name() {
    return "mod_authz_user";
  }

  @Override
  public List<Extension<?>> extensions() {
    return List.of(
        AuthzProvider.POINT.offer("user", ModAuthzUser::user),
        AuthzProvider.POINT.offer("valid-user", (words, cmd) -> ModAuthzUser::anybody));
  }

  private static Requirement user(String words, Cmd cmd) throws DirectiveException {
    Text names;
    try {
      names = Expressions.text(words, cmd, Expressions.Use.DOES_NOT_VARY, "authz_user");
    } catch (DirectiveException e) {
      throw new DirectiveException("Cannot parse expression in require line: " + e.getMessage(), e);
    }
    return x -> {
      String user = x.user();
      return user == null ? Verdict.DENIED_NO_USER : isNamed(user, names, x);
    };
  }

  private static Verdict isNamed(String user, Text names, Exchange x) {
    try {
      if (FileLines.words(names.eval(x)).contains(user)) {
        return Verdict.GRANTED;
      }
    } catch (EvaluationException e) {
      x.log(FAILED, e.reason());
      return Verdict.DENIED;
    }
    x.log(NOT_MET, x.uri(), user);
    return Verdict.DENIED;
  }

  private static Verdict anybody(Exchange x) {
    return x.user() == null ? Verdict.DENIED_NO_USER : Verdict.GRANTED;
  }
}
