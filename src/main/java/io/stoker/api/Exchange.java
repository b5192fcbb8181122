package io.stoker.api;

import io.stoker.api.explain.Witness;
import io.stoker.files.FileInfo;
import io.stoker.http.Headers;
import io.stoker.http.HttpVersion;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the phases: the only door through which a hook sees the outside.
 * What is read through it is recorded; a hook must not look at clocks, files, variables of the
 * process or the network in any other way.
 *
 * <p>Used by one thread at a time. A sub-request or the target of an internal redirect is an
 * exchange of its own ({@link #main}, {@link #previous}).
 */
public interface Exchange {

  // ---- the request line ----

  /** As sent; a HEAD request is {@code HEAD}. */
  String method();

  /** HEAD or a GET that must not send content. */
  boolean isHeadOnly();

  HttpVersion version();

  /** The request line as received (%r). */
  String requestLine();

  /** The request target as received, or as given to a sub-request or redirect. */
  String unparsedUri();

  /** The decoded, normalised path. */
  String uri();

  void uri(String path);

  /** What follows the question mark, undecoded, or null. */
  @Nullable String query();

  void query(@Nullable String query);

  /** The host name of the request target or Host field in lower case, without port, or null. */
  @Nullable String host();

  // ---- header fields ----

  RequestHeaders in();

  /** Fields of a successful reply. An error page starts without them. */
  Headers out();

  /** Fields of the reply whatever its status, kept over internal redirects (err_headers_out). */
  Headers errorOut();

  // ---- what the request maps to ----

  /** The mapped file or directory; before the mapping null. */
  @Nullable String filename();

  void filename(@Nullable String path);

  /** What the walk found at {@link #filename}; null where it was not looked at. */
  @Nullable FileInfo file();

  void file(@Nullable FileInfo info);

  /** What follows the file in the path, with its slash; empty where nothing does. */
  String pathInfo();

  void pathInfo(String rest);

  /** Says that this handler did or did not use the path info, for AcceptPathInfo Default. */
  void usedPathInfo(boolean used);

  @Nullable Boolean usedPathInfo();

  /** The name of the handler; null for the default handler. */
  @Nullable String handler();

  void handler(@Nullable String name);

  /** The directory that URL paths begin at for this request; null where there is none. */
  @Nullable String documentRoot();

  /** Says that this request's is another one than the server's DocumentRoot. */
  void documentRoot(String path);

  /** URL prefix of the Alias or UserDir that mapped the request; empty if none. */
  String contextPrefix();

  /** The directory that goes with it; {@link #documentRoot} if none. */
  String contextDocumentRoot();

  void context(String prefix, String documentRoot);

  // ---- the reply as it takes shape ----

  int status();

  void status(int status);

  /** The media type with parameters, or null. */
  @Nullable String contentType();

  void contentType(@Nullable String type);

  /** Content-Encoding, or null. */
  @Nullable String contentEncoding();

  void contentEncoding(@Nullable String encoding);

  List<String> contentLanguages();

  void contentLanguages(List<String> languages);

  /** Latest modification of what the reply is made of, in microseconds since 1970, or 0. */
  long lastModified();

  /** Moves {@link #lastModified} forward, never back. */
  void updateLastModified(long micros);

  /** The methods that the resource allows beyond what the handlers said, for Allow. */
  Set<String> allowed();

  /** No Last-Modified, no ETag, no 304: the reply is not a copy of a file. */
  boolean isNoLocalCopy();

  void noLocalCopy(boolean value);

  /** The entity tag of what this reply was chosen by, or null. */
  @Nullable String variantValidator();

  /** Makes the entity tag of the list that the content was chosen from a part of the reply's. */
  void variantValidator(@Nullable String tag);

  /** Puts an input filter in front of what handlers read of the request's content. */
  void addInputFilter(InputFilter filter);

  /** Adds an output filter to the end of its kind in the chain. */
  void addFilter(String name, BodyFilter.Kind kind, BodyFilter filter);

  /** The names of the output filters in order. */
  List<String> filterNames();

  boolean removeFilter(String name);

  // ---- who ----

  @Nullable String user();

  void user(@Nullable String name);

  /** {@code Basic} and the like, once a user is known. */
  @Nullable String authType();

  void authType(@Nullable String type);

  // ---- environment ----

  /** The request's environment (SetEnv, SetEnvIf, %{x}e, env=). */
  Table env();

  Table notes();

  /** A variable of the process's environment; recorded. */
  @Nullable String processEnv(String name);

  // ---- configuration ----

  Server server();

  /** The value in force for this request: of the virtual host, or merged along the walk. */
  <T extends @Nullable Object> T config(Slot<T> slot);

  /** Asks {@code question} while {@code values} are laid over the configuration in force. */
  <T> T under(SlotValues values, Callable<T> question) throws Exception;

  Extensions extensions();

  // ---- connection, time, disk ----

  Connection connection();

  /** The client's address as text; recorded. */
  String clientIp();

  /** The same as an address; recorded. */
  InetAddress clientAddress();

  /**
   * Whether the client is the connection's peer: nobody said otherwise. Not recorded, since who
   * says otherwise does it because of something that is.
   */
  boolean isPeerClient();

  /** Says that the peer is a proxy and who the client really is (mod_remoteip). */
  void clientAddress(InetAddress address);

  /**
   * As {@link #clientAddress(InetAddress)} where the client is whom a field of the request names,
   * and nothing else depends on that field: a reply that does not depend on the client is then the
   * same for all of them.
   *
   * @param field holds the address, an IPv4 address as it is written, and nothing else
   */
  void clientAddress(InetAddress address, String field);

  /** The field that was said to hold the client's address, or null; not recorded. */
  @Nullable String clientField();

  /** The client's name as HostnameLookups allows, or its address; may block; recorded. */
  String clientName();

  /**
   * As {@link #clientName} with a forward-confirmed name whatever HostnameLookups says, or null.
   */
  @Nullable String clientNameConfirmed();

  /** The addresses of a host name; empty where it has none. May block; recorded. */
  List<InetAddress> addressesOf(String hostName);

  boolean isTls();

  /** {@code http} or {@code https}. */
  String scheme();

  /** The name of this server for self-referential URLs, per UseCanonicalName. */
  String serverName();

  /** The port for self-referential URLs, per UseCanonicalName and UseCanonicalPhysicalPort. */
  int serverPort();

  /** {@code path} as an absolute URL of this server; the port is left out where it is usual. */
  String absoluteUrl(String path);

  /** When the request line was read, microseconds since 1970. Not recorded: for logs and tests. */
  long startMicros();

  /**
   * The second in which the request line was read, since 1970, for what a reply says about time:
   * such a reply is kept until the second is over.
   */
  long startSecond();

  /** {@link System#nanoTime} when the request line was read. */
  long startNanos();

  /** The time now, microseconds since 1970; recorded, a reply made with it is not kept. */
  long nowMicros();

  /** How busy the server is; recorded, a reply made with it is not kept. */
  ServerLoad load();

  FileDoor files();

  RequestBody body();

  /** What all children do now; recorded, a reply made with it is not kept. */
  ScoreboardView scoreboard();

  /** Says that the reply depends on something that cannot be keyed, and on what. */
  void unplannable(String reason);

  // ---- other requests ----

  /** The request this is a sub-request of, or null. */
  @Nullable Exchange main();

  /** The request that was redirected here internally, or null. */
  @Nullable Exchange previous();

  /** The request that this one was redirected to internally, or null. */
  @Nullable Exchange next();

  /** A sub-request that is mapped and checked but not answered; its {@link #status} tells. */
  Exchange lookupUri(String uri);

  /** As {@link #lookupUri} with another method (a method of its own for access checks). */
  Exchange lookupMethodUri(String method, String uri);

  /** A sub-request for a file, absolute or relative to this request's directory. */
  Exchange lookupFile(String path);

  /**
   * As {@link #lookupFile} for an entry of this request's directory while that is being listed.
   *
   * @param path directory and name; no symbolic link, and no slash at the end
   * @param entry what the listing said of it
   */
  Exchange lookupEntry(String path, FileInfo entry);

  /**
   * Answers a looked-up sub-request and gives its body, filters of the sub-request applied; null
   * where it came to nothing but an error, which its status tells.
   */
  @Nullable Body runSubrequest(Exchange looked) throws Exception;

  /** Goes on as {@code looked}, whose mapping, type and headers become this request's. */
  void adopt(Exchange looked);

  // ---- for those who ask why ----

  /** Who wants to know how the request is answered; null for all but those that are explained. */
  @Nullable Witness witness();

  /** Names a line of the configuration that decides what the hook does. */
  default void decidedBy(Position line) {
    Witness witness = witness();
    if (witness != null) {
      witness.decidedBy(line);
    }
  }

  /** As {@link #decidedBy(Position)}, of the line in force that speaks of a word. */
  default void decidedBy(Slot<?> slot, String word) {
    Witness witness = witness();
    if (witness != null) {
      witness.decidedBy(slot, word);
    }
  }

  /**
   * Whether the hook may do what outlasts the request: start a program, write a file, ask another
   * server. Not so where the request is only explained; what was not done is then told.
   *
   * @param what a sentence: {@code the script /srv/x is not run}
   */
  default boolean mayAct(String what) {
    Witness witness = witness();
    if (witness != null) {
      witness.notDone(what);
    }
    return witness == null;
  }

  // ---- module state and logs ----

  <T> @Nullable T get(Key<T> key);

  <T> void put(Key<T> key, @Nullable T value);

  /** What became of the reply; {@link Transfer#NONE} before LOG_TRANSACTION. */
  Transfer transfer();

  /** Whether a message of that module and level would be written. */
  boolean logs(String module, LogLevel level);

  void log(LogMessage message, Object... args);

  /** As {@link #log} with the system's words for an error in front: {@code (13)Permission…: }. */
  void log(Throwable cause, LogMessage message, Object... args);

  /** The id of this request in the error log (%L), made when first asked for. */
  String logId();

  /** The id of this request in the error log if a line was written, or null. */
  @Nullable String logIdIfLogged();
}
