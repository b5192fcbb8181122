package io.stoker.modules.core;

import io.stoker.api.Cmd;
import io.stoker.api.Core;
import io.stoker.api.Core.ErrorDocument;
import io.stoker.api.DirectiveException;
import io.stoker.api.LogLevel;
import io.stoker.api.LogMessage;
import io.stoker.api.Numbers;
import io.stoker.api.Text;
import io.stoker.expr.Expressions;
import io.stoker.http.Status;

/** ErrorDocument: what its second word means. */
final class ErrorDocuments {

  static final LogMessage URL_FOR_401 =
      new LogMessage(
          "core",
          "AH00113",
          LogLevel.NOTICE,
          "%s:%d cannot use a full URL in a 401 ErrorDocument directive --- ignoring!");

  private ErrorDocuments() {}

  static void apply(Cmd cmd, String code, String document) throws DirectiveException {
    int status = Numbers.leadingInt(code);
    if (!Status.isKnown(status)) {
      throw new DirectiveException("Unsupported HTTP response code " + code);
    }
    boolean isUrl = document.indexOf(' ') < 0 && hasScheme(document);
    if (status == Status.UNAUTHORIZED && isUrl) {
      // A redirection would take the challenge away, and with it the way to log in.
      cmd.log(URL_FOR_401, cmd.position().file(), cmd.position().line());
      return;
    }
    ErrorDocument said = said(cmd, document, isUrl);
    cmd.update(Core.ERROR_DOCUMENTS, all -> Core.put(all, status, said));
  }

  private static ErrorDocument said(Cmd cmd, String document, boolean isUrl)
      throws DirectiveException {
    if (document.equals("default")) {
      return new ErrorDocument.BuiltIn();
    }
    Text text = text(cmd, document);
    if (isUrl) {
      return new ErrorDocument.Url(text);
    }
    boolean isPath = document.startsWith("/") && document.indexOf(' ') < 0;
    return isPath ? new ErrorDocument.LocalPath(text) : new ErrorDocument.Message(text);
  }

  private static Text text(Cmd cmd, String document) throws DirectiveException {
    try {
      return Expressions.text(document, cmd, Expressions.Use.VARIES);
    } catch (DirectiveException e) {
      throw new DirectiveException(
          "Cannot parse expression in ErrorDocument: " + e.getMessage(), e);
    }
  }

  /** Whether the word begins with letters of a scheme and a colon. */
  private static boolean hasScheme(String word) {
    int colon = word.indexOf(':');
    for (int i = 0; i < colon; i++) {
      char c = word.charAt(i);
      boolean alnum = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      if (!alnum && c != '+' && c != '-' && c != '.') {
        return false;
      }
    }
    return colon > 0;
  }
}
