package io.stoker.files;

/** What opening a file for reading gave. */
public sealed interface Opened {

  /** It is open; the receiver owns one reference. */
  record Open(OpenFile file) implements Opened {}

  /** It is a directory or a device: not opened, since opening a FIFO would block. */
  record NotRegular(FileInfo info) implements Opened {}

  /** It is no longer the file that was walked to: walk again. */
  record Changed() implements Opened {}

  /** It cannot be opened. */
  record Failed(Lookup why) implements Opened {}
}
