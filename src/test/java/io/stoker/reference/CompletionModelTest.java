package io.stoker.reference;

import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.reference.CompletionModel.Item;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionModelTest {

  private static final CompletionModel MODEL =
      new CompletionModel(DirectiveReference.ofClassPath());

  private static List<String> tags(List<Item> items) {
    return items.stream().map(Item::tag).toList();
  }

  @Test
  void contextDecidesWhatIsOffered() {
    assertThat(tags(MODEL.directives(SERVER, "ServerR"))).contains("ServerRoot");
    assertThat(tags(MODEL.directives(HTACCESS, "")))
        .contains("DirectoryIndex")
        .doesNotContain("ServerRoot");
  }

  @Test
  void prefixIsOfAnyCaseAndFindsSectionsByBareName() {
    assertThat(tags(MODEL.directives(SERVER, "directorys"))).containsExactly("DirectorySlash");
    assertThat(tags(MODEL.directives(SERVER, "direc"))).contains("<Directory>", "DirectoryIndex");
    assertThat(tags(MODEL.directives(SERVER, "<Direc")))
        .containsExactly("<Directory>", "<DirectoryMatch>");
  }

  @Test
  void itemsSayWhatADirectiveIsFor() {
    Item item = MODEL.directives(SERVER, "DirectorySlash").getFirst();
    assertThat(item.modules()).containsExactly("mod_dir");
    assertThat(item.syntax()).isEqualTo("DirectorySlash On|Off");
    assertThat(item.fallback()).isEqualTo("On");
    assertThat(item.help()).isNotBlank();
  }

  @Test
  void wordsOfAnArgumentAreOffered() {
    assertThat(MODEL.values(SERVER, "directoryslash", 0, "")).containsExactly("Off", "On");
    assertThat(MODEL.values(SERVER, "DirectorySlash", 0, "of")).containsExactly("Off");
    assertThat(MODEL.values(SERVER, "DirectorySlash", 1, "")).isEmpty();
    assertThat(MODEL.values(SERVER, "Nonsense", 0, "")).isEmpty();
  }
}
