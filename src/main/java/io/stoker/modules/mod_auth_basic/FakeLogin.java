package io.stoker.modules.mod_auth_basic;

import io.stoker.api.EvaluationException;
import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Reply;
import io.stoker.api.Text;
import io.stoker.http.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * AuthBasicFake: who handlers and proxied servers are told the user is.
 *
 * @param user null where nobody is told anything
 */
record FakeLogin(@Nullable Text user, Text password) {

  static final FakeLogin OFF = new FakeLogin(null, Text.constant(""));

  private static final LogMessage USER_FAILED =
      LogMessage.error(
          "auth_basic",
          "AH02455",
          "AuthBasicFake: could not evaluate user expression for URI '%s': %s");
  private static final LogMessage PASSWORD_FAILED =
      LogMessage.error(
          "auth_basic",
          "AH02456",
          "AuthBasicFake: could not evaluate password expression for URI '%s': %s");
  private static final LogMessage TOLD =
      LogMessage.info("auth_basic", "AH02457", "AuthBasicFake: \"Authorization: %s\"");
  private static final LogMessage NO_USER =
      LogMessage.info(
          "auth_basic",
          "AH02458",
          "AuthBasicFake: empty username expression for URI '%s', ignoring");
  private static final LogMessage NO_PASSWORD =
      LogMessage.info(
          "auth_basic",
          "AH02459",
          "AuthBasicFake: empty password expression for URI '%s', ignoring");

  static Outcome apply(Exchange x) {
    FakeLogin fake = x.config(ModAuthBasic.FAKE);
    return fake.user == null ? Outcome.DECLINED : apply(fake.user, fake.password, x);
  }

  private static Outcome apply(Text userText, Text passwordText, Exchange x) {
    LogMessage failed = USER_FAILED;
    try {
      String user = userText.eval(x);
      if (user.isEmpty()) {
        x.log(NO_USER, x.uri());
        return Outcome.DECLINED;
      }
      failed = PASSWORD_FAILED;
      String password = passwordText.eval(x);
      if (password.isEmpty()) {
        x.log(NO_PASSWORD, x.uri());
        return Outcome.DECLINED;
      }
      byte[] both = (user + ':' + password).getBytes(StandardCharsets.ISO_8859_1);
      String field = ModAuthBasic.SCHEME + ' ' + Base64.getEncoder().encodeToString(both);
      x.in().set(HeaderNames.AUTHORIZATION, field);
      x.log(TOLD, field);
      return Outcome.OK;
    } catch (EvaluationException e) {
      x.log(failed, x.uri(), e.reason());
      return Reply.error(500);
    }
  }
}
