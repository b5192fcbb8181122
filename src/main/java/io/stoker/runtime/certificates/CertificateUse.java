package io.stoker.runtime.certificates;

import io.stoker.api.Position;
import org.jspecify.annotations.Nullable;

/**
 * A line that names a certificate file.
 *
 * @param directive such as {@code SSLCertificateFile}
 * @param host what is written in the {@code <VirtualHost>} around it; null in the main server
 * @param serverName the ServerName of that host, without scheme and port; null where it says none
 */
public record CertificateUse(
    String directive, @Nullable String host, @Nullable String serverName, Position position) {

  /** Whether the host shows this certificate to its clients. */
  boolean isOwn() {
    return directive.equals("SSLCertificateFile");
  }
}
