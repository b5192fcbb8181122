package io.stoker.reference;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Directive;
import io.stoker.api.HttpdModule;
import io.stoker.api.OverrideClass;
import io.stoker.api.Slot;
import io.stoker.reference.CompatibilityPage.Difference;
import io.stoker.reference.CompatibilityReport.Group;
import io.stoker.reference.CompatibilityReport.Row;
import io.stoker.reference.CompatibilityReport.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompatibilityReportTest {

  private static final Slot<Boolean> ON = Slot.directory("test", false);

  /** mod_dir with one directive of each sort, and one that httpd has not. */
  private static final class SomeDir implements HttpdModule {
    @Override
    public String name() {
      return "mod_dir";
    }

    @Override
    public List<Directive> directives() {
      return List.of(
          row("DirectorySlash").flag(ON),
          row("DirectoryCheckHandler").differs("a|b").flag(ON),
          row("DirectoryIndexRedirect").obsolete("nobody asks").flag(ON),
          Directive.named("StokerSlash").in(SERVER).help("ours <x>").flag(ON));
    }

    private static Directive.Builder row(String name) {
      return Directive.named(name)
          .in(SERVER, VHOST, DIRECTORY, HTACCESS)
          .override(OverrideClass.INDEXES)
          .help("one");
    }
  }

  private static final CompatibilityReport REPORT =
      new CompatibilityReport(DirectiveReference.of(List.of(new SomeDir())));

  private static Row row(String tag) {
    return REPORT.rows().stream()
        .filter(row -> row.httpd().tag().equals(tag))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void statusSaysHowFarADirectiveIs() {
    assertThat(row("DirectorySlash").status()).isEqualTo(Status.DONE);
    assertThat(row("DirectoryCheckHandler").status()).isEqualTo(Status.DIFFERS);
    assertThat(row("DirectoryCheckHandler").why()).isEqualTo("a|b");
    assertThat(row("DirectoryIndexRedirect").status()).isEqualTo(Status.OBSOLETE);
    assertThat(row("DirectoryIndexRedirect").why()).isEqualTo("nobody asks");
    assertThat(row("DirectoryIndex").status()).isEqualTo(Status.NOT_YET);
    assertThat(row("DirectoryIndex").httpd().tier()).isEqualTo(1);
  }

  @Test
  void directivesOfTheLanguageCount() {
    assertThat(row("<Directory>").status()).isEqualTo(Status.DONE);
    assertThat(row("LoadModule").status()).isEqualTo(Status.DONE);
  }

  @Test
  void modulesWithoutDirectivesAreListed() {
    assertThat(REPORT.groups())
        .filteredOn(group -> group.name().equals("mod_unique_id"))
        .singleElement()
        .satisfies(group -> assertThat(group.rows()).isEmpty())
        .satisfies(group -> assertThat(group.present()).isEmpty());
  }

  @Test
  void modulesThatShareDirectivesAreOneGroup() {
    assertThat(REPORT.groups()).extracting(Group::name).contains("mod_cgi, mod_cgid");
    assertThat(REPORT.groups())
        .filteredOn(group -> group.modules().contains("mpm_event"))
        .extracting(Group::name)
        .containsExactly(CompatibilityReport.MPM);
  }

  @Test
  void ownDirectivesAndMistakesAreTold() {
    assertThat(REPORT.own()).extracting(DirectiveEntry::tag).contains("StokerSlash");
    // DirectoryIndexRedirect takes one argument that is no flag.
    assertThat(REPORT.undeclared())
        .extracting(DirectiveEntry::tag)
        .contains("DirectoryIndexRedirect")
        .doesNotContain("DirectoryCheckHandler");
  }

  @Test
  void pageEscapesWhatCellsHold() {
    String page =
        CompatibilityPage.of(
            REPORT, List.of(new Difference("mod_dir", "a.case", "of <b>", "why_not")));
    assertThat(page)
        .contains("| `DirectoryCheckHandler` | differs |", " | one | a\\|b | ")
        .contains("ours &lt;x>")
        .contains("| a.case | of &lt;b> | why\\_not |");
  }

  @Test
  void reasonsOfParityCasesAreFound() {
    assertThat(
            ParityDifferences.of(
                "mod_x",
                "a.case",
                List.of(
                    "== request one (same connection)",
                    "== reply",
                    "== request a (b) c",
                    "== differs: it is better",
                    "== check three",
                    "== differs: words",
                    "== customlog logs/a.log",
                    "== differs: numbers")))
        .containsExactly(
            new Difference("mod_x", "a.case", "a (b) c", "it is better"),
            new Difference("mod_x", "a.case", "three", "words"),
            new Difference("mod_x", "a.case", "access log logs/a.log", "numbers"));
  }
}
