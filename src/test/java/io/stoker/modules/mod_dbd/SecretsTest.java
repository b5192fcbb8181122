package io.stoker.modules.mod_dbd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '!',
      value = {
        "host=a user=b password=c d=e ! host=a user=b password=*** d=e",
        "\"host=a password='c d' x=y\" ! \"host=a password=*** x=y\"",
        "\"password = 'it\\'s c' x=y\" ! \"password = *** x=y\"",
        "\"host=a,user=b,pass=c\" ! \"host=a,user=b,pass=***\"",
        "\"pass=c;d,host=a\" ! \"pass=***\"",
        "\"PASSWORD=c\\\"d\" ! \"PASSWORD=***\"",
        "\"sslpassword=c host=a\" ! \"sslpassword=*** host=a\"",
        "jdbc:postgresql://a/b?user=c&password=d ! jdbc:postgresql://a/b?user=c&password=***",
        "jdbc:sqlserver://a;password={b c};encrypt=true !"
            + " jdbc:sqlserver://a;password=***;encrypt=true",
        "jdbc:x://user:secret@host/b ! jdbc:x://user:***@host/b",
        "jdbc:x://user:se@cret@host/b ! jdbc:x://user:***@host/b",
        "jdbc:oracle:thin:scott/tiger@//a/b ! jdbc:oracle:thin:scott/***@//a/b",
        "/srv/data/map.db ! /srv/data/map.db",
        "host=a dbname=b ! host=a dbname=b",
      })
  void nobodySeesAPassword(String text, String shown) {
    assertThat(Secrets.without(text)).isEqualTo(shown);
  }
}
