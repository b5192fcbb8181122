package io.stoker.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProductTest {

  @Test
  void versionIsThatOfTheBuild() throws Exception {
    String pom = Files.readString(Path.of("pom.xml"));
    String own = pom.substring(pom.indexOf("</parent>"));
    String version = own.replaceAll("(?s).*?<version>([^<]+)</version>.*", "$1");
    assertThat(version.replace("-SNAPSHOT", "")).isEqualTo(Product.VERSION);
  }

  @Test
  void bannerShowsWhatServerTokensAllows() {
    assertThat(Product.banner(Core.Tokens.PROD)).isEqualTo("Stoker");
    assertThat(Product.banner(Core.Tokens.MAJOR)).matches("Stoker/\\d+");
    assertThat(Product.banner(Core.Tokens.MINOR)).matches("Stoker/\\d+\\.\\d+");
    assertThat(Product.banner(Core.Tokens.MINIMAL)).isEqualTo("Stoker/" + Product.VERSION);
    assertThat(Product.banner(Core.Tokens.FULL)).startsWith("Stoker/" + Product.VERSION + " (");
  }
}
