package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import org.junit.jupiter.api.Test;

/** Heads that wait for their files. */
class CorkTest {

  @Test
  void socketsAreCorkedAndOpened() {
    assumeTrue(Epoll.isAvailable(), "no epoll here");
    EpollSocketChannel socket = new EpollSocketChannel();
    Cork.on(socket);
    assertThat(socket.config().isTcpCork()).isTrue();
    Cork.off(socket);
    assertThat(socket.config().isTcpCork()).isFalse();
    socket.unsafe().closeForcibly();
    Cork.off(socket);
  }

  @Test
  void otherChannelsAreLeftAlone() {
    EmbeddedChannel channel = new EmbeddedChannel();
    Cork.on(channel);
    Cork.off(channel);
    assertThat(channel.isOpen()).isTrue();
  }
}
