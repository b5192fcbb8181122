package io.stoker.engine;

import io.stoker.api.Transfer;
import io.stoker.http.Headers;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What a request shares with its sub-requests and internal redirects. */
final class Origin {

  private static final AtomicLong LOG_IDS = new AtomicLong();

  private final Engine engine;
  private final Site site;
  private final Request request;
  private final Reads reads;
  private final Files files;
  private final Headers received;
  private final long epoch;
  private final @Nullable Inquiry inquiry;
  private InetAddress client;
  private @Nullable String clientField;
  private Transfer transfer = Transfer.NONE;
  private @Nullable String logId;
  private boolean logged;
  private boolean closing;
  private boolean bodyRefused;

  Origin(Engine engine, Site site, Request request) {
    this(engine, site, request, null);
  }

  /** A request that is only explained. */
  Origin(Engine engine, Site site, Request request, @Nullable Inquiry inquiry) {
    this.inquiry = inquiry;
    this.engine = engine;
    this.site = site;
    this.request = request;
    this.reads = new Reads(engine.services().disk());
    this.files = new Files(reads, engine.services().users(), engine.parsedFiles());
    this.received = request.headers().copy();
    this.epoch = site.plans().epoch();
    this.client = request.connection().remoteAddress();
  }

  Engine engine() {
    return engine;
  }

  /** Who takes down how the request is answered; null for all that clients sent. */
  @Nullable Inquiry inquiry() {
    return inquiry;
  }

  Services services() {
    return engine.services();
  }

  Site site() {
    return site;
  }

  Request request() {
    return request;
  }

  Reads reads() {
    return reads;
  }

  Files files() {
    return files;
  }

  /** The header fields as they came, whatever hooks make of them. */
  Headers received() {
    return received;
  }

  /** Which state of the access files the request sees; see {@link Engine#accessEpoch}. */
  long epoch() {
    return epoch;
  }

  /** Whether something about this request stands in the error log. */
  boolean hasLogged() {
    return logged;
  }

  /** The client's address, which need not be the peer's. */
  InetAddress client() {
    return client;
  }

  void client(InetAddress address, @Nullable String field) {
    client = address;
    clientField = field;
  }

  /** The field that holds it, or null. */
  @Nullable String clientField() {
    return clientField;
  }

  Transfer transfer() {
    return transfer;
  }

  void transfer(Transfer value) {
    transfer = value;
  }

  /** Eleven characters that no other request of this process has. */
  String logId() {
    if (logId == null) {
      long unique = (request.startMicros() << 12) + (LOG_IDS.incrementAndGet() & 0xfff);
      byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(unique).array();
      logId = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
    return logId;
  }

  @Nullable String logIdIfLogged() {
    return logged ? logId() : null;
  }

  void logged() {
    logged = true;
  }

  /** Whether the content was refused as too large; from then on it reads as ended. */
  boolean bodyRefused() {
    return bodyRefused;
  }

  void refuseBody() {
    bodyRefused = true;
  }

  /** Whether the connection cannot be used for another request. */
  boolean closing() {
    return closing;
  }

  void close() {
    closing = true;
  }
}
