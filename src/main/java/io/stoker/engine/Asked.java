package io.stoker.engine;

import io.stoker.api.SecretNames;
import io.stoker.api.explain.Explanation.Field;
import io.stoker.api.explain.Question;
import io.stoker.files.ByteNames;
import io.stoker.http.HeaderNames;
import io.stoker.http.Headers;
import io.stoker.http.Ipv6;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a request so that it can be tried on another configuration: what its reply
 * depended on, and no secret. Made with the plan, or when a request took the long way.
 *
 * @param fields those that were read, Host first
 * @param client null where nobody asked who it was
 */
record Asked(
    String method,
    String target,
    List<Field> fields,
    @Nullable String client,
    String address,
    int port) {

  /** What stands for a secret: it is known that it came, not what it was. */
  private static final String REDACTED = "redacted";

  private static final Pattern SECRET_PARAMETER =
      Pattern.compile(
          "(?i)([?&;](?:[a-z_-]*token|password|passwd|pwd|secret|[a-z_-]*api[_-]?key|code|session"
              + "|sessionid|sid|sig|signature)=)[^&;#]*");

  /** Longer ones are not kept: they are attacks, or no two are alike. */
  private static final int LONGEST = 2048;

  /** What is to be kept of a request that was answered; null where nothing is. */
  static @Nullable Asked of(RequestExchange first) {
    Request request = first.origin().request();
    String target = request.line().target().raw();
    boolean plain = request.refusal() == null && !request.line().isSimple();
    if (!plain || target.length() > LONGEST || !(target.startsWith("/") || target.equals("*"))) {
      return null;
    }
    Reads reads = first.reads();
    Headers received = first.origin().received();
    List<Field> fields = new ArrayList<>();
    add(fields, HeaderNames.HOST, received);
    for (String name : reads.headers()) {
      if (!name.equals("host")) {
        add(fields, name, received);
      }
    }
    boolean whoAsks =
        reads.facts().contains(Reads.Fact.CLIENT_ADDRESS)
            || reads.facts().contains(Reads.Fact.PEER_ADDRESS)
            || reads.facts().contains(Reads.Fact.CLIENT_NAME);
    return new Asked(
        request.line().method(),
        withoutSecrets(ByteNames.toText(target)),
        List.copyOf(fields),
        whoAsks ? Ipv6.text(request.connection().remoteAddress()) : null,
        Ipv6.text(request.connection().localAddress()),
        request.connection().localPort());
  }

  private static String withoutSecrets(String target) {
    return target.indexOf('?') < 0
        ? target
        : SECRET_PARAMETER.matcher(target).replaceAll("$1" + REDACTED);
  }

  private static void add(List<Field> fields, String name, Headers received) {
    for (String value : received.getAll(name)) {
      fields.add(
          new Field(name, SecretNames.isSecretField(name) ? REDACTED : ByteNames.toText(value)));
    }
  }

  /** The same as a question. */
  Question question() {
    return new Question(method, target, fields, client, address, port);
  }
}
