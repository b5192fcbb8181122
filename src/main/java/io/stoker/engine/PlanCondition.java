package io.stoker.engine;

import io.stoker.http.HeadIndex;
import io.stoker.http.Octets;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something that was read while a plan was made, and must be the same for a request to have it. */
sealed interface PlanCondition {

  boolean holds(PlanProbe probe);

  /** Bytes that it takes, about. */
  int weight();

  /** What it is about, for those who ask: no values, which may be secrets. */
  default String words() {
    return switch (this) {
      case Field(byte[] name, byte @Nullable [] value) -> "the field " + text(name);
      case NotRepeated(byte[] name) -> "that the field " + text(name) + " comes once at most";
      case Forwarded(byte[] name, byte @Nullable [] address) ->
          "the client's address in the field " + text(name);
      case Client client -> "the client's address";
      case Proxied proxied -> "the client that the PROXY protocol tells of";
    };
  }

  private static String text(byte[] name) {
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  /**
   * A field of the request.
   *
   * @param name in lower case
   * @param value null where there was none
   */
  record Field(byte[] name, byte @Nullable [] value) implements PlanCondition {
    @Override
    public boolean holds(PlanProbe probe) {
      return value == null
          ? probe.head().field(name) == HeadIndex.ABSENT
          : probe.head().fieldIs(name, value);
    }

    @Override
    public int weight() {
      return 64 + name.length + (value == null ? 0 : value.length);
    }

    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Field(byte[] n, byte @Nullable [] v)
          && Arrays.equals(n, name)
          && Arrays.equals(v, value);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(name) + Arrays.hashCode(value);
    }
  }

  /** A field that the request must not have twice: who logs it reads it as one. */
  record NotRepeated(byte[] name) implements PlanCondition {
    @Override
    public boolean holds(PlanProbe probe) {
      return probe.head().field(name) != HeadIndex.REPEATED;
    }

    @Override
    public int weight() {
      return 32 + name.length;
    }

    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof NotRepeated(byte[] n) && Arrays.equals(n, name);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(name);
    }
  }

  /**
   * A field that holds the client's address and nothing else.
   *
   * @param name in lower case
   * @param address as it is written; null where it does not matter which
   */
  record Forwarded(byte[] name, byte @Nullable [] address) implements PlanCondition {
    @Override
    public boolean holds(PlanProbe probe) {
      if (address != null) {
        return probe.head().fieldIs(name, address);
      }
      long at = probe.head().field(name);
      return at >= 0 && Octets.isIpv4(probe.head().bytes(), (int) (at >>> 32), (int) at);
    }

    @Override
    public int weight() {
      return 64 + name.length;
    }

    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Forwarded(byte[] n, byte @Nullable [] a)
          && Arrays.equals(n, name)
          && Arrays.equals(a, address);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(name) + Arrays.hashCode(address);
    }
  }

  /** The address of the connection's peer, who is the client where nobody says otherwise. */
  record Client(InetAddress address) implements PlanCondition {
    @Override
    public boolean holds(PlanProbe probe) {
      return address.equals(probe.connection().remoteAddress());
    }

    @Override
    public int weight() {
      return 48;
    }
  }

  /**
   * The client that the PROXY protocol tells of.
   *
   * @param address null where no such header came
   */
  record Proxied(@Nullable InetAddress address) implements PlanCondition {
    @Override
    public boolean holds(PlanProbe probe) {
      return Objects.equals(address, probe.connection().proxied());
    }

    @Override
    public int weight() {
      return 48;
    }
  }
}
