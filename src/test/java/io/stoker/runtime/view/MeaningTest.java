package io.stoker.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.boot.ManagedSite;
import io.stoker.runtime.Change;
import io.stoker.runtime.Edits;
import io.stoker.runtime.Reloader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a change of text means for hosts and sections. */
class MeaningTest {

  private static final String HOSTS =
      """
      <VirtualHost *>
          ServerName one.example.com
          Timeout 7
      </VirtualHost>
      <VirtualHost *>
          ServerName two.example.com
      </VirtualHost>
      """;

  @TempDir Path root;
  private ManagedSite site;

  @AfterEach
  void stop() {
    site.close();
  }

  private Meaning meaning(String before, String after) throws Exception {
    site = new ManagedSite(root).configure(before).serve();
    Edits edits =
        new Edits(
            Map.of(root.resolve("conf/httpd.conf").toString(), site.base() + after),
            List.of(),
            "UTF-8");
    Reloader.Preview preview = site.plane().reloader().preview(edits);
    assertThat(preview.change().findings()).isEmpty();
    assertThat(preview.change().outcome()).isEqualTo(Change.Outcome.VALID);
    return Meaning.of(site.plane().configuration(), preview.candidate());
  }

  private static Meaning.Effect effect(Meaning meaning, String directive) {
    List<Meaning.Effect> found =
        meaning.effects().stream().filter(e -> e.directive().equals(directive)).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  @Test
  void spaceAndCommentsMeanNothing() throws Exception {
    Meaning meaning = meaning("Timeout 5\n" + HOSTS, "# five\n  Timeout   5\n" + HOSTS);
    assertThat(meaning).isEqualTo(new Meaning(0, 0, List.of(), 0));
  }

  @Test
  void theMainServersValueIsThatOfHostsThatDoNotSayIt() throws Exception {
    Meaning meaning = meaning("Timeout 5\n" + HOSTS, "Timeout 6\n" + HOSTS);
    assertThat(meaning.effects())
        .containsExactly(
            new Meaning.Effect("Timeout", List.of("main", "two.example.com"), 2, "", "5", "6"));
    assertThat(meaning.hosts()).isEqualTo(2);
    assertThat(meaning.sections()).isZero();
  }

  @Test
  void ofTwoLinesTheLastCounts() throws Exception {
    Meaning meaning = meaning("Timeout 5\nTimeout 6\n", "Timeout 4\nTimeout 6\n");
    assertThat(meaning.effects()).isEmpty();
  }

  @Test
  void whatIsNoLongerSaidIsTheMainServers() throws Exception {
    Meaning meaning =
        meaning("Timeout 5\n" + HOSTS, "Timeout 5\n" + HOSTS.replace("    Timeout 7\n", ""));
    assertThat(meaning.effects())
        .containsExactly(
            new Meaning.Effect("Timeout", List.of("one.example.com"), 1, "", "7", "5"));
  }

  @Test
  void linesThatAddUpAreComparedLineByLine() throws Exception {
    String alias =
        "LoadModule alias_module modules/mod_alias.so\nAlias /a /srv/a\nAlias /b /srv/b\n";
    Meaning meaning = meaning(alias + HOSTS, alias.replace("/srv/b", "/srv/c") + HOSTS);
    Meaning.Effect effect = effect(meaning, "Alias");
    assertThat(effect.before()).isEqualTo("/b /srv/b");
    assertThat(effect.after()).isEqualTo("/b /srv/c");
    assertThat(effect.servers()).containsExactly("main", "one.example.com", "two.example.com");
  }

  @Test
  void anotherOrderIsAChange() throws Exception {
    String load = "LoadModule alias_module modules/mod_alias.so\n";
    Meaning meaning =
        meaning(load + "Alias /a /x\nAlias /b /y\n", load + "Alias /b /y\nAlias /a /x\n");
    Meaning.Effect effect = effect(meaning, "Alias");
    assertThat(effect.before()).isEqualTo("/a /x\n/b /y");
    assertThat(effect.after()).isEqualTo("/b /y\n/a /x");
  }

  @Test
  void rewriteRulesAreNotHandedDown() throws Exception {
    String load = "LoadModule rewrite_module modules/mod_rewrite.so\nRewriteEngine On\n";
    Meaning meaning = meaning(load + HOSTS, load + "RewriteRule ^/a /b\n" + HOSTS);
    assertThat(effect(meaning, "RewriteRule").servers()).containsExactly("main");
  }

  @Test
  void aSectionOfTheMainServerIsThatOfAllHosts() throws Exception {
    String section = "<Directory /srv>\n  AllowOverride None\n</Directory>\n";
    Meaning meaning = meaning(section + HOSTS, section.replace("None", "All") + HOSTS);
    Meaning.Effect effect = effect(meaning, "AllowOverride");
    assertThat(effect.section()).isEqualTo("<Directory /srv>");
    assertThat(effect.serverCount()).isEqualTo(3);
    assertThat(meaning.sections()).isEqualTo(1);
    assertThat(meaning.hosts()).isEqualTo(3);
  }

  @Test
  void hostsComeAndGo() throws Exception {
    Meaning meaning = meaning(HOSTS, HOSTS.replace("two.", "three."));
    assertThat(meaning.effects())
        .filteredOn(e -> e.directive().equals("<VirtualHost>"))
        .extracting(Meaning.Effect::before, Meaning.Effect::after)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("two.example.com", null),
            org.assertj.core.groups.Tuple.tuple(null, "three.example.com"));
  }

  @Test
  void tooManyAreCounted() throws Exception {
    StringBuilder before = new StringBuilder();
    for (int i = 0; i < 250; i++) {
      before.append("<Directory /srv/").append(i).append(">\nAllowOverride None\n</Directory>\n");
    }
    Meaning meaning = meaning(before.toString(), before.toString().replace("None", "All"));
    assertThat(meaning.effects()).hasSize(Meaning.MOST);
    assertThat(meaning.more()).isEqualTo(50);
    assertThat(meaning.sections()).isEqualTo(250);
  }
}
