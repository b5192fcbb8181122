package io.stoker.files;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;

/** The JDK's watch service, which learns of changes on a thread of its own, and so late. */
final class WatchServiceBackend implements WatchBackend {

  private final WatchService service;
  private final Map<WatchKey, Integer> ids = new HashMap<>();
  private final Map<Integer, WatchKey> keys = new HashMap<>();
  private int last;

  private WatchServiceBackend(WatchService service) {
    this.service = service;
  }

  /** Throws {@link UnsupportedOperationException} when the platform has none. */
  static WatchServiceBackend open() {
    try {
      return new WatchServiceBackend(FileSystems.getDefault().newWatchService());
    } catch (IOException e) {
      throw new UnsupportedOperationException("watch service: " + e.getMessage(), e);
    }
  }

  @Override
  public int addDirectory(String path) {
    Path p = ByteNames.toPath(path);
    if (p == null) {
      return -Errno.EINVAL.number();
    }
    try {
      WatchKey key = p.register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
      Integer id = ids.computeIfAbsent(key, k -> ++last);
      keys.put(id, key);
      return id;
    } catch (IOException | ClosedWatchServiceException e) {
      String message = e.getMessage();
      boolean limit = message != null && message.contains("limit");
      return e instanceof IOException io && !limit
          ? -PortableDisk.failed(p, io).errno()
          : -Errno.ENOSPC.number();
    }
  }

  @Override
  public int addFile(String path) {
    return -Errno.EOPNOTSUPP.number();
  }

  @Override
  public void remove(int id) {
    WatchKey key = keys.remove(id);
    if (key != null) {
      ids.remove(key);
      key.cancel();
    }
  }

  @Override
  public void poll(Sink sink) {
    try {
      for (WatchKey key = service.poll(); key != null; key = service.poll()) {
        Integer id = ids.get(key);
        for (WatchEvent<?> event : key.pollEvents()) {
          if (event.kind().equals(OVERFLOW)) {
            sink.overflow();
          } else if (id != null && event.context() instanceof Path name) {
            sink.named(id, ByteNames.fromPath(name));
          }
        }
        if (!key.reset() && id != null) {
          sink.self(id);
        }
      }
    } catch (ClosedWatchServiceException e) {
      sink.overflow();
    }
  }

  @Override
  public boolean immediate() {
    return false;
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
