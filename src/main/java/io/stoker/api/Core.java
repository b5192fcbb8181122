package io.stoker.api;

import io.stoker.files.ByteNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the core module's directives say, for all to read. The directives themselves are declared in
 * {@code modules.core}; a slot here is named after the directive that fills it.
 *
 * <p>Defaults and meanings: httpd manual, "Apache Core Features".
 */
public final class Core {

  private Core() {}

  /** A server's name where none is configured and none can be found out. */
  public static final String FALLBACK_NAME = "localhost";

  // ---- the server ----

  public static final Slot<ServerNameValue> SERVER_NAME =
      Slot.server("ServerName", ServerNameValue.UNSET);

  /** ServerAlias: exact names and names with wildcards, in lower case. Not inherited. */
  public static final Slot<List<String>> SERVER_ALIASES = Slot.server("ServerAlias", List.of());

  /** User: whom the server runs as once it has opened its ports; null to stay who it is. */
  public static final Slot<@Nullable Account> USER = Slot.optionalServer("User");

  /** Group, as {@link #USER}. */
  public static final Slot<@Nullable Account> GROUP = Slot.optionalServer("Group");

  public static final Slot<@Nullable String> SERVER_PATH = Slot.optionalServer("ServerPath");
  public static final Slot<String> SERVER_ADMIN = Slot.server("ServerAdmin", "[no address given]");
  public static final Slot<String> SERVER_ROOT = Slot.server("ServerRoot", "/usr/local/stoker");
  public static final Slot<@Nullable String> DOCUMENT_ROOT = Slot.optionalServer("DocumentRoot");
  public static final Slot<List<String>> ACCESS_FILE_NAMES =
      Slot.server("AccessFileName", List.of(".htaccess"));
  public static final Slot<List<ListenAddress>> LISTEN =
      Slot.server("Listen", List.of(), Core::append);
  public static final Slot<@Nullable String> PID_FILE = Slot.optionalServer("PidFile");
  public static final Slot<@Nullable String> SCORE_BOARD_FILE =
      Slot.optionalServer("ScoreBoardFile");

  /** Where a crash leaves its report and its core dump, absolute; null where nobody said. */
  public static final Slot<@Nullable String> CORE_DUMP_DIRECTORY =
      Slot.optionalServer("CoreDumpDirectory");

  /** DefaultRuntimeDir: where files that only matter while running are kept, absolute. */
  public static final Slot<@Nullable String> DEFAULT_RUNTIME_DIR =
      Slot.optionalServer("DefaultRuntimeDir");

  /** ErrorLog as written: a file below ServerRoot, {@code |command}, {@code syslog:…}. */
  public static final Slot<@Nullable String> ERROR_LOG = Slot.optionalServer("ErrorLog");

  public static final Slot<ErrorLogFormats> ERROR_LOG_FORMAT =
      Slot.server("ErrorLogFormat", ErrorLogFormats.UNSET);

  /** Also settable per directory. */
  public static final Slot<LogLevels> LOG_LEVEL = Slot.directory(LogLevels.UNSET);

  /** ExtendedStatus; null where mod_status is to decide. In the main server. */
  public static final Slot<@Nullable Boolean> EXTENDED_STATUS =
      Slot.optionalServer("ExtendedStatus");

  /** Whether status pages show the end of a long request line. In the main server. */
  public static final Slot<Boolean> SEE_REQUEST_TAIL = Slot.server("SeeRequestTail", false);

  public static final Slot<Tokens> SERVER_TOKENS = Slot.server("ServerTokens", Tokens.FULL);
  public static final Slot<TraceEnable> TRACE_ENABLE = Slot.server("TraceEnable", TraceEnable.ON);
  public static final Slot<Boolean> MERGE_SLASHES = Slot.server("MergeSlashes", true);
  public static final Slot<Boolean> STRICT_HOST_CHECK = Slot.server("StrictHostCheck", false);
  public static final Slot<Boolean> MERGE_TRAILERS = Slot.server("MergeTrailers", false);
  public static final Slot<ProtocolOptions> HTTP_PROTOCOL_OPTIONS =
      Slot.server(ProtocolOptions.UNSET);
  public static final Slot<EncodedSlashes> ALLOW_ENCODED_SLASHES =
      Slot.server("AllowEncodedSlashes", EncodedSlashes.OFF);

  /** Methods added by RegisterHttpMethod, as written. */
  public static final Slot<Set<String>> REGISTERED_METHODS =
      Slot.server("RegisterHttpMethod", Set.of());

  // ---- connections ----

  /** Protocols, in the order of preference; empty for {@code http/1.1} alone. */
  public static final Slot<List<String>> PROTOCOLS = Slot.server("Protocols", List.of());

  public static final Slot<Boolean> PROTOCOLS_HONOR_ORDER =
      Slot.server("ProtocolsHonorOrder", true);

  /** Protocol: what is spoken at first on the server's connections, such as {@code https}. */
  public static final Slot<@Nullable String> PROTOCOL = Slot.optionalServer("Protocol");

  /** AcceptFilter: the filter for each protocol, such as {@code data} for {@code http}. */
  public static final Slot<Map<String, String>> ACCEPT_FILTERS =
      Slot.server("AcceptFilter", Map.of("http", "data", "https", "data"), Core::overlay);

  /** Replies to pipelined requests that may wait before they are sent; -1 for any number. */
  public static final Slot<Integer> FLUSH_MAX_PIPELINED = Slot.server("FlushMaxPipelined", 5);

  /** Bytes that may wait before they are sent. */
  public static final Slot<Long> FLUSH_MAX_THRESHOLD = Slot.server("FlushMaxThreshold", 65_535L);

  /** 0 means no limit. */
  public static final Slot<Integer> MAX_CONNECTIONS_PER_CHILD =
      Slot.server("MaxConnectionsPerChild", 0);

  /** Kilobytes; 0 means no limit. */
  public static final Slot<Long> MAX_MEM_FREE = Slot.server("MaxMemFree", 2048L);

  /** Bytes; 0 means the platform's size. */
  public static final Slot<Long> THREAD_STACK_SIZE = Slot.server("ThreadStackSize", 0L);

  public static final Slot<Duration> TIMEOUT = Slot.server("Timeout", Duration.ofSeconds(60));
  public static final Slot<Boolean> KEEP_ALIVE = Slot.server("KeepAlive", true);
  public static final Slot<Duration> KEEP_ALIVE_TIMEOUT =
      Slot.server("KeepAliveTimeout", Duration.ofSeconds(5));

  /** 0 means no limit. */
  public static final Slot<Integer> MAX_KEEP_ALIVE_REQUESTS =
      Slot.server("MaxKeepAliveRequests", 100);

  public static final Slot<Integer> LIMIT_REQUEST_LINE = Slot.server("LimitRequestLine", 8190);

  /** 0 means no limit. */
  public static final Slot<Integer> LIMIT_REQUEST_FIELDS = Slot.server("LimitRequestFields", 100);

  public static final Slot<Integer> LIMIT_REQUEST_FIELD_SIZE =
      Slot.server("LimitRequestFieldSize", 8190);

  /** Redirects, then sub-requests; 0 means no limit. */
  public static final Slot<int[]> LIMIT_INTERNAL_RECURSION =
      Slot.server("LimitInternalRecursion", new int[] {10, 10});

  // ---- per directory ----

  public static final Slot<OptionSet> OPTIONS = Slot.directory(OptionSet.UNSET);
  public static final Slot<AllowOverride> ALLOW_OVERRIDE =
      Slot.directory("AllowOverride", AllowOverride.NONE);

  /** AllowOverrideList: directive names in lower case; null where only classes are granted. */
  public static final Slot<@Nullable Set<String>> ALLOW_OVERRIDE_LIST =
      Slot.optionalDirectory("AllowOverrideList");

  public static final Slot<Map<Integer, ErrorDocument>> ERROR_DOCUMENTS =
      Slot.directory("ErrorDocument", Map.of(), Core::overlay);

  /** ForceType; empty text for None. */
  public static final Slot<@Nullable String> FORCE_TYPE = Slot.optionalDirectory("ForceType");

  /**
   * SetHandler: a handler's name in lower case or an expression for it; {@code none} takes a
   * handler away.
   */
  public static final Slot<@Nullable Text> SET_HANDLER = Slot.optionalDirectory("SetHandler");

  public static final Slot<List<String>> OUTPUT_FILTERS =
      Slot.directory("SetOutputFilter", List.of());

  public static final Slot<List<String>> INPUT_FILTERS =
      Slot.directory("SetInputFilter", List.of());
  public static final Slot<AcceptPathInfo> ACCEPT_PATH_INFO =
      Slot.directory("AcceptPathInfo", AcceptPathInfo.DEFAULT);

  /** AddDefaultCharset: the charset, empty for Off. */
  public static final Slot<String> DEFAULT_CHARSET = Slot.directory("AddDefaultCharset", "");

  public static final Slot<CanonicalName> USE_CANONICAL_NAME =
      Slot.directory("UseCanonicalName", CanonicalName.OFF);
  public static final Slot<Boolean> USE_CANONICAL_PHYSICAL_PORT =
      Slot.directory("UseCanonicalPhysicalPort", false);
  public static final Slot<HostnameLookups> HOSTNAME_LOOKUPS =
      Slot.directory("HostnameLookups", HostnameLookups.OFF);
  public static final Slot<Boolean> CONTENT_DIGEST = Slot.directory("ContentDigest", false);
  public static final Slot<FileEtag> FILE_ETAG = Slot.directory(FileEtag.UNSET);
  public static final Slot<Boolean> ENABLE_SENDFILE = Slot.directory("EnableSendfile", false);
  public static final Slot<Boolean> ENABLE_MMAP = Slot.directory("EnableMMAP", true);

  /** Bytes; 0 means no limit. */
  public static final Slot<Long> LIMIT_REQUEST_BODY =
      Slot.directory("LimitRequestBody", 1_073_741_824L);

  public static final Slot<Long> LIMIT_XML_REQUEST_BODY =
      Slot.directory("LimitXMLRequestBody", 1_000_000L);

  /** -1 unlimited, 0 none. */
  public static final Slot<Integer> MAX_RANGES = Slot.directory("MaxRanges", 200);

  public static final Slot<Integer> MAX_RANGE_OVERLAPS = Slot.directory("MaxRangeOverlaps", 20);
  public static final Slot<Integer> MAX_RANGE_REVERSALS = Slot.directory("MaxRangeReversals", 20);
  public static final Slot<Signature> SERVER_SIGNATURE =
      Slot.directory("ServerSignature", Signature.OFF);

  /** Satisfy, which mod_access_compat declares. */
  public static final Slot<Satisfy> SATISFY = Slot.directory("Satisfy", method -> false);

  // ---- programs ----

  /** CGIPassAuth: whether programs see the fields Authorization and Proxy-Authorization. */
  public static final Slot<Boolean> CGI_PASS_AUTH = Slot.directory("CGIPassAuth", false);

  /** CGIVar REQUEST_URI: whether it is the path after rewriting, and not what was asked for. */
  public static final Slot<Boolean> CGI_CURRENT_URI = Slot.directory("CGIVar", false);

  /** RLimitCPU, RLimitMEM and RLimitNPROC. */
  public static final Slot<ProgramLimits> PROGRAM_LIMITS = Slot.directory(ProgramLimits.UNSET);

  public static final Slot<Boolean> QUALIFY_REDIRECT_URL =
      Slot.directory("QualifyRedirectURL", false);
  public static final Slot<Integer> READ_BUFFER_SIZE = Slot.directory("ReadBufferSize", 8192);

  // ---- types of the above ----

  /** {@code ServerName [scheme://]host[:port]}; unset has a null host and port 0. */
  public record ServerNameValue(@Nullable String scheme, @Nullable String host, int port) {
    public static final ServerNameValue UNSET = new ServerNameValue(null, null, 0);
  }

  /**
   * {@code Listen [address:]port [protocol]}.
   *
   * @param address as written without brackets, null for any; or the path of a Unix socket
   * @param port 1 to 65535; 0 with a Unix socket
   * @param protocol in lower case; {@code https} where none is said for port 443, else {@code http}
   * @param options of {@code options=…}
   */
  public record ListenAddress(
      @Nullable String address, int port, String protocol, Set<String> options, Position position) {

    /** Whether it is a Unix socket. */
    public boolean isFile() {
      return file() != null;
    }

    /** That of a Unix socket; null for what has a port. */
    public @Nullable Path file() {
      return address != null && address.startsWith("/") ? ByteNames.toPath(address) : null;
    }
  }

  /**
   * A user or group of the system.
   *
   * @param written as in the file: a name or {@code #number}
   */
  public record Account(String written, int id) {}

  /** {@code ErrorDocument}: text to send, a path of this server, a URL, or the built-in page. */
  public sealed interface ErrorDocument {
    record Message(Text text) implements ErrorDocument {}

    record LocalPath(Text uri) implements ErrorDocument {}

    record Url(Text url) implements ErrorDocument {}

    record BuiltIn() implements ErrorDocument {}
  }

  /**
   * The switches of Options. IncludesNOEXEC turns server-side includes on, Includes lets them run
   * programs besides: saying Includes sets both, and includes are on where {@link #INCLUDES_NOEXEC}
   * is.
   */
  public enum Option {
    INDEXES("Indexes"),
    INCLUDES("Includes"),
    INCLUDES_NOEXEC("IncludesNOEXEC"),
    FOLLOW_SYM_LINKS("FollowSymLinks"),
    SYM_LINKS_IF_OWNER_MATCH("SymLinksIfOwnerMatch"),
    EXEC_CGI("ExecCGI"),
    MULTI_VIEWS("MultiViews");

    private final String word;

    Option(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * Options: what is on absolutely, or what is added and removed at this level.
   *
   * @param absolute the set where Options were given without signs, else null
   */
  public record OptionSet(@Nullable Set<Option> absolute, Set<Option> add, Set<Option> remove)
      implements Mergeable<OptionSet> {

    /** httpd's default: FollowSymLinks. */
    private static final Set<Option> DEFAULT = Set.of(Option.FOLLOW_SYM_LINKS);

    public static final OptionSet UNSET = new OptionSet(null, Set.of(), Set.of());

    @Override
    public OptionSet over(OptionSet parent) {
      if (absolute != null) {
        return this;
      }
      if (parent.absolute != null) {
        return new OptionSet(applyTo(parent.absolute), Set.of(), Set.of());
      }
      Set<Option> a = new java.util.HashSet<>(parent.add);
      Set<Option> r = new java.util.HashSet<>(parent.remove);
      a.removeAll(remove);
      r.removeAll(add);
      a.addAll(add);
      r.addAll(remove);
      if (add.contains(Option.INCLUDES_NOEXEC) && !add.contains(Option.INCLUDES)) {
        a.remove(Option.INCLUDES);
      }
      return new OptionSet(null, Set.copyOf(a), Set.copyOf(r));
    }

    private Set<Option> applyTo(Set<Option> base) {
      Set<Option> s = new java.util.HashSet<>(base);
      s.removeAll(remove);
      s.addAll(add);
      if (add.contains(Option.INCLUDES_NOEXEC) && !add.contains(Option.INCLUDES)) {
        s.remove(Option.INCLUDES);
      }
      return Set.copyOf(s);
    }

    public boolean has(Option option) {
      if (add.contains(option)) {
        return true;
      }
      if (remove.contains(option)) {
        return false;
      }
      return (absolute == null ? DEFAULT : absolute).contains(option);
    }
  }

  /**
   * AllowOverride.
   *
   * @param classes what is granted
   * @param options the options that {@code Options=…} names; null for all of them
   * @param nonfatalUnknown, nonfatalOverride what {@code Nonfatal=…} forgives
   */
  public record AllowOverride(
      Set<OverrideClass> classes,
      @Nullable Set<Option> options,
      boolean nonfatalUnknown,
      boolean nonfatalOverride) {
    public static final AllowOverride NONE = new AllowOverride(Set.of(), null, false, false);
  }

  /** LogLevel: a level for all and levels for modules by log name. */
  public record LogLevels(@Nullable LogLevel level, Map<String, LogLevel> byModule)
      implements Mergeable<LogLevels> {
    public static final LogLevels UNSET = new LogLevels(null, Map.of());

    public LogLevel of(String module) {
      LogLevel own = byModule.get(module);
      return own != null ? own : level != null ? level : LogLevel.WARN;
    }

    @Override
    public LogLevels over(LogLevels parent) {
      // A plain level said here replaces the parent's levels for modules too.
      return level != null ? this : new LogLevels(parent.level, overlay(byModule, parent.byModule));
    }
  }

  /** ErrorLogFormat: for each message, and once per connection and request; null for httpd's. */
  public record ErrorLogFormats(
      @Nullable String line, List<String> connection, List<String> request) {
    public static final ErrorLogFormats UNSET = new ErrorLogFormats(null, List.of(), List.of());
  }

  public enum Tokens {
    PROD,
    MAJOR,
    MINOR,
    MINIMAL,
    OS,
    FULL
  }

  public enum TraceEnable {
    OFF,
    ON,
    EXTENDED
  }

  public enum EncodedSlashes {
    OFF,
    ON,
    NO_DECODE
  }

  /** Whether access may be granted by address or by user (Any) or needs both (All). */
  @FunctionalInterface
  public interface Satisfy {
    /** Whether {@code Satisfy Any} holds for requests with this method. */
    boolean isAny(String method);
  }

  public enum AcceptPathInfo {
    DEFAULT,
    ON,
    OFF
  }

  public enum CanonicalName {
    OFF,
    ON,
    DNS
  }

  public enum HostnameLookups {
    OFF,
    ON,
    DOUBLE
  }

  public enum Signature {
    OFF,
    ON,
    EMAIL
  }

  /** HttpProtocolOptions; null for what was not said. */
  public record ProtocolOptions(
      @Nullable Boolean strict, @Nullable Boolean registeredMethods, @Nullable Boolean require10)
      implements Mergeable<ProtocolOptions> {
    public static final ProtocolOptions UNSET = new ProtocolOptions(null, null, null);

    public ProtocolOptions withStrict(boolean value) {
      return new ProtocolOptions(value, registeredMethods, require10);
    }

    public ProtocolOptions withRegisteredMethods(boolean value) {
      return new ProtocolOptions(strict, value, require10);
    }

    public ProtocolOptions withRequire10(boolean value) {
      return new ProtocolOptions(strict, registeredMethods, value);
    }

    public boolean isStrict() {
      return strict == null || strict;
    }

    public boolean isRegisteredMethods() {
      return registeredMethods != null && registeredMethods;
    }

    public boolean isRequire10() {
      return require10 != null && require10;
    }

    @Override
    public ProtocolOptions over(ProtocolOptions parent) {
      return new ProtocolOptions(
          strict != null ? strict : parent.strict,
          registeredMethods != null ? registeredMethods : parent.registeredMethods,
          require10 != null ? require10 : parent.require10);
    }
  }

  /** The parts of an ETag. */
  public enum EtagPart {
    INODE,
    MTIME,
    SIZE,
    DIGEST
  }

  /**
   * FileETag.
   *
   * @param absolute the parts where given without signs, empty for None; null where not said
   */
  public record FileEtag(@Nullable Set<EtagPart> absolute, Set<EtagPart> add, Set<EtagPart> remove)
      implements Mergeable<FileEtag> {
    public static final FileEtag UNSET = new FileEtag(null, Set.of(), Set.of());

    private static final Set<EtagPart> DEFAULT = Set.of(EtagPart.MTIME, EtagPart.SIZE);

    /**
     * The parts in force. Signs do not change the default: parts with a plus take its place, and
     * where a minus leaves nothing it comes back; only None means none.
     */
    public Set<EtagPart> parts() {
      Set<EtagPart> s = new java.util.HashSet<>(absolute == null ? Set.of() : absolute);
      s.removeAll(remove);
      s.addAll(add);
      boolean none = absolute != null && absolute.isEmpty();
      return s.isEmpty() && !none ? DEFAULT : s;
    }

    @Override
    public FileEtag over(FileEtag parent) {
      if (absolute != null) {
        return this;
      }
      Set<EtagPart> a = new java.util.HashSet<>(parent.add);
      Set<EtagPart> r = new java.util.HashSet<>(parent.remove);
      a.removeAll(remove);
      r.removeAll(add);
      a.addAll(add);
      r.addAll(remove);
      return new FileEtag(parent.absolute, Set.copyOf(a), Set.copyOf(r));
    }
  }

  /** {@code child}'s entries over {@code parent}'s. */
  public static <K, V> Map<K, V> overlay(Map<K, V> child, Map<K, V> parent) {
    if (child.isEmpty()) {
      return parent;
    }
    Map<K, V> merged = new LinkedHashMap<>(parent);
    merged.putAll(child);
    return java.util.Collections.unmodifiableMap(merged);
  }

  /** {@code parent}'s elements, then {@code child}'s: lists that grow along the walk. */
  public static <T> List<T> append(List<T> child, List<T> parent) {
    List<T> all = new ArrayList<>(parent);
    all.addAll(child);
    return List.copyOf(all);
  }

  /** A copy of {@code map} with one more entry. */
  public static <K, V> Map<K, V> put(Map<K, V> map, K key, V value) {
    Map<K, V> copy = new HashMap<>(map);
    copy.put(key, value);
    return Map.copyOf(copy);
  }
}
