package io.stoker.files;

import static io.stoker.files.Native.INT;
import static io.stoker.files.Native.LONG;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Users and groups by the C library, and so by all that nsswitch.conf names. The structures are the
 * same in glibc and musl on 64-bit machines.
 */
final class LibcUsers implements Users {

  static final LibcUsers INSTANCE = new LibcUsers();

  private static final AddressLayout ADDRESS = ValueLayout.ADDRESS;
  private static final int ERANGE = 34;
  private static final int MAX_BUFFER = 1 << 24;

  private static final MethodHandle GETPWNAM = Native.function("getpwnam_r");
  private static final MethodHandle GETPWUID = Native.function("getpwuid_r");
  private static final MethodHandle GETGRNAM = Native.function("getgrnam_r");
  private static final MethodHandle GETGRGID = Native.function("getgrgid_r");

  private LibcUsers() {}

  @FunctionalInterface
  private interface Reader<T> {
    T read(MemorySegment struct);
  }

  @Override
  public @Nullable User user(String name) {
    return named(GETPWNAM, name, LibcUsers::readUser);
  }

  @Override
  public @Nullable User user(int uid) {
    return ask(GETPWUID, uid, LibcUsers::readUser);
  }

  @Override
  public @Nullable Group group(String name) {
    return named(GETGRNAM, name, LibcUsers::readGroup);
  }

  @Override
  public @Nullable Group group(int gid) {
    return ask(GETGRGID, gid, LibcUsers::readGroup);
  }

  private static <T> @Nullable T named(MethodHandle function, String name, Reader<T> reader) {
    try (Arena arena = Arena.ofConfined()) {
      return ask(function, Native.cString(arena, name).address(), reader);
    }
  }

  /** The four take a key, structure, buffer, its size and result, and give an error number. */
  private static <T> @Nullable T ask(MethodHandle function, long key, Reader<T> reader) {
    for (long size = 4096; size <= MAX_BUFFER; size *= 4) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment state = arena.allocate(Native.STATE);
        MemorySegment struct = arena.allocate(64, 8);
        MemorySegment result = arena.allocate(8, 8);
        long buffer = arena.allocate(size).address();
        int error =
            (int)
                (long)
                    function.invokeExact(
                        state, key, struct.address(), buffer, size, result.address());
        if (error != ERANGE) {
          boolean found = error == 0 && result.get(LONG, 0) != 0;
          return found ? reader.read(struct) : null;
        }
      } catch (Throwable t) {
        throw Native.unexpected(t);
      }
    }
    return null;
  }

  /** struct passwd: name, password, uid, gid, gecos, directory, shell. */
  private static User readUser(MemorySegment p) {
    return new User(
        Native.stringAt(p.get(ADDRESS, 0)),
        p.get(INT, 16),
        p.get(INT, 20),
        Native.stringAt(p.get(ADDRESS, 32)),
        Native.stringAt(p.get(ADDRESS, 40)));
  }

  /** struct group: name, password, gid, pointer to a list of members that ends with null. */
  private static Group readGroup(MemorySegment g) {
    List<String> members = new ArrayList<>();
    MemorySegment list = Native.sized(g.get(ADDRESS, 24), Long.MAX_VALUE);
    for (long i = 0; list.address() != 0 && list.get(LONG, i) != 0; i += 8) {
      members.add(Native.stringAt(list.get(ADDRESS, i)));
    }
    return new Group(Native.stringAt(g.get(ADDRESS, 0)), g.get(INT, 16), members);
  }
}
