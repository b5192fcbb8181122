package io.stoker.reference;

import static io.stoker.api.Where.DIRECTORY;
import static io.stoker.api.Where.HTACCESS;
import static io.stoker.api.Where.SERVER;
import static io.stoker.api.Where.VHOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.api.Arg;
import io.stoker.api.Directive;
import io.stoker.api.Directive.Arity;
import io.stoker.api.OverrideClass;
import io.stoker.api.SectionKind;
import io.stoker.api.Slot;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectiveEntryTest {

  private static final Slot<Boolean> ON = Slot.directory("test", false);

  private static Directive.Builder expiresActive() {
    return Directive.named("ExpiresActive")
        .in(SERVER, VHOST, DIRECTORY, HTACCESS)
        .override(OverrideClass.INDEXES);
  }

  private static List<String> deviations(Directive directive) {
    return DirectiveEntry.of("mod_expires", directive).deviations();
  }

  @Test
  void sameTableHasNoDeviation() {
    assertThat(deviations(expiresActive().flag(ON))).isEmpty();
  }

  @Test
  void missingContextIsOne() {
    assertThat(deviations(expiresActive().in(SERVER, VHOST, HTACCESS).flag(ON)))
        .containsExactly("lacks context directory");
  }

  @Test
  void contextThatHttpdRefusesIsOne() {
    Directive listen =
        Directive.named("Listen")
            .in(SERVER, DIRECTORY)
            .apply(Arity.TAKE_ARGV, "port", (c, a) -> {});
    assertThat(DirectiveEntry.of("core", listen).deviations())
        .containsExactly("context directory is not httpd's");
  }

  @Test
  void rowThatIsRefusedInVirtualHostsHasNotThatContext() {
    Directive listen =
        Directive.named("Listen")
            .in(SERVER, VHOST)
            .notIn(SectionKind.VIRTUAL_HOST)
            .apply(Arity.TAKE_ARGV, "port", (c, a) -> {});
    DirectiveEntry entry = DirectiveEntry.of("mpm_event", listen);
    assertThat(entry.deviations()).isEmpty();
    assertThat(entry.contexts()).containsExactly(SERVER);
    Directive root =
        Directive.named("DocumentRoot")
            .in(SERVER, VHOST)
            .notIn(SectionKind.VIRTUAL_HOST)
            .take(Arg.WORD, Slot.server("test", ""));
    assertThat(DirectiveEntry.of("core", root).deviations())
        .containsExactly("lacks context virtual host");
  }

  @Test
  void overrideClassMustBeHttpds() {
    assertThat(deviations(expiresActive().override(OverrideClass.OPTIONS).flag(ON)))
        .containsExactly("override class Options instead of Indexes");
    Directive none =
        Directive.named("ExpiresActive").in(SERVER, VHOST, DIRECTORY, HTACCESS).flag(ON);
    assertThat(deviations(none)).containsExactly("lacks override class Indexes");
  }

  @Test
  void numberOfArgumentsMustBeHttpds() {
    assertThat(deviations(expiresActive().apply(Arity.TAKE2, "a b", (c, a) -> {})))
        .containsExactly("takes TAKE2 instead of FLAG");
  }

  @Test
  void moduleMustBeHttpds() {
    assertThat(DirectiveEntry.of("mod_dir", expiresActive().flag(ON)).deviations())
        .containsExactly("stands in mod_dir instead of mod_expires");
  }

  @Test
  void nameOfTwoModulesBelongsToEach() {
    Directive storage =
        Directive.named("HeartbeatStorage").in(SERVER).take(Arg.WORD, Slot.server("test", ""));
    for (String module : List.of("mod_heartmonitor", "mod_lbmethod_heartbeat")) {
      assertThat(DirectiveEntry.of(module, storage).deviations()).isEmpty();
    }
  }

  @Test
  void ownDirectiveHasNothingToCompare() {
    Directive own = Directive.named("StokerThing").in(SERVER).flag(ON);
    DirectiveEntry entry = DirectiveEntry.of("core", own);
    assertThat(entry.httpd()).isNull();
    assertThat(entry.deviations()).isEmpty();
  }

  @Test
  void syntaxShowsParametersOnce() {
    Directive.Builder x = Directive.named("X").in(SERVER);
    Arg<String> word = Arg.word("word");
    assertThat(syntax(x.apply(Arity.WORDS, "a [b] c...", (c, a) -> {}))).isEqualTo("X a [b] c...");
    assertThat(
            syntax(
                x.apply(
                    Arity.WORDS,
                    List.of(
                        new Directive.Param(word, false, false),
                        new Directive.Param(word, true, false),
                        new Directive.Param(word, false, true)),
                    (c, a) -> {})))
        .isEqualTo("X word [word] word [word] ...");
    assertThat(syntax(x.section("regex", (c, a, b) -> {}))).isEqualTo("<X regex>");
  }

  private static String syntax(Directive directive) {
    return DirectiveEntry.of("core", directive).syntax();
  }
}
