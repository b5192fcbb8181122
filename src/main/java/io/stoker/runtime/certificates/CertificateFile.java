package io.stoker.runtime.certificates;

import java.util.List;

/**
 * A file of certificates.
 *
 * @param path as it was resolved below ServerRoot
 * @param uses the lines that name it, in the order of the files
 * @param certificates in the order of the file
 * @param problems of the file itself
 */
public record CertificateFile(
    String path,
    List<CertificateUse> uses,
    List<CertificateView> certificates,
    List<CertificateProblem> problems) {}
