package io.stoker.runtime.certificates;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A certificate as it is shown. Source: RFC 5280, sections 4.1 and 4.2.1.6.
 *
 * @param subject, issuer as RFC 2253 writes names
 * @param names hosts and addresses of its subject alternative names
 * @param daysLeft whole days until it ends; negative once it has ended
 * @param key algorithm and size, such as {@code RSA 2048}
 * @param isAuthority whether it may sign others
 * @param fingerprint SHA-256 of it, as {@code AB:CD…}
 */
public record CertificateView(
    String subject,
    List<String> names,
    String issuer,
    Instant notBefore,
    Instant notAfter,
    long daysLeft,
    String key,
    boolean isAuthority,
    String fingerprint,
    List<CertificateProblem> problems) {

  /** From so many days before its end on, a certificate is said to end soon. */
  static final int SOON_DAYS = 30;

  private static final int DNS = 2;
  private static final int ADDRESS = 7;
  private static final int SHORTEST_RSA = 2048;

  /** What there is to see at a time. */
  public static CertificateView of(X509Certificate certificate, Instant now) {
    return new CertificateView(
        certificate.getSubjectX500Principal().getName(),
        names(certificate),
        certificate.getIssuerX500Principal().getName(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        Math.floorDiv(
            Duration.between(now, certificate.getNotAfter().toInstant()).toSeconds(), 24 * 3600),
        key(certificate.getPublicKey()),
        certificate.getBasicConstraints() >= 0,
        fingerprint(certificate),
        problems(certificate, now));
  }

  /** The same with more that is wrong. */
  CertificateView with(List<CertificateProblem> more) {
    List<CertificateProblem> all = new ArrayList<>(problems);
    all.addAll(more);
    return new CertificateView(
        subject,
        names,
        issuer,
        notBefore,
        notAfter,
        daysLeft,
        key,
        isAuthority,
        fingerprint,
        List.copyOf(all));
  }

  /** Whether clients take it for that host: a {@code *} stands for one label (RFC 9525, 6.3). */
  boolean covers(String host) {
    String wanted = host.toLowerCase(Locale.ROOT);
    int dot = wanted.indexOf('.');
    String parent = dot < 0 ? "" : wanted.substring(dot);
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(
            name ->
                name.equals(wanted)
                    || (name.startsWith("*.") && dot > 0 && name.substring(1).equals(parent)));
  }

  private static List<CertificateProblem> problems(X509Certificate certificate, Instant now) {
    List<CertificateProblem> all = new ArrayList<>();
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    if (now.isBefore(from)) {
      all.add(CertificateProblem.bad("is not valid before " + from));
    }
    if (now.isAfter(until)) {
      all.add(CertificateProblem.bad("has expired on " + until));
    } else if (now.plus(Duration.ofDays(SOON_DAYS)).isAfter(until)) {
      long days = Duration.between(now, until).toDays();
      all.add(CertificateProblem.soon("expires in " + (days == 1 ? "one day" : days + " days")));
    }
    if (certificate.getPublicKey() instanceof RSAPublicKey rsa
        && rsa.getModulus().bitLength() < SHORTEST_RSA) {
      all.add(CertificateProblem.bad("its RSA key has fewer than " + SHORTEST_RSA + " bits"));
    }
    return all;
  }

  private static List<String> names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      for (List<?> name : all == null ? List.<List<?>>of() : all) {
        int kind = (Integer) name.get(0);
        if (kind == DNS || kind == ADDRESS) {
          names.add(String.valueOf(name.get(1)));
        }
      }
    } catch (CertificateParsingException e) {
      return List.of(); // then it is good for no host
    }
    return List.copyOf(names);
  }

  private static String key(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> "RSA " + bits(rsa.getModulus());
      case ECPublicKey ec -> "EC " + bits(ec.getParams().getOrder());
      case DSAPublicKey dsa when dsa.getParams() != null -> "DSA " + bits(dsa.getParams().getP());
      case EdECPublicKey ed -> ed.getParams().getName();
      default -> key.getAlgorithm();
    };
  }

  private static int bits(BigInteger number) {
    return number.bitLength();
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(sum);
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException(
          e); // every JVM has the one, and it was decoded from the other
    }
  }
}
