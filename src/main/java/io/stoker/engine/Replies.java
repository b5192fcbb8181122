package io.stoker.engine;

import io.stoker.api.Body;
import io.stoker.api.Core;
import io.stoker.api.FilterFailure;
import io.stoker.api.LogMessage;
import io.stoker.api.Phase;
import io.stoker.api.Product;
import io.stoker.api.Reply;
import io.stoker.api.Transfer;
import io.stoker.http.FieldLists;
import io.stoker.http.HeaderNames;
import io.stoker.http.Headers;
import io.stoker.http.HttpDate;
import io.stoker.http.HttpVersion;
import io.stoker.http.Scan;
import io.stoker.http.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** From a handler's reply to the response: filters, ranges, and the fields in httpd's order. */
final class Replies {

  static final LogMessage EMPTY_NAME =
      LogMessage.error("http", "AH02428", "Empty response header name, aborting request");
  static final LogMessage BAD_NAME =
      LogMessage.error(
          "http",
          "AH02429",
          "Response header name '%s' contains invalid characters, aborting request");
  static final LogMessage BAD_VALUE =
      LogMessage.error(
          "http",
          "AH02430",
          "Response header '%s' value of '%s' contains invalid characters, aborting request");

  /** The reply cannot be sent; the request is to be answered with this status instead. */
  static final class Unsendable extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    Unsendable(int status) {
      super(Integer.toString(status), null, false, false);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  private Replies() {}

  /**
   * The response to a request.
   *
   * @param first the request as it came
   * @param x the request that was answered in the end
   * @throws Unsendable when a filter fails, no range can be satisfied, or a field is malformed; the
   *     body is released
   */
  static Response response(RequestExchange first, RequestExchange x, Reply reply)
      throws Unsendable {
    x.status(reply.status());
    Body handled = reply.body() == null ? Body.EMPTY : reply.body();
    if (reply.raw()) {
      return raw(first, x, handled);
    }
    Body filtered = filter(x, handled);
    try {
      Phases.run(Phase.RESPONSE_HEADERS, x);
      Body ranged = RangeFilter.apply(x, filtered);
      if (ranged == null) {
        startOver(x);
        throw new Unsendable(Status.RANGE_NOT_SATISFIABLE);
      }
      filtered = ranged;
      tellLength(x, filtered, filtered != handled);
      // A filter that fails has let the body go.
      filtered = Body.EMPTY;
      filtered = sending(x, ranged);
      return assemble(first, x, filtered);
    } catch (Unsendable e) {
      filtered.release();
      throw e;
    }
  }

  /** Octets that a program worded itself: no filter, no field, and no request after this one. */
  private static Response raw(RequestExchange first, RequestExchange x, Body octets) {
    x.unplannable("a reply without a head of its own");
    return new Response(
        HttpVersion.HTTP_0_9,
        x.status(),
        "",
        new Headers(),
        0,
        octets,
        false,
        false,
        true,
        0,
        0,
        logging(first, x));
  }

  private static Consumer<Transfer> logging(RequestExchange first, RequestExchange x) {
    return transfer -> {
      x.origin().transfer(transfer);
      tell(x.out(), HeaderNames.CONNECTION, transfer.connection());
      tell(x.out(), HeaderNames.KEEP_ALIVE, transfer.keepAlive());
      Phases.run(Phase.LOG_TRANSACTION, first);
    };
  }

  /** What httpd finds out when the fields are ready loses all of them. */
  private static void startOver(RequestExchange x) {
    x.errorOut().clear();
    x.draft().lengthUntold = true;
  }

  private static Body sending(RequestExchange x, Body body) throws Unsendable {
    try {
      return x.draft().filters.applySending(x, body);
    } catch (Exception e) {
      Phases.log(x, "core", "output filters", e);
      throw new Unsendable(Status.INTERNAL_SERVER_ERROR);
    }
  }

  /** Filters see the handler that answered. */
  private static Body filter(RequestExchange x, Body body) throws Unsendable {
    String configured = x.handler();
    x.handler(x.draft().answeredBy);
    try {
      return x.draft().filters.apply(x, body);
    } catch (FilterFailure e) {
      throw new Unsendable(Status.INTERNAL_SERVER_ERROR);
    } catch (Exception e) {
      Phases.log(x, "core", "output filters", e);
      throw new Unsendable(Status.INTERNAL_SERVER_ERROR);
    } finally {
      x.handler(configured);
    }
  }

  /** Content-Length from the body itself; what a handler of HEAD said stays where it sent none. */
  private static void tellLength(RequestExchange x, Body body, boolean transformed) {
    Headers out = x.out();
    if (body.length() < 0) {
      if (transformed) {
        out.unset(HeaderNames.CONTENT_LENGTH);
      }
      return;
    }
    boolean silent = x.isHeadOnly() && body.length() == 0;
    if (!silent) {
      out.set(HeaderNames.CONTENT_LENGTH, Long.toString(body.length()));
    } else if ("0".equals(out.get(HeaderNames.CONTENT_LENGTH))) {
      out.unset(HeaderNames.CONTENT_LENGTH);
    }
  }

  private static Response assemble(RequestExchange first, RequestExchange x, Body body)
      throws Unsendable {
    if (x.out().has(HeaderNames.CONTENT_LENGTH)) {
      // Two lengths would be two ways to read what follows.
      x.errorOut().unset(HeaderNames.CONTENT_LENGTH);
    }
    boolean headerOnly = Status.bodyForbidden(x.status());
    if (headerOnly) {
      x.errorOut().unset(HeaderNames.CONTENT_LENGTH);
      x.out().unset(HeaderNames.CONTENT_LENGTH);
    }
    Headers fields = new Headers().addAll(x.errorOut()).addAll(x.out());
    HttpVersion version = versionFor(x, fields);
    boolean bodyForbidden = x.isHeadOnly() || headerOnly;
    if (x.notes().has("no-etag")) {
      fields.unset(HeaderNames.ETAG);
    }
    fields.unset(HeaderNames.DATE);
    fields.unset(HeaderNames.TRANSFER_ENCODING);
    String banner = Product.banner(x.site().snapshot().main().get(Core.SERVER_TOKENS));
    Headers all = new Headers();
    all.add(HeaderNames.DATE, HttpDate.format(x.startMicros() / 1_000_000));
    all.add(HeaderNames.SERVER, banner);
    all.addAll(fields.unset(HeaderNames.SERVER));
    int connectionFieldsAt = all.size();
    if (!headerOnly) {
      describe(x, all);
    }
    check(x, all);
    if (bodyForbidden) {
      body.release();
    }
    return respond(first, x, version, all, connectionFieldsAt, bodyForbidden, body);
  }

  /** Vary as one field; force-no-vary, downgrade-1.0 and force-response-1.0. */
  private static HttpVersion versionFor(RequestExchange x, Headers fields) {
    boolean noVary = x.env().has("force-no-vary");
    if (noVary) {
      fields.unset(HeaderNames.VARY);
      x.env().set("force-response-1.0", "1");
    } else {
      joinVary(fields);
    }
    boolean old = isOldClient(x);
    boolean forced = old && x.env().has("force-response-1.0");
    if (forced) {
      x.origin().close();
    }
    return forced ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
  }

  static boolean isOldClient(RequestExchange x) {
    return !x.version().atLeast(HttpVersion.HTTP_1_1)
        || x.env().has("downgrade-1.0")
        || x.env().has("force-no-vary");
  }

  private static void joinVary(Headers fields) {
    List<String> values = fields.getAll(HeaderNames.VARY);
    if (values.isEmpty()) {
      return;
    }
    List<String> tokens = new ArrayList<>();
    for (String value : values) {
      for (String token : value.split("[,\\s]+")) {
        if (!token.isEmpty() && tokens.stream().noneMatch(token::equalsIgnoreCase)) {
          tokens.add(token);
        }
      }
    }
    fields.set(HeaderNames.VARY, String.join(",", tokens));
  }

  /** Content-Type, Content-Encoding and Content-Language, which httpd adds last. */
  private static void describe(RequestExchange x, Headers all) {
    String type = ContentTypes.complete(x);
    if (type != null) {
      all.set(HeaderNames.CONTENT_TYPE, type);
    }
    String encoding = x.contentEncoding();
    if (encoding != null) {
      all.set(HeaderNames.CONTENT_ENCODING, encoding);
    }
    if (!x.contentLanguages().isEmpty()) {
      List<String> languages = new ArrayList<>(x.contentLanguages());
      for (String said : FieldLists.items(all.get(HeaderNames.CONTENT_LANGUAGE))) {
        if (languages.stream().noneMatch(said::equalsIgnoreCase)) {
          languages.add(said);
        }
      }
      all.set(HeaderNames.CONTENT_LANGUAGE, String.join(",", languages));
    }
  }

  private static void check(RequestExchange x, Headers all) throws Unsendable {
    for (int i = 0; i < all.size(); i++) {
      String name = all.name(i);
      String value = all.value(i);
      LogMessage fault = null;
      if (name.isEmpty()) {
        fault = EMPTY_NAME;
      } else if (Scan.tokenEnd(name, 0) < name.length()) {
        fault = BAD_NAME;
      } else if (Scan.fieldContentEnd(value, 0) < value.length()) {
        fault = BAD_VALUE;
      }
      if (fault != null) {
        x.log(fault, name, value);
        startOver(x);
        x.origin().close();
        throw new Unsendable(Status.INTERNAL_SERVER_ERROR);
      }
    }
  }

  private static Response respond(
      RequestExchange first,
      RequestExchange x,
      HttpVersion version,
      Headers all,
      int connectionFieldsAt,
      boolean bodyForbidden,
      Body body) {
    boolean old = isOldClient(x);
    boolean downgraded = old && x.version().atLeast(HttpVersion.HTTP_1_1);
    boolean close =
        x.origin().closing()
            || Status.dropsConnection(x.status())
            || !x.server().get(Core.KEEP_ALIVE)
            || x.env().has("nokeepalive")
            || (downgraded && !x.fields().hasToken(HeaderNames.CONNECTION, "keep-alive"));
    String line = statusLine(x);
    return new Response(
        version,
        Integer.parseInt(line.substring(0, 3)),
        line.substring(4),
        all,
        connectionFieldsAt,
        bodyForbidden ? Body.EMPTY : body,
        bodyForbidden,
        !old && !close,
        close,
        x.server().get(Core.KEEP_ALIVE_TIMEOUT).toMillis(),
        x.server().get(Core.MAX_KEEP_ALIVE_REQUESTS),
        logging(first, x));
  }

  /** What the transport said of the connection, for those who look at the reply that was sent. */
  private static void tell(Headers out, String name, @Nullable String value) {
    if (value != null) {
      out.set(name, value);
    }
  }

  /**
   * Status and reason: those of the note {@code status-line} if it fits the status, else what is
   * known of the status; one that nobody knows is sent as 500, though logs keep it.
   */
  private static String statusLine(RequestExchange x) {
    @Nullable String line = x.notes().get("status-line");
    String code = Integer.toString(x.status());
    boolean fits =
        line != null
            && code.length() == 3
            && (line + " ").startsWith(code + " ")
            && Scan.fieldContentEnd(line, 0) == line.length();
    if (fits && line != null) {
      return line.length() == 3 ? line + " " : line;
    }
    return Status.line(Status.isKnown(x.status()) ? x.status() : Status.INTERNAL_SERVER_ERROR);
  }
}
