package io.stoker.files;

/** The whole content of a small file, or why there is none. */
public sealed interface Content {

  /**
   * Read while nobody wrote: the identity before and after was the same.
   *
   * @param bytes the file's bytes; the receiver's own
   */
  record Read(FileInfo info, byte[] bytes) implements Content {}

  /** More bytes than allowed; nothing was kept. */
  record TooLarge(FileInfo info) implements Content {}

  /** Written to during every attempt to read it. */
  record Changing(FileInfo info) implements Content {}

  /** A directory or a device. */
  record NotRegular(FileInfo info) implements Content {}

  /** Cannot be opened or read. */
  record Failed(Lookup why) implements Content {}
}
