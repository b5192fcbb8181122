package io.stoker.files;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A walk by names. */
final class PortableCursor implements ComponentWalk.Cursor {

  private final String start;
  private String directory;
  private String seen;

  /** Begins in a directory, given without slash at the end. */
  PortableCursor(String start) {
    this.start = start;
    this.directory = start;
    this.seen = start;
  }

  @Override
  public Lookup step(String name) {
    seen = directory + '/' + name;
    return PortableDisk.look(ByteNames.toPath(seen), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Lookup follow() {
    return PortableDisk.look(ByteNames.toPath(seen));
  }

  @Override
  public void enter() {
    directory = seen;
  }

  @Override
  public boolean beneathStart() {
    Path top = ByteNames.toPath(start.isEmpty() ? "/" : start);
    Path here = ByteNames.toPath(seen);
    try {
      return top != null && here != null && here.toRealPath().startsWith(top.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {}
}
