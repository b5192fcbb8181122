package io.stoker.transport;

import io.netty.channel.DefaultFileRegion;
import io.stoker.api.Body;

/** A region of a file for sendfile; when it is let go of, so is the body's hold on the file. */
final class SentRegion extends DefaultFileRegion {

  private final Body.FileRegion body;

  SentRegion(Body.FileRegion body) {
    super(body.channel(), body.offset(), body.length());
    this.body = body;
  }

  /** The superclass would close a file that may be shared. */
  @Override
  protected void deallocate() {
    body.release();
  }
}
