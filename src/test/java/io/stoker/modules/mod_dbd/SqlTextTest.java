package io.stoker.modules.mod_dbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.api.DirectiveException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTextTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '!',
      value = {
        "SELECT v FROM m WHERE k = %s ! SELECT v FROM m WHERE k = ? ! 1",
        "SELECT %s, %d, %u, %f ! SELECT ?, ?, ?, ? ! 4",
        "SELECT %hd, %hhd, %ld, %lld, %lf ! SELECT ?, ?, ?, ?, ? ! 5",
        "SELECT %pDt, %pDs, %pDn ! SELECT ?, ?, ? ! 3",
        "SELECT '%%' ! SELECT '%' ! 0",
        "SELECT '100%' ! SELECT '100%' ! 0",
        "SELECT 5 % 3 ! SELECT 5 % 3 ! 0",
        "SELECT '%s' || %s ! SELECT '?' || ? ! 1",
        "SELECT a ? b ! SELECT a ? b ! 0",
        "% ! % ! 0",
      })
  void formatsBecomeMarks(String text, String sql, int values) throws DirectiveException {
    assertThat(SqlText.of(text, false)).isEqualTo(new SqlText(sql, values));
  }

  @Test
  void aMarkOfPostgresqlIsWrittenTwiceOutsideOfQuotes() throws DirectiveException {
    assertThat(SqlText.of("SELECT a ? 'b?' || \"c?\" = %s", true).sql())
        .isEqualTo("SELECT a ?? 'b?' || \"c?\" = ?");
  }

  @Test
  void binaryDataAreRefused() {
    assertThatThrownBy(() -> SqlText.of("INSERT INTO m VALUES(%pDb)", false))
        .isInstanceOf(DirectiveException.class)
        .hasMessage("DBD: %pDb in an SQL statement: binary data are not put into statements");
  }
}
