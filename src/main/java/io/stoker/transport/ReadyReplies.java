package io.stoker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.stoker.engine.Plan;
import org.jspecify.annotations.Nullable;

/**
 * The planned replies that an event loop sent lately, whole and in the memory that the kernel reads
 * from: one that is sent again is not copied, and every second only its Date is made anew. Used by
 * one event loop.
 */
final class ReadyReplies {

  /** A longer reply is not kept whole. */
  static final int LONGEST = 16 * 1024;

  /** So many are kept, each in a place of its own; a power of two. */
  private static final int PLACES = 128;

  private final Plan.@Nullable Wire[] wires = new Plan.@Nullable Wire[PLACES];
  private final @Nullable ByteBuf[] replies = new @Nullable ByteBuf[PLACES];
  private final byte[][] dates = new byte[PLACES][];

  /**
   * A reply of a plan with that Date, for the caller to release. Its octets are shared: they are
   * not to be changed.
   *
   * @param number of the plan: replies of different plans are best kept apart by it
   * @param date the same array as long as it is the same second
   */
  ByteBuf take(ByteBufAllocator memory, int number, Plan.Wire wire, byte[] date) {
    int place = number & (PLACES - 1);
    ByteBuf reply = replies[place];
    if (reply == null || wires[place] != wire) {
      reply = put(memory, place, wire, date);
    } else if (dates[place] != date) {
      if (reply.refCnt() == 1) {
        reply.setBytes(wire.dateAt(), date);
        dates[place] = date;
      } else {
        reply = put(memory, place, wire, date); // some client has not taken the old one yet
      }
    }
    return reply.retainedDuplicate();
  }

  private ByteBuf put(ByteBufAllocator memory, int place, Plan.Wire wire, byte[] date) {
    ByteBuf reply = memory.directBuffer(size(wire));
    reply.writeBytes(wire.start()).writeBytes(wire.rest()).writeBytes(wire.content());
    reply.setBytes(wire.dateAt(), date);
    ByteBuf old = replies[place];
    if (old != null) {
      old.release();
    }
    wires[place] = wire;
    replies[place] = reply;
    dates[place] = date;
    return reply;
  }

  /** Whether a reply is of a size that is kept whole. */
  static boolean fits(Plan.Wire wire) {
    return size(wire) <= LONGEST;
  }

  private static int size(Plan.Wire wire) {
    return wire.start().length + wire.rest().length + wire.content().length;
  }

  /** Lets go of all of them. */
  void clear() {
    for (int place = 0; place < PLACES; place++) {
      ByteBuf reply = replies[place];
      if (reply != null) {
        reply.release();
      }
      replies[place] = null;
      wires[place] = null;
    }
  }
}
