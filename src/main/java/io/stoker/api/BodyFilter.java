package io.stoker.api;

/** An output filter: transforms the body of a reply, in memory or as a stream. */
@FunctionalInterface
public interface BodyFilter {

  /** Filters by name, as SetOutputFilter, AddOutputFilter and mod_filter know them. */
  ExtensionPoint<BodyFilter> POINT = ExtensionPoint.of("output filter");

  /**
   * The body to send instead, or {@code body} itself where there is nothing to do. Header fields
   * may still be changed ({@code Content-Length} is computed later from the body).
   */
  Body apply(Exchange x, Body body) throws Exception;

  /**
   * Before the handler runs (httpd's filter init function): the last moment for what a handler is
   * to do otherwise because of this filter.
   */
  default void prepare(Exchange x) {}

  /** Its place in the chain when it is added by name. */
  default Kind kind() {
    return Kind.RESOURCE;
  }

  /** Place in the chain, as httpd's AP_FTYPE_…; lower runs nearer to the handler. */
  enum Kind {
    RESOURCE,
    CONTENT_SET,
    PROTOCOL,
    TRANSCODE,
    /** Behind ranges, on what is sent; may change when it is sent, not what or how much. */
    SENDING
  }
}
