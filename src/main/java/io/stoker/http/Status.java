package io.stoker.http;

import org.jspecify.annotations.Nullable;

/**
 * Status codes, with the reason phrases that httpd 2.4 prints.
 *
 * <p>Some phrases are older than RFC 9110 (413, 414, 416): clients and log readers know httpd's.
 */
public final class Status {
  public static final int CONTINUE = 100;
  public static final int SWITCHING_PROTOCOLS = 101;
  public static final int EARLY_HINTS = 103;
  public static final int OK = 200;
  public static final int CREATED = 201;
  public static final int NO_CONTENT = 204;
  public static final int PARTIAL_CONTENT = 206;
  public static final int MULTI_STATUS = 207;
  public static final int MULTIPLE_CHOICES = 300;
  public static final int MOVED_PERMANENTLY = 301;
  public static final int FOUND = 302;
  public static final int SEE_OTHER = 303;
  public static final int NOT_MODIFIED = 304;
  public static final int TEMPORARY_REDIRECT = 307;
  public static final int PERMANENT_REDIRECT = 308;
  public static final int BAD_REQUEST = 400;
  public static final int UNAUTHORIZED = 401;
  public static final int FORBIDDEN = 403;
  public static final int NOT_FOUND = 404;
  public static final int METHOD_NOT_ALLOWED = 405;
  public static final int NOT_ACCEPTABLE = 406;
  public static final int PROXY_AUTHENTICATION_REQUIRED = 407;
  public static final int REQUEST_TIMEOUT = 408;
  public static final int CONFLICT = 409;
  public static final int GONE = 410;
  public static final int LENGTH_REQUIRED = 411;
  public static final int PRECONDITION_FAILED = 412;
  public static final int REQUEST_ENTITY_TOO_LARGE = 413;
  public static final int REQUEST_URI_TOO_LONG = 414;
  public static final int UNSUPPORTED_MEDIA_TYPE = 415;
  public static final int RANGE_NOT_SATISFIABLE = 416;
  public static final int EXPECTATION_FAILED = 417;
  public static final int MISDIRECTED_REQUEST = 421;
  public static final int UNPROCESSABLE_ENTITY = 422;
  public static final int LOCKED = 423;
  public static final int FAILED_DEPENDENCY = 424;
  public static final int UPGRADE_REQUIRED = 426;
  public static final int INTERNAL_SERVER_ERROR = 500;
  public static final int NOT_IMPLEMENTED = 501;
  public static final int BAD_GATEWAY = 502;
  public static final int SERVICE_UNAVAILABLE = 503;
  public static final int GATEWAY_TIMEOUT = 504;
  public static final int HTTP_VERSION_NOT_SUPPORTED = 505;
  public static final int VARIANT_ALSO_NEGOTIATES = 506;
  public static final int INSUFFICIENT_STORAGE = 507;
  public static final int LOOP_DETECTED = 508;

  private static final @Nullable String[] REASONS = new @Nullable String[600];
  private static final @Nullable String[] LINES = new @Nullable String[600];

  static {
    put(100, "Continue", "Switching Protocols", "Processing", "Early Hints");
    put(200, "OK", "Created", "Accepted", "Non-Authoritative Information", "No Content");
    put(205, "Reset Content", "Partial Content", "Multi-Status", "Already Reported");
    put(226, "IM Used");
    put(300, "Multiple Choices", "Moved Permanently", "Found", "See Other", "Not Modified");
    put(305, "Use Proxy");
    put(307, "Temporary Redirect", "Permanent Redirect");
    put(400, "Bad Request", "Unauthorized", "Payment Required", "Forbidden", "Not Found");
    put(405, "Method Not Allowed", "Not Acceptable", "Proxy Authentication Required");
    put(408, "Request Timeout", "Conflict", "Gone", "Length Required", "Precondition Failed");
    put(413, "Request Entity Too Large", "Request-URI Too Long", "Unsupported Media Type");
    put(416, "Requested Range Not Satisfiable", "Expectation Failed");
    put(421, "Misdirected Request", "Unprocessable Entity", "Locked", "Failed Dependency");
    put(426, "Upgrade Required");
    put(428, "Precondition Required", "Too Many Requests");
    put(431, "Request Header Fields Too Large");
    put(451, "Unavailable For Legal Reasons");
    put(500, "Internal Server Error", "Not Implemented", "Bad Gateway", "Service Unavailable");
    put(504, "Gateway Timeout", "HTTP Version Not Supported", "Variant Also Negotiates");
    put(507, "Insufficient Storage", "Loop Detected");
    put(510, "Not Extended", "Network Authentication Required");
  }

  private Status() {}

  private static void put(int first, String... reasons) {
    for (int i = 0; i < reasons.length; i++) {
      REASONS[first + i] = reasons[i];
      LINES[first + i] = (first + i) + " " + reasons[i];
    }
  }

  /** True when httpd has a reason phrase for {@code code}; only these can be asked for by name. */
  public static boolean isKnown(int code) {
    return code >= 0 && code < REASONS.length && REASONS[code] != null;
  }

  /** The reason phrase, or null for a code that httpd does not list (such as 306 or 418). */
  public static @Nullable String reason(int code) {
    return code >= 0 && code < REASONS.length ? REASONS[code] : null;
  }

  /**
   * Code and reason as on the status line, {@code 404 Not Found}. A code without a phrase gives
   * {@code 418 Status 418}, as httpd does.
   */
  public static String line(int code) {
    String known = code >= 0 && code < LINES.length ? LINES[code] : null;
    return known != null ? known : code + " Status " + code;
  }

  /** 1xx. */
  public static boolean isInformational(int code) {
    return code >= 100 && code < 200;
  }

  /** 2xx. */
  public static boolean isSuccess(int code) {
    return code >= 200 && code < 300;
  }

  /** 3xx. */
  public static boolean isRedirect(int code) {
    return code >= 300 && code < 400;
  }

  /** 4xx. */
  public static boolean isClientError(int code) {
    return code >= 400 && code < 500;
  }

  /** 5xx. */
  public static boolean isServerError(int code) {
    return code >= 500 && code < 600;
  }

  /** 4xx or 5xx. */
  public static boolean isError(int code) {
    return code >= 400 && code < 600;
  }

  /** The codes after which httpd closes the connection, keep-alive or not. */
  public static boolean dropsConnection(int code) {
    return switch (code) {
      case 400, 408, 411, 413, 414, 500, 501, 503 -> true;
      default -> false;
    };
  }

  /** 1xx, 204 and 304 never carry a body (RFC 9110 section 6.4.1). */
  public static boolean bodyForbidden(int code) {
    return isInformational(code) || code == NO_CONTENT || code == NOT_MODIFIED;
  }
}
