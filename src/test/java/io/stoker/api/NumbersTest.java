package io.stoker.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "5,5,1,false",
    "5x,5,1,false",
    "-7,-7,2,false",
    "+7,7,2,false",
    "' 7',7,2,false",
    "foo,0,0,false",
    "-,0,0,false",
    "9223372036854775807,9223372036854775807,19,false",
    "9223372036854775808,9223372036854775807,19,true",
    "-9223372036854775808,-9223372036854775808,20,false",
    "-9223372036854775809,-9223372036854775808,20,true",
    "99999999999999999999x,9223372036854775807,20,true"
  })
  void readsTheDigitsAWordBeginsWith(String word, long value, int end, boolean overflow) {
    assertThat(Numbers.read(word)).isEqualTo(new Numbers.Read(value, end, overflow));
  }

  @Test
  void intsAreCut() {
    assertThat(Numbers.leadingInt("99999999999")).isEqualTo(1_215_752_191);
  }

  @Test
  void wholeWantsAllOfTheWord() throws Exception {
    assertThat(Numbers.whole("12", "no")).isEqualTo(12);
    assertThatThrownBy(() -> Numbers.whole("12x", "no")).hasMessage("no");
    assertThatThrownBy(() -> Numbers.whole("", "no")).hasMessage("no");
  }
}
