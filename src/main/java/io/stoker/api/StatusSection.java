package io.stoker.api;

/** What another module adds to the page of mod_status: httpd's status_hook. */
@FunctionalInterface
public interface StatusSection {

  /** In the order of their names. */
  ExtensionPoint<StatusSection> POINT = ExtensionPoint.of("status section");

  /**
   * What the page looks like.
   *
   * @param isAuto lines of {@code Name: value} for programs, else HTML
   * @param isNotable HTML without tables
   * @param isExtended ExtendedStatus
   */
  record Form(boolean isAuto, boolean isNotable, boolean isExtended) {}

  /** Writes its part, with the line ends. */
  void write(Exchange x, Form form, StringBuilder page);
}
