package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.stoker.engine.Plan;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Replies that are sent again and again. */
class ReadyRepliesTest {

  private static final byte[] FIRST = ascii("Thu, 01 Jan 2026 00:00:01 GMT");
  private static final byte[] SECOND = ascii("Thu, 01 Jan 2026 00:00:02 GMT");

  private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);
  private final ReadyReplies ready = new ReadyReplies();

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static Plan.Wire saying(String content) {
    byte[] start = ascii("D: " + "x".repeat(29) + "\r\n");
    return new Plan.Wire(start, 3, ascii("\r\n"), ascii(content), null, 0, content.length(), 1, 0);
  }

  private static String text(ByteBuf reply) {
    return reply.toString(StandardCharsets.US_ASCII);
  }

  private String taken(int number, Plan.Wire wire, byte[] date) {
    ByteBuf reply = ready.take(memory, number, wire, date);
    String text = text(reply);
    reply.release();
    return text;
  }

  @AfterEach
  void nothingIsLeft() {
    ready.clear();
    assertThat(memory.metric().usedDirectMemory()).isZero();
  }

  @Test
  void aReplyIsMadeOnceAndGetsTheDateOfTheSecond() {
    Plan.Wire wire = saying("hello");
    assertThat(taken(7, wire, FIRST)).isEqualTo("D: Thu, 01 Jan 2026 00:00:01 GMT\r\n\r\nhello");
    long used = memory.metric().usedDirectMemory();
    assertThat(taken(7, wire, FIRST)).isEqualTo("D: Thu, 01 Jan 2026 00:00:01 GMT\r\n\r\nhello");
    assertThat(taken(7, wire, SECOND)).isEqualTo("D: Thu, 01 Jan 2026 00:00:02 GMT\r\n\r\nhello");
    assertThat(memory.metric().usedDirectMemory()).isEqualTo(used);
  }

  @Test
  void whatIsUnderWayIsNotChanged() {
    Plan.Wire wire = saying("hello");
    ByteBuf slow = ready.take(memory, 7, wire, FIRST);
    slow.skipBytes(4);
    assertThat(taken(7, wire, SECOND)).startsWith("D: Thu, 01 Jan 2026 00:00:02 GMT");
    assertThat(text(slow)).isEqualTo("hu, 01 Jan 2026 00:00:01 GMT\r\n\r\nhello");
    slow.release();
  }

  @Test
  void onePlanTakesThePlaceOfAnother() {
    assertThat(taken(7, saying("one"), FIRST)).endsWith("one");
    ByteBuf slow = ready.take(memory, 7, saying("two"), FIRST);
    assertThat(taken(7 + 128, saying("three"), FIRST)).endsWith("three");
    assertThat(text(slow)).endsWith("two");
    slow.release();
  }

  @Test
  void longRepliesAreNotKept() {
    assertThat(ReadyReplies.fits(saying("x".repeat(ReadyReplies.LONGEST - 36)))).isTrue();
    assertThat(ReadyReplies.fits(saying("x".repeat(ReadyReplies.LONGEST - 35)))).isFalse();
  }
}
