package io.stoker.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkSizeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0",
        "14|20",
        "FfF|4095",
        "000000000000000000000000a|10",
        "7fffffffffffffff|9223372036854775807",
        "3;a=b|3",
        "3 ;a|3",
        "3 \t|3",
      },
      ignoreLeadingAndTrailingWhitespace = false)
  void readsSizes(String line, long size) throws RequestBody.Unreadable {
    assertThat(ChunkSize.parse(line, true, true)).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";", "x", " 3", "3 5", "-3", "+3", "0x3", "3;\001", "3;\r", "3\177"})
  void refusesWhatIsNoSize(String line) {
    assertThatThrownBy(() -> ChunkSize.parse(line, true, true))
        .isInstanceOfSatisfying(
            RequestBody.Unreadable.class, e -> assertThat(e.status()).isEqualTo(400));
  }

  @ParameterizedTest
  @ValueSource(strings = {"8000000000000000", "fffffffffffffffff", "10000000000000000"})
  void refusesWhatNoLengthCanBe(String line) {
    assertThatThrownBy(() -> ChunkSize.parse(line, true, true))
        .isInstanceOf(RequestBody.TooLarge.class);
  }

  @Test
  void bareLineFeedsNeedUnsafe() throws RequestBody.Unreadable {
    assertThat(ChunkSize.parse("3", false, false)).isEqualTo(3);
    assertThatThrownBy(() -> ChunkSize.parse("3", false, true))
        .isInstanceOf(RequestBody.Unreadable.class);
  }
}
