package io.stoker.support.ab;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request that is sent again and again. */
final class RequestText {

  /** What servers know ab by. */
  private static final String USER_AGENT = "ApacheBench/2.3";

  private RequestText() {}

  /** Its head, one char a byte. */
  static String head(AbOptions options) {
    Target target = options.target();
    boolean absolute = options.proxy() != null && !target.tls();
    StringBuilder head = new StringBuilder();
    head.append(options.method()).append(' ');
    head.append(absolute ? target.absolute() : target.path()).append(" HTTP/1.0\r\n");
    if (options.keepAlive()) {
      head.append("Connection: Keep-Alive\r\n");
    }
    byte[] body = options.body();
    if (body != null) {
      head.append("Content-length: ").append(body.length).append("\r\n");
      head.append("Content-type: ").append(options.contentType()).append("\r\n");
    }
    if (!options.cookies().isEmpty()) {
      head.append("Cookie: ").append(String.join("; ", options.cookies())).append("\r\n");
    }
    login(head, "Authorization", options.login());
    login(head, "Proxy-Authorization", options.proxyLogin());
    options.fields().forEach(field -> head.append(field).append("\r\n"));
    unlessSaid(head, options.fields(), "Host", target.authority());
    unlessSaid(head, options.fields(), "User-Agent", USER_AGENT);
    unlessSaid(head, options.fields(), "Accept", "*/*");
    return head.append("\r\n").toString();
  }

  private static void login(StringBuilder head, String field, @Nullable String login) {
    if (login != null) {
      byte[] bytes = login.getBytes(StandardCharsets.ISO_8859_1);
      String coded = Base64.getEncoder().encodeToString(bytes);
      head.append(field).append(": Basic ").append(coded).append("\r\n");
    }
  }

  private static void unlessSaid(
      StringBuilder head, List<String> fields, String name, String value) {
    String start = name + ":";
    if (fields.stream().noneMatch(f -> f.regionMatches(true, 0, start, 0, start.length()))) {
      head.append(name).append(": ").append(value).append("\r\n");
    }
  }

  /** Head and content. */
  static byte[] of(AbOptions options) {
    byte[] head = head(options).getBytes(StandardCharsets.ISO_8859_1);
    byte[] body = options.body() == null ? new byte[0] : options.body();
    byte[] all = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }
}
