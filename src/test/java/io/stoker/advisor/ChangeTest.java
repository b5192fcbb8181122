package io.stoker.advisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Position;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a change makes of its file. */
class ChangeTest {

  @TempDir Path folder;

  /** The file with the change in it, without the four lines of every site. */
  private static String applied(Site site, Change change) {
    Change.Text text = change.applied(site.configured().served());
    assertThat(text).isNotNull();
    assertThat(text.base()).isEqualTo(site.configured().served().generation());
    return text.text().split("\n", 5)[4];
  }

  private Site site(String lines) {
    return Given.site(folder, lines).site();
  }

  @Test
  void oneLineIsReplacedAndAllElseStays() {
    Site site = site("# why\n   Timeout   60 \nKeepAlive On\n");
    assertThat(applied(site, Change.set(site.configured(), "timeout", "5")))
        .isEqualTo("# why\n   timeout 5\nKeepAlive On\n");
  }

  @Test
  void whatNoLineSaysComesLast() {
    Site site = site("KeepAlive On\n");
    assertThat(applied(site, Change.set(site.configured(), "Timeout", "5")))
        .isEqualTo("KeepAlive On\nTimeout 5\n");
  }

  @Test
  void aLineBecomesAComment() {
    Site site = site("  EnableMMAP   Off\nKeepAlive On\n");
    assertThat(applied(site, Change.remove(site.configured().uses("EnableMMAP").getFirst())))
        .isEqualTo("  # EnableMMAP   Off\nKeepAlive On\n");
  }

  @Test
  void linesComeAfterOneWithItsIndentation() {
    Site site = site("  KeepAlive On\nTimeout 5\n");
    Position at = new Position(site.configured().mainFile(), 5);
    assertThat(applied(site, Change.after(at, "main", "# a", "# b")))
        .isEqualTo("  KeepAlive On\n  # a\n  # b\nTimeout 5\n");
  }

  @Test
  void severalEditsAreOneChange() {
    Site site = site("Timeout 60\nKeepAlive On\n");
    Position first = new Position(site.configured().mainFile(), 5);
    Change all =
        Change.together(
            List.of(
                Change.append(site.configured(), "# end"),
                Change.after(first, "main", "# a", "# b"),
                Change.set(site.configured(), "KeepAlive", "Off"),
                Change.set(site.configured(), "Timeout", "5")));
    assertThat(all).isNotNull();
    assertThat(applied(site, all)).isEqualTo("Timeout 5\n# a\n# b\nKeepAlive Off\n# end\n");
    assertThat(all.directive()).isEmpty();
  }

  @Test
  void noEditIsMadeWhereOneCannotBe() {
    Site site = site("Timeout \\\n60\nKeepAlive On\n");
    Change all =
        Change.together(
            List.of(
                Change.set(site.configured(), "KeepAlive", "Off"),
                Change.set(site.configured(), "Timeout", "5")));
    assertThat(all).isNotNull();
    assertThat(all.applied(site.configured().served())).isNull();
    assertThat(
            Change.together(
                List.of(Change.append("a.conf", "# a"), Change.append("b.conf", "# b"))))
        .as("in two files")
        .isNull();
  }

  @Test
  void aLineThatGoesOnIsLeftToItsEditor() {
    Site site = site("Timeout \\\n60\n");
    assertThat(Change.set(site.configured(), "Timeout", "5").applied(site.configured().served()))
        .isNull();
  }

  @Test
  void whatAMacroSaysIsLeftToItsEditor() {
    Site site =
        site(
            """
            LoadModule macro_module modules/mod_macro.so
            <Macro slow $t>
            Timeout $t
            </Macro>
            Use slow 60
            """);
    assertThat(Change.set(site.configured(), "Timeout", "5").applied(site.configured().served()))
        .isNull();
  }
}
