package io.stoker.parity;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** One connection to a server. */
interface Wire extends Closeable {

  /** Sends bytes to the server. */
  void send(byte[] bytes) throws IOException;

  /** Says that no more bytes follow; the server can still answer. */
  void finishSending() throws IOException;

  /** What the server sends; reading waits at most some seconds for the next byte. */
  InputStream input() throws IOException;

  /** The client's port, which may show up in logs; 0 if there is none. */
  int clientPort();
}
