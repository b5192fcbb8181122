package io.stoker.support.ab;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.stoker.support.Failure;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** TLS as ab speaks it: any certificate will do, since it measures and trusts nobody. */
final class TlsClient {

  private static final Pattern BITS = Pattern.compile("_(128|256)_");

  private TlsClient() {}

  static SslContext context(AbOptions.Tls options) throws Failure {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .endpointIdentificationAlgorithm("")
            .trustManager(InsecureTrustManagerFactory.INSTANCE);
    if (!options.ciphers().isEmpty()) {
      builder.ciphers(options.ciphers());
    }
    if (!options.protocols().isEmpty()) {
      builder.protocols(options.protocols());
    }
    try {
      Path certificate = options.certificate();
      if (certificate != null) {
        builder.keyManager(certificate.toFile(), certificate.toFile());
      }
      return builder.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new Failure(1, "Could not initialize SSL Context: " + e.getMessage());
    }
  }

  /** {@code TLSv1.3,TLS_AES_256_GCM_SHA384,2048,256}: protocol, cipher, bits of the keys. */
  static String describe(SSLSession session) {
    Matcher bits = BITS.matcher(session.getCipherSuite());
    return session.getProtocol()
        + ","
        + session.getCipherSuite()
        + ","
        + keyBits(session)
        + ","
        + (bits.find() ? bits.group(1) : "256");
  }

  private static int keyBits(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      PublicKey key = chain[0].getPublicKey();
      return switch (key) {
        case RSAPublicKey rsa -> rsa.getModulus().bitLength();
        case ECPublicKey ec -> ec.getParams().getCurve().getField().getFieldSize();
        default -> 0;
      };
    } catch (SSLPeerUnverifiedException e) {
      return 0;
    }
  }
}
