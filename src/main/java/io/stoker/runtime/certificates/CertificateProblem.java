package io.stoker.runtime.certificates;

/**
 * What is wrong with a certificate, or with the file of it.
 *
 * @param isBad false where it is only soon to be bad
 * @param text a sentence without its full stop
 */
public record CertificateProblem(boolean isBad, String text) {

  static CertificateProblem bad(String text) {
    return new CertificateProblem(true, text);
  }

  static CertificateProblem soon(String text) {
    return new CertificateProblem(false, text);
  }
}
