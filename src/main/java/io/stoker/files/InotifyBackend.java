package io.stoker.files;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** inotify(7). */
final class InotifyBackend implements WatchBackend {

  private static final int NONBLOCK_CLOEXEC = 0x80800;
  private static final int IN_MODIFY = 0x2;
  private static final int IN_ATTRIB = 0x4;
  private static final int IN_MOVED_FROM = 0x40;
  private static final int IN_MOVED_TO = 0x80;
  private static final int IN_CREATE = 0x100;
  private static final int IN_DELETE = 0x200;
  private static final int IN_DELETE_SELF = 0x400;
  private static final int IN_MOVE_SELF = 0x800;
  private static final int IN_Q_OVERFLOW = 0x4000;
  private static final int IN_ONLYDIR = 0x1000000;
  private static final int IN_DONT_FOLLOW = 0x2000000;
  private static final int SELF = IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_DONT_FOLLOW;
  private static final int FILE = IN_MODIFY | SELF;
  private static final int DIRECTORY =
      FILE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_ONLYDIR;

  private static final int HEADER = 16;
  private static final int LONGEST_EVENT = HEADER + 256;

  private static final MethodHandle INIT = Native.function("inotify_init1");
  private static final MethodHandle ADD = Native.function("inotify_add_watch");
  private static final MethodHandle REMOVE = Native.function("inotify_rm_watch");
  private static final MethodHandle CONTROL = Native.function("ioctl");
  private static final long FIONREAD = 0x541b;

  /** Where the kernel answers a thread. */
  private record Answer(MemorySegment state, MemorySegment number) {
    static Answer in(Arena arena) {
      return new Answer(arena.allocate(Native.STATE), arena.allocate(Native.INT));
    }
  }

  private static final ThreadLocal<Answer> ANSWER =
      ThreadLocal.withInitial(() -> Answer.in(Arena.ofAuto()));

  private final int fd;
  private final MemorySegment state = Arena.ofAuto().allocate(Native.STATE);
  private final MemorySegment buffer;
  private volatile boolean closed;

  private InotifyBackend(int fd, int bufferSize) {
    this.fd = fd;
    this.buffer = Arena.ofAuto().allocate(bufferSize, 8);
  }

  /** Throws {@link UnsupportedOperationException} when the system gives no (more) instances. */
  static InotifyBackend open(int bufferSize) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Native.STATE);
      int fd = (int) (long) INIT.invokeExact(state, (long) NONBLOCK_CLOEXEC, 0L, 0L, 0L, 0L);
      if (fd < 0) {
        throw new UnsupportedOperationException(
            "inotify_init1: " + Errno.message(Native.errno(state)));
      }
      return new InotifyBackend(fd, bufferSize);
    } catch (Throwable t) {
      throw Native.unexpected(t);
    }
  }

  @Override
  public int addDirectory(String path) {
    return add(path, DIRECTORY);
  }

  @Override
  public int addFile(String path) {
    return add(path, FILE);
  }

  private int add(String path, int mask) {
    try (Arena arena = Arena.ofConfined()) {
      long name = Native.cString(arena, path).address();
      int id = (int) (long) ADD.invokeExact(state, (long) fd, name, (long) mask, 0L, 0L);
      return id >= 0 ? id : -Native.errno(state);
    } catch (Throwable t) {
      throw Native.unexpected(t);
    }
  }

  @Override
  public void remove(int id) {
    if (closed) {
      return; // the kernel has forgotten all of them
    }
    try {
      long ignored = (long) REMOVE.invokeExact(state, (long) fd, (long) id, 0L, 0L, 0L);
    } catch (Throwable t) {
      throw Native.unexpected(t);
    }
  }

  @Override
  public boolean mayHaveEvents() {
    if (closed) {
      return true; // its number may be another file's by now
    }
    if (!Thread.currentThread().isVirtual()) {
      return mayHaveEvents(ANSWER.get());
    }
    // There is one for each request: what is kept for it would be thrown away with it.
    try (Arena arena = Arena.ofConfined()) {
      return mayHaveEvents(Answer.in(arena));
    }
  }

  private boolean mayHaveEvents(Answer answer) {
    try {
      long number = answer.number.address();
      int done =
          (int) (long) CONTROL.invokeExact(answer.state, (long) fd, FIONREAD, number, 0L, 0L);
      return done != 0 || answer.number.get(Native.INT, 0) != 0;
    } catch (Throwable t) {
      throw Native.unexpected(t);
    }
  }

  @Override
  public void poll(Sink sink) {
    int n;
    do {
      n = closed ? 0 : Linux.read(fd, buffer, state);
      int at = 0;
      while (at < n) {
        at += event(at, sink);
      }
      // A read that left room for one more event has emptied the queue.
    } while (n > buffer.byteSize() - LONGEST_EVENT);
  }

  /** struct inotify_event: watch, mask, cookie, length of the name, name padded with NUL. */
  private int event(int at, Sink sink) {
    int id = buffer.get(ValueLayout.JAVA_INT, at);
    int mask = buffer.get(ValueLayout.JAVA_INT, at + 4L);
    int length = buffer.get(ValueLayout.JAVA_INT, at + 12L);
    if ((mask & IN_Q_OVERFLOW) != 0) {
      sink.overflow();
    } else if (length == 0) {
      sink.self(id);
    } else {
      int end = 0;
      while (end < length && buffer.get(ValueLayout.JAVA_BYTE, at + HEADER + (long) end) != 0) {
        end++;
      }
      sink.named(id, Native.string(buffer, at + (long) HEADER, end));
    }
    return HEADER + length;
  }

  @Override
  public boolean immediate() {
    return true;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Linux.close(fd);
    }
  }
}
