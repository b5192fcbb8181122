package io.stoker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.runtime.view.ConfigText;
import org.junit.jupiter.api.Test;

/** Lines that are looked for. */
class ConfigSearchTest {

  private static final ConfigText FILE =
      new ConfigText(
          "/etc/httpd.conf",
          "# Timeout is short\n  timeout 5\n<Directory /srv>\n</Directory>\nHeader set X Timeout\n",
          "UTF-8");

  private static ConfigSearch.Found find(String q, boolean isName) {
    ConfigSearch search = new ConfigSearch(q, isName);
    search.look(FILE);
    return search.found();
  }

  @Test
  void namesOfDirectivesAlone() {
    assertThat(find("TimeOut", true).hits())
        .containsExactly(new ConfigSearch.Hit("/etc/httpd.conf", 2, "timeout 5", true));
    assertThat(find("<dir", true).hits()).extracting(ConfigSearch.Hit::line).containsExactly(3, 4);
    assertThat(find("out", true).hits()).isEmpty();
  }

  @Test
  void anyWords() {
    assertThat(find("timeout", false).hits())
        .extracting(ConfigSearch.Hit::line)
        .containsExactly(1, 2, 5);
    assertThat(find(" ", false).hits()).isEmpty();
  }

  @Test
  void noMoreThanCanBeShown() {
    ConfigSearch search = new ConfigSearch("a", false);
    search.look(new ConfigText("/a", "a\n".repeat(ConfigSearch.MOST + 1), "UTF-8"));
    assertThat(search.found().hits()).hasSize(ConfigSearch.MOST);
    assertThat(search.found().isComplete()).isFalse();
  }
}
