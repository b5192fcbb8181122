package io.stoker.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request, read line by line in the order in which httpd judges it: request line,
 * fields, body length, host, Expect.
 */
public final class RequestHead {
  /** Empty lines that may come before a request line. */
  private static final int MAX_BLANK_LINES = 10;

  private final ProtocolOptions options;
  private final String scheme;
  private final FieldRules fields;
  private @Nullable RequestLine line;
  private int blankLines;

  /** What is known after a line. */
  public sealed interface Step {}

  /** Feed the next line. */
  public record More() implements Step {}

  /**
   * The head is complete and acceptable.
   *
   * @param headers with Host replaced and Content-Length dropped where that is called for
   * @param notes lines for the error log of an accepted request
   */
  public record Complete(
      RequestLine line,
      Headers headers,
      HostHeader.Accepted host,
      BodyFraming.Result body,
      List<Diagnostic> notes)
      implements Step {}

  /**
   * The request is refused.
   *
   * @param line what is known of it
   * @param headers those read so far
   * @param host of a request that was good but for its Expect, else null
   */
  public record Refused(
      RequestLine line, Headers headers, Refusal refusal, HostHeader.@Nullable Accepted host)
      implements Step {}

  private static final More MORE = new More();

  /**
   * A reader for one request.
   *
   * @param scheme of the connection, http or https
   */
  public RequestHead(ProtocolOptions options, String scheme) {
    this.options = options;
    this.scheme = scheme;
    this.fields = new FieldRules(options);
  }

  /** The request line, or null before an acceptable one was read. */
  public @Nullable RequestLine requestLine() {
    return line;
  }

  /** The fields read so far. */
  public Headers headers() {
    return fields.headers();
  }

  /**
   * Takes the next line.
   *
   * @param text octets without the line end
   * @param crlf whether it ended with CR LF rather than LF alone
   */
  public Step line(String text, boolean crlf) {
    RequestLine request = line;
    if (request == null) {
      return first(text, crlf);
    }
    if (text.isEmpty() && (crlf || !options.strict())) {
      return finish(request);
    }
    Refusal refusal = fields.line(text, crlf);
    return refusal == null ? MORE : refused(request, refusal);
  }

  private Step first(String text, boolean crlf) {
    if (text.isEmpty() && (crlf || !options.strict()) && blankLines++ < MAX_BLANK_LINES) {
      return MORE;
    }
    return switch (RequestLineRules.check(text, crlf, options)) {
      case RequestLineRules.Refused(RequestLine seen, Refusal refusal) -> refused(seen, refusal);
      case RequestLineRules.Accepted(RequestLine accepted) -> {
        line = accepted;
        yield accepted.isSimple() ? finish(accepted) : MORE;
      }
    };
  }

  private Step finish(RequestLine request) {
    Refusal refusal = fields.finish();
    if (refusal != null) {
      return refused(request, refusal);
    }
    Headers headers = fields.headers();
    BodyFraming.Result body = BodyFraming.of(headers, request.target().path());
    if (body instanceof BodyFraming.Refused(Refusal badBody)) {
      return refused(request, badBody);
    }
    if (body instanceof BodyFraming.Chunked(boolean dropLength) && dropLength) {
      headers.unset(HeaderNames.CONTENT_LENGTH);
    }
    return switch (HostHeader.of(request, headers, scheme, options)) {
      case HostHeader.Refused(Refusal badHost) -> refused(request, badHost);
      case HostHeader.Accepted host -> complete(request, headers, host, body);
    };
  }

  private Step complete(
      RequestLine request, Headers headers, HostHeader.Accepted host, BodyFraming.Result body) {
    List<Diagnostic> notes = new ArrayList<>(1);
    String replacement = host.replacement();
    if (replacement != null) {
      notes.add(
          Diagnostic.debug(
              "AH02417",
              "Replacing host header '"
                  + headers.get(HeaderNames.HOST)
                  + "' with host '"
                  + replacement
                  + "' given in the request uri"));
      headers.set(HeaderNames.HOST, replacement);
    }
    Refusal refusal = BodyFraming.checkExpect(headers);
    return refusal == null
        ? new Complete(request, headers, host, body, notes)
        : new Refused(request, headers, refusal, host);
  }

  private Refused refused(RequestLine request, Refusal refusal) {
    return new Refused(request.asHttp10(), fields.headers(), refusal, null);
  }
}
