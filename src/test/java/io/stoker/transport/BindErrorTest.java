package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class BindErrorTest {

  @Test
  void findsTheSystemsWordsWhereverTheyStand() {
    assertThat(BindError.words(new BindException("Address already in use")))
        .isEqualTo("(98)Address already in use: ");
    assertThat(
            BindError.words(
                new IllegalStateException(
                    new IOException(
                        "bind(..) failed with error(-99): Cannot assign requested address"))))
        .isEqualTo("(99)Cannot assign requested address: ");
    assertThat(BindError.words(new SocketException("Permission denied")))
        .isEqualTo("(13)Permission denied: ");
  }

  @Test
  void passesOnWhatItDoesNotKnow() {
    assertThat(BindError.words(new IOException("something else"))).isEqualTo("something else: ");
  }
}
