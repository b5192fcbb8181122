package io.stoker.modules.mod_ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Bodies;
import io.stoker.api.Body;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

  private final List<Duration> pauses = new ArrayList<>();

  private byte[] sent(Pace pace, byte[] content) throws IOException {
    Body body = new Body.Stream(Bodies.publisher(new Body.Bytes(content)), -1);
    Body cut = Bodies.filtered(body, pace.cutter());
    return Bodies.bytes(new Body.Stream(pace.of(Bodies.publisher(cut)), content.length));
  }

  @ParameterizedTest
  @CsvSource({
    "1024, 0, 204, 0", "1024, 0, 205, 1", "1024, 0, 408, 1", "1024, 0, 409, 2",
    "1024, 1000, 1000, 0", "1024, 1000, 1001, 1", "1024, 1000, 1205, 2", "1024, 10, 205, 1",
    "1024, 0, 0, 0", "1, 0, 3, 2"
  })
  void pausesBetweenPortions(int rate, int burst, int length, int expected) throws IOException {
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) i;
    }
    assertThat(sent(new Pace(rate, burst, pauses::add), content)).isEqualTo(content);
    assertThat(pauses).hasSize(expected).allMatch(Duration.ofMillis(200)::equals);
  }

  @Test
  void aGreatRateDoesNotOverflow() {
    assertThat(new Pace(Integer.MAX_VALUE, 0, pauses::add).first()).isEqualTo(429_496_729);
  }
}
