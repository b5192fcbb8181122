package io.stoker.cli.explain;

/** Flags that make no sense. */
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  public UsageException(String words, Throwable cause) {
    super(words, cause);
  }
}
