package io.stoker.modules.mod_setenvif;

import io.stoker.api.Exchange;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Extensions of the certificate that the client showed. */
final class PeerExtensions {

  private PeerExtensions() {}

  /** The texts of an extension that is a DER string; empty without TLS or certificate. */
  static List<String> of(Exchange x, String oid) {
    SSLSession tls = x.connection().tls();
    if (tls == null) {
      return List.of();
    }
    try {
      if (tls.getPeerCertificates()[0] instanceof X509Certificate certificate) {
        byte[] value = certificate.getExtensionValue(oid);
        return value == null ? List.of() : List.of(text(value));
      }
      return List.of();
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    }
  }

  /** The value is an OCTET STRING around another DER value; both headers are cut off. */
  private static String text(byte[] der) {
    int start = contentStart(der, contentStart(der, 0));
    return new String(der, start, der.length - start, StandardCharsets.ISO_8859_1);
  }

  private static int contentStart(byte[] der, int at) {
    if (at + 1 >= der.length) {
      return at;
    }
    int length = der[at + 1] & 0xFF;
    return Math.min(der.length, at + 2 + (length < 0x80 ? 0 : length & 0x7F));
  }
}
