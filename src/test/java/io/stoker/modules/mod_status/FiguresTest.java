package io.stoker.modules.mod_status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void numbersAreWrittenAsAprWritesThem() {
    assertThat(Figures.g(0)).isEqualTo("0");
    assertThat(Figures.g(.125)).isEqualTo(".125");
    assertThat(Figures.g(1 / 9.0)).isEqualTo(".111111");
    assertThat(Figures.g(2816)).isEqualTo("2816");
    assertThat(Figures.g(1.8, 3)).isEqualTo("1.8");
    assertThat(Figures.g(1234567)).isEqualTo("1234570");
    assertThat(Figures.g(.00012)).isEqualTo(".00012");
    assertThat(Figures.g(.000012)).isEqualTo("1.2e-5");
    assertThat(Figures.g(5e9)).isEqualTo("5.e+9");
  }

  @Test
  void bytesGetAUnitWhereThereAreMany() {
    assertThat(Figures.bytes(5119)).isEqualTo("5119 B");
    assertThat(Figures.bytes(5120)).isEqualTo("5.0 kB");
    assertThat(Figures.bytes(Figures.MEGA / 2)).isEqualTo("0.5 MB");
    assertThat(Figures.bytes(Figures.GIGA)).isEqualTo("1.0 GB");
    assertThat(Figures.kilobytes(1023)).isEqualTo("1023 kB");
    assertThat(Figures.kilobytes(1536)).isEqualTo("1.5 MB");
  }

  @Test
  void queriesAreReadAsHttpdReadsThem() {
    assertThat(Query.of(null)).isEqualTo(new Query(false, false, 0));
    assertThat(Query.of("auto&notable&refresh=7x")).isEqualTo(new Query(true, true, 7));
    assertThat(Query.of("refresh").refresh()).isEqualTo(10);
    assertThat(Query.of("refresh=-1").refresh()).isEqualTo(10);
  }
}
