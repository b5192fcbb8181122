package io.stoker.parity;

/** A mistake in a case file, with the place where it is. */
final class CaseException extends RuntimeException {
  CaseException(String file, int line, String problem) {
    super(file + ":" + line + ": " + problem);
  }
}
