package io.stoker.api;

/** The contexts of the manual in which a directive may stand. */
public enum Where {
  /** Outside of every section: "server config". */
  SERVER,
  /** Inside {@code <VirtualHost>}. */
  VHOST,
  /**
   * Inside {@code <Directory>}, {@code <Location>}, {@code <Files>}, {@code <If>}, {@code <Proxy>}.
   */
  DIRECTORY,
  /** In a {@code .htaccess} file, where AllowOverride grants the directive's class. */
  HTACCESS
}
