package io.stoker.testing;

import io.stoker.api.Bodies;
import io.stoker.engine.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A response as text: status line, fields but Date and Server, an empty line, the content. */
final class ReplyText {

  private ReplyText() {}

  static String of(Response response) {
    StringBuilder text = new StringBuilder();
    text.append(response.version()).append(' ').append(response.status());
    text.append(' ').append(response.reason()).append('\n');
    response
        .headers()
        .forEach(
            (name, value) -> {
              if (!name.equals("Date") && !name.equals("Server")) {
                text.append(name).append(": ").append(value).append('\n');
              }
            });
    try {
      byte[] content = Bodies.bytes(response.body());
      return text.append('\n').append(new String(content, StandardCharsets.ISO_8859_1)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
