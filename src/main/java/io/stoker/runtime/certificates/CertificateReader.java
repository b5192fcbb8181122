package io.stoker.runtime.certificates;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads certificates from a file, in PEM (RFC 7468) or DER. What else the file holds, such as a
 * private key, is passed over without being decoded.
 */
final class CertificateReader {

  private static final int MOST_BYTES = 4 << 20;
  private static final int MOST_CERTIFICATES = 500;
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([A-Za-z0-9+/=\\s]*+)"
              + "-----END (?:X509 |TRUSTED )?CERTIFICATE-----");

  /** What a file holds. */
  record Read(List<X509Certificate> certificates, List<CertificateProblem> problems) {}

  private CertificateReader() {}

  static Read read(Path file) {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        return problem("is no file"); // it may be a pipe, which one would wait for
      }
      byte[] bytes;
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(MOST_BYTES + 1);
      }
      return bytes.length > MOST_BYTES
          ? problem("has more than " + (MOST_BYTES >> 20) + " MB, and is not looked at")
          : parse(bytes);
    } catch (NoSuchFileException e) {
      return problem("cannot be read: there is no such file");
    } catch (AccessDeniedException e) {
      return problem("cannot be read by the user that the server runs as");
    } catch (IOException e) {
      return problem("cannot be read: " + e.getMessage());
    }
  }

  private static Read problem(String text) {
    return new Read(List.of(), List.of(CertificateProblem.bad(text)));
  }

  private static Read parse(byte[] bytes) {
    List<X509Certificate> found = new ArrayList<>();
    List<CertificateProblem> problems = new ArrayList<>();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    boolean isPem = text.contains("-----BEGIN ");
    Matcher block = BLOCK.matcher(text);
    int number = 0;
    while (isPem && number < MOST_CERTIFICATES && block.find()) {
      number++;
      try {
        found.add(decode(Base64.getMimeDecoder().decode(block.group(1))));
      } catch (CertificateException | IllegalArgumentException e) {
        problems.add(CertificateProblem.bad("its certificate " + number + " cannot be decoded"));
      }
    }
    if (isPem && number == MOST_CERTIFICATES) {
      problems.add(CertificateProblem.soon("only the first " + number + " are looked at"));
    }
    if (!isPem) {
      try {
        found.add(decode(bytes));
      } catch (CertificateException e) {
        return problem("holds no certificate");
      }
    }
    return found.isEmpty() && problems.isEmpty()
        ? problem("holds no certificate")
        : new Read(List.copyOf(found), List.copyOf(problems));
  }

  private static X509Certificate decode(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }
}
