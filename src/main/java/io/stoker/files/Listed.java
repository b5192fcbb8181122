package io.stoker.files;

/** What opening a directory for listing gave. */
public sealed interface Listed {

  /** The receiver closes it. */
  record Open(DirectoryListing listing) implements Listed {}

  record Failed(Lookup why) implements Listed {}
}
