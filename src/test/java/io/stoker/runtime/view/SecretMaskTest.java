package io.stoker.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.config.LoadRequest;
import org.junit.jupiter.api.Test;

class SecretMaskTest {

  private final SecretMask mask = new SecretMask(LoadRequest.of("/srv", "httpd.conf").modules());

  private void shows(String text, String shown) {
    assertThat(mask.hide(text)).isEqualTo(shown);
    assertThat(mask.restore(shown, text)).isEqualTo(text);
    assertThat(mask.left(text, text)).isEmpty();
  }

  @Test
  void onlySecretsAreHidden() {
    shows(
        "Listen 80\n\tSetEnv  DB_PASSWORD  secret  \r\nSetEnv A b\n",
        "Listen 80\n\tSetEnv  DB_PASSWORD  ***  \r\nSetEnv A b\n");
    shows("DBDParams \"host=a password=b\"", "DBDParams \"host=a password=***\"");
    shows("requestheader set authorization x", "requestheader set authorization ***");
    shows("AuthBasicFake guest secret\n", "AuthBasicFake guest ***\n");
    shows("Define DB_PASS secret\n", "Define DB_PASS ***\n");
    shows(
        "<Directory />\n  SetEnv X_TOKEN a\n</Directory>",
        "<Directory />\n  SetEnv X_TOKEN ***\n</Directory>");
    shows("", "");
    shows("\n\n", "\n\n");
  }

  @Test
  void commentsAreLookedInto() {
    shows("# SetEnv DB_PASSWORD secret\n", "# SetEnv DB_PASSWORD ***\n");
    shows("##  a password=b is no directive\n", "##  a password=b is no directive\n");
  }

  @Test
  void linesStayWhereTheyAre() {
    shows(
        "DBDParams \"host=a \\\n  password=b \\\n  user=c\"\nListen 80\n",
        "\\\n\\\nDBDParams \"host=a   password=***   user=c\"\nListen 80\n");
    shows("SetEnv DB_PASSWORD \\\r\n a\r\n", "\\\r\nSetEnv DB_PASSWORD  ***\r\n");
  }

  @Test
  void everyByteIsKept() {
    String bytes = "SetEnv DB_PASSWORD \u00e4\u00ff\u0080\n# \u00c3\u00a4\n";
    shows(bytes, "SetEnv DB_PASSWORD ***\n# \u00c3\u00a4\n");
  }

  @Test
  void aLineMayMoveAndBeACommentOrNoneAnyMore() {
    String original = "SetEnv A_TOKEN one\nListen 80\nSetEnv B_TOKEN two\n";
    assertThat(mask.restore("SetEnv B_TOKEN ***\n  #  SetEnv A_TOKEN ***\n", original))
        .isEqualTo("SetEnv B_TOKEN two\n  #  SetEnv A_TOKEN one\n");
  }

  @Test
  void anotherSecretIsTaken() {
    String original = "SetEnv A_TOKEN one\n";
    assertThat(mask.restore("SetEnv A_TOKEN two\n", original)).isEqualTo("SetEnv A_TOKEN two\n");
  }

  @Test
  void linesThatLookAlikeAreToldApart() {
    String original = "SetEnv A_TOKEN a\n# SetEnv A_TOKEN b\nSetEnv A_TOKEN c\nSetEnv A_TOKEN a\n";
    shows(
        original,
        "SetEnv A_TOKEN ***\n# SetEnv A_TOKEN ***2\nSetEnv A_TOKEN ***3\nSetEnv A_TOKEN ***\n");
    assertThat(mask.restore("SetEnv A_TOKEN ***3\nSetEnv A_TOKEN ***2\n", original))
        .isEqualTo("SetEnv A_TOKEN c\nSetEnv A_TOKEN b\n");
    assertThat(mask.left("SetEnv A_TOKEN ***4\n", original)).containsExactly(1);
  }

  @Test
  void aChangedLineHasToSayItsSecret() {
    String original = "DBDParams \"host=a password=b\"\n";
    String restored = mask.restore("Listen 80\nDBDParams \"host=c password=***\"\n", original);
    assertThat(mask.left(restored, original)).containsExactly(2);
    assertThat(mask.left(restored, null)).containsExactly(2);
    assertThat(mask.left("# DBDParams password=***\n", original)).containsExactly(1);
    assertThat(mask.left("# a password=*** of no directive\n", original)).isEmpty();
    assertThat(mask.left("SetEnv A_TOKEN ***\n", "SetEnv A_TOKEN ***\n")).isEmpty();
  }
}
