package io.stoker.engine;

import io.stoker.api.Bodies;
import io.stoker.api.Core;
import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** TRACE: sends the request back as the content of the reply, as TraceEnable allows. */
final class Trace {

  static final LogMessage BODY =
      LogMessage.info("http", "AH01595", "TRACE with body is not allowed for %s");

  private static final int LIMIT = 65536;

  private Trace() {}

  static Outcome answer(Exchange exchange) throws IOException {
    if (!exchange.method().equals("TRACE")) {
      return Outcome.DECLINED;
    }
    RequestExchange x = (RequestExchange) exchange;
    while (x.previous() != null) {
      x = x.previous();
    }
    return switch (x.config(Core.TRACE_ENABLE)) {
      case OFF -> refused(x, 405, "TRACE denied by server configuration");
      case ON -> x.limitedBody().declaredLength() == 0 ? echo(x, new byte[0]) : noBody(x);
      case EXTENDED -> extended(x);
    };
  }

  private static Outcome noBody(RequestExchange x) {
    x.log(BODY, x.uri());
    return refused(x, 413, "TRACE with a request body is not allowed");
  }

  private static Outcome extended(RequestExchange x) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    boolean tooLong = x.limitedBody().declaredLength() > LIMIT;
    ByteBuffer piece;
    while (!tooLong && (piece = x.limitedBody().read()) != null) {
      byte[] bytes = new byte[piece.remaining()];
      piece.get(bytes);
      content.writeBytes(bytes);
      tooLong = content.size() > LIMIT;
    }
    return tooLong
        ? refused(x, 413, "Extended TRACE request bodies cannot exceed 64k\n")
        : echo(x, content.toByteArray());
  }

  private static Outcome refused(RequestExchange x, int status, String why) {
    x.notes().set("error-notes", why);
    return Reply.error(status);
  }

  private static Outcome echo(RequestExchange x, byte[] content) {
    StringBuilder head = new StringBuilder(x.requestLine()).append("\r\n");
    x.in().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = java.util.Arrays.copyOf(start, start.length + content.length);
    System.arraycopy(content, 0, all, start.length, content.length);
    x.contentType("message/http");
    return Reply.ok(Bodies.ofUnknownLength(all));
  }
}
