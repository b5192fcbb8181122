package io.stoker.api;

/** The sections that hold per-directory configuration or limit it. */
public enum SectionKind {
  VIRTUAL_HOST("<VirtualHost>"),
  DIRECTORY("<Directory>"),
  LOCATION("<Location>"),
  FILES("<Files>"),
  IF("<If>"),
  LIMIT("<Limit>"),
  PROXY("<Proxy>"),
  /** A section whose meaning belongs to the module that declares it, such as RequireAll. */
  OTHER("<>");

  private final String tag;

  SectionKind(String tag) {
    this.tag = tag;
  }

  /** As messages write it: {@code <Directory>}. */
  public String tag() {
    return tag;
  }
}
