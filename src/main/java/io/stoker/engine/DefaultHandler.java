package io.stoker.engine;

import io.stoker.api.Body;
import io.stoker.api.Conditions;
import io.stoker.api.Core;
import io.stoker.api.Core.EtagPart;
import io.stoker.api.Exchange;
import io.stoker.api.LogMessage;
import io.stoker.api.Outcome;
import io.stoker.api.Reply;
import io.stoker.api.SystemError;
import io.stoker.config.Unsupported;
import io.stoker.files.Errno;
import io.stoker.files.FileETag;
import io.stoker.files.FileInfo;
import io.stoker.files.Lookup;
import io.stoker.files.OpenFile;
import io.stoker.files.Opened;
import io.stoker.files.Walked;
import io.stoker.http.EntityTag;
import io.stoker.http.HeaderNames;
import io.stoker.http.HttpDate;
import io.stoker.http.HttpVersion;
import io.stoker.http.Methods;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends the file that the request maps to: what every request gets that no module handles. */
final class DefaultHandler {

  static final LogMessage MISSING = LogMessage.info("core", "AH00128", "File does not exist: %s");
  static final LogMessage DIRECTORY =
      LogMessage.info("core", "AH00129", "Attempt to serve directory: %s");
  static final LogMessage PATH_INFO = LogMessage.info("core", "AH00130", "File does not exist: %s");
  static final LogMessage TLS_ON_PLAIN_PORT =
      LogMessage.error(
          "core",
          "AH00131",
          "Invalid method in request %s - possible attempt to establish SSL connection on non-SSL"
              + " port");
  static final LogMessage DENIED =
      LogMessage.error("core", "AH00132", "file permissions deny server access: %s");
  static final LogMessage INVALID_METHOD =
      LogMessage.error("core", "AH00135", "Invalid method in request %s");

  private static final LogMessage FOREIGN =
      LogMessage.error(
          "core",
          "STK0309",
          "%s is not sent: nobody is its handler \"%s\", and modules were left out (%s)");

  /** Files up to this size go through memory: one read costs less than a handle for the way. */
  private static final int IN_MEMORY = 32 * 1024;

  /** How often a file that changes while it is opened and read is looked at again. */
  private static final int TRIES = 3;

  private DefaultHandler() {}

  static Outcome answer(Exchange exchange) throws IOException {
    RequestExchange x = (RequestExchange) exchange;
    x.allowed().addAll(List.of(Methods.GET, Methods.OPTIONS, Methods.POST));
    x.limitedBody().discard();
    String method = x.method();
    if (Methods.isGetOrHead(method) || method.equals(Methods.POST)) {
      return get(x);
    }
    if (!isKnown(x, method)) {
      x.log(looksLikeTls(method) ? TLS_ON_PLAIN_PORT : INVALID_METHOD, x.requestLine());
      return Reply.error(501);
    }
    if (method.equals(Methods.OPTIONS)) {
      x.out().set(HeaderNames.ALLOW, allow(x));
      return Reply.ok(Body.EMPTY);
    }
    return Reply.error(405);
  }

  private static boolean isKnown(RequestExchange x, String method) {
    return Methods.isKnown(method)
        || x.site().snapshot().main().get(Core.REGISTERED_METHODS).contains(method);
  }

  /** The first bytes of a TLS ClientHello. */
  private static boolean looksLikeTls(String method) {
    return method.startsWith("\u0016\u0002") || method.startsWith("\u0016\u0003");
  }

  /** What the handlers allowed, and TRACE as the server has it. */
  static String allow(RequestExchange x) {
    Set<String> allowed = new LinkedHashSet<>(x.allowed());
    if (x.server().get(Core.TRACE_ENABLE) != Core.TraceEnable.OFF) {
      allowed.add(Methods.TRACE);
    }
    return Methods.allowList(allowed);
  }

  /**
   * Whether the file is a program for a module that was left out: its text is nobody's business.
   * httpd would not have started without the module.
   */
  private static boolean isForeignProgram(RequestExchange x) {
    String handler = x.handler();
    if (handler == null || x.server().get(Unsupported.LEFT_OUT).isEmpty()) {
      return false;
    }
    boolean isMediaType = handler.isEmpty() || handler.contains("/");
    return handler.startsWith("application/x-httpd-")
        || handler.startsWith("proxy:")
        || (!isMediaType && !handler.equals("default-handler"));
  }

  private static Outcome get(RequestExchange x) throws IOException {
    if (isForeignProgram(x)) {
      List<String> leftOut = x.server().get(Unsupported.LEFT_OUT);
      x.log(
          FOREIGN,
          String.valueOf(x.filename()),
          String.valueOf(x.handler()),
          String.join(", ", leftOut));
      return Reply.error(500);
    }
    FileInfo info = x.file();
    if (info == null) {
      x.log(MISSING, x.filename() + x.pathInfo());
      return Reply.error(404);
    }
    if (info.isDirectory()) {
      x.log(DIRECTORY, String.valueOf(x.filename()));
      return Reply.error(404);
    }
    if (!Boolean.TRUE.equals(x.usedPathInfo()) && !x.pathInfo().isEmpty()) {
      x.log(PATH_INFO, x.filename() + x.pathInfo());
      return Reply.error(404);
    }
    Outcome outcome = null;
    for (int tries = 1; outcome == null; tries++) {
      outcome = openAndSend(x, tries < TRIES);
    }
    return outcome;
  }

  /**
   * Opens the file and makes the reply of it.
   *
   * @param settled whether a file that is being written to is not to be sent; null is given for it,
   *     and it has been walked to again
   */
  private static @Nullable Outcome openAndSend(RequestExchange x, boolean settled)
      throws IOException {
    return switch (open(x)) {
      case Opened.Open(OpenFile file) -> {
        Outcome sent = send(x, file, settled);
        if (sent == null && DirectoryWalk.of(x) != Outcome.OK) {
          yield Reply.error(403);
        }
        yield sent;
      }
      case Opened.Failed(Lookup why) when why.errno() == Errno.ENOENT.number() -> {
        x.log(MISSING, String.valueOf(x.filename()));
        yield Reply.error(404);
      }
      case Opened.Failed(Lookup why) -> {
        x.log(SystemError.of(why), DENIED, String.valueOf(x.filename()));
        yield Reply.error(403);
      }
      case Opened.NotRegular n -> Reply.error(403);
      case Opened.Changed c -> Reply.error(404);
    };
  }

  /** Opens exactly what the walk found; a file put in its place meanwhile is walked to again. */
  private static Opened open(RequestExchange x) {
    for (int tries = 0; tries < TRIES; tries++) {
      Walked.Found walked = x.target().walked;
      Opened opened =
          walked == null
              ? x.reads().disk().open(String.valueOf(x.filename()))
              : x.reads().disk().open(walked);
      if (!(opened instanceof Opened.Changed)) {
        return opened;
      }
      if (DirectoryWalk.again(x) != Outcome.OK) {
        return new Opened.Failed(Lookup.denied());
      }
      if (x.file() == null) {
        return new Opened.Failed(Lookup.missing());
      }
    }
    return new Opened.Changed();
  }

  private static @Nullable Outcome send(RequestExchange x, OpenFile file, boolean settled)
      throws IOException {
    boolean kept = false;
    try {
      describe(x, file);
      int status = Conditions.check(x);
      if (status != 0) {
        return Reply.of(status, Body.EMPTY);
      }
      FileInfo info = file.info();
      if (info.size() <= IN_MEMORY && !x.isHeadOnly()) {
        byte[] bytes = bytes(file);
        // Another size means that it was written to meanwhile: what was read may be of two states.
        boolean whole = bytes.length == info.size() && file.channel().size() == info.size();
        return whole || !settled ? new Reply(x.status(), new Body.Bytes(bytes)) : null;
      }
      kept = true;
      boolean sendfile = x.config(Core.ENABLE_SENDFILE);
      return new Reply(
          x.status(), new Body.FileRegion(file.channel(), 0, info.size(), sendfile, file::release));
    } finally {
      if (!kept) {
        file.release();
      }
    }
  }

  /** Last-Modified, ETag, Accept-Ranges, Content-Length and Content-MD5, in httpd's order. */
  private static void describe(RequestExchange x, OpenFile file) throws IOException {
    FileInfo info = file.info();
    x.updateLastModified(info.modifiedMicros());
    if (x.version().atLeast(HttpVersion.HTTP_1_0)) {
      // A time in the future would never be reached by If-Modified-Since.
      long shown = Math.min(x.lastModified(), Math.max(x.startMicros(), 0));
      x.out().set(HeaderNames.LAST_MODIFIED, HttpDate.format(Math.floorDiv(shown, 1_000_000L)));
    }
    String etag = withVariant(etag(x, file), x.variantValidator());
    if (etag != null) {
      x.out().set(HeaderNames.ETAG, etag);
    } else {
      x.notes().set("no-etag", "omit");
    }
    x.out().set(HeaderNames.ACCEPT_RANGES, x.config(Core.MAX_RANGES) == 0 ? "none" : "bytes");
    x.out().set(HeaderNames.CONTENT_LENGTH, Long.toString(info.size()));
    if (x.config(Core.CONTENT_DIGEST)) {
      x.out().set(HeaderNames.CONTENT_MD5, md5(file));
    }
  }

  /** The tag of one of several variants; weak if one of both is. */
  static @Nullable String withVariant(@Nullable String tag, @Nullable String list) {
    EntityTag own = EntityTag.parse(tag);
    EntityTag other = EntityTag.parse(list);
    if (own == null || other == null) {
      return tag;
    }
    String first = own.opaque().substring(0, own.opaque().length() - 1);
    String both = first + ';' + other.opaque().substring(1);
    return new EntityTag(own.weak() || other.weak(), both).toString();
  }

  private static @Nullable String etag(RequestExchange x, OpenFile file) throws IOException {
    Set<FileETag.Part> parts = EnumSet.noneOf(FileETag.Part.class);
    for (EtagPart part : x.config(Core.FILE_ETAG).parts()) {
      parts.add(FileETag.Part.valueOf(part.name()));
    }
    if (parts.contains(FileETag.Part.DIGEST)) {
      return FileETag.digest(file);
    }
    Instant asked = Instant.EPOCH.plus(x.startMicros(), ChronoUnit.MICROS);
    if (FileETag.isWeak(file.info(), asked)) {
      x.unplannable("file changed just now");
    }
    return FileETag.of(file.info(), parts, asked);
  }

  private static byte[] bytes(OpenFile file) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) file.info().size());
    while (buffer.hasRemaining() && file.read(buffer, buffer.position()) > 0) {
      // on to the end
    }
    byte[] bytes = buffer.array();
    return buffer.hasRemaining() ? Arrays.copyOf(bytes, buffer.position()) : bytes;
  }

  private static String md5(OpenFile file) throws IOException {
    MessageDigest md5;
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    long at = 0;
    for (int n = file.read(buffer, at); n > 0; n = file.read(buffer, at)) {
      at += n;
      md5.update(buffer.flip());
      buffer.clear();
    }
    return Base64.getEncoder().encodeToString(md5.digest());
  }
}
