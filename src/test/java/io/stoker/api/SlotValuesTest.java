package io.stoker.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlotValuesTest {

  private static final Slot<Integer> NUMBER = Slot.directory("Number", 7);
  private static final Slot<@Nullable String> NAME = Slot.optionalDirectory("Name");
  private static final Slot<List<String>> LIST = Slot.directory("List", List.of(), Core::append);

  @Test
  void unsaidReadsAsDefault() {
    assertThat(SlotValues.EMPTY.get(NUMBER)).isEqualTo(7);
    assertThat(SlotValues.EMPTY.get(NAME)).isNull();
    assertThat(SlotValues.EMPTY.has(NUMBER)).isFalse();
  }

  @Test
  void childWinsAndParentFillsIn() {
    SlotValues parent = SlotValues.EMPTY.with(NUMBER, 1).with(NAME, "above");
    SlotValues merged = SlotValues.EMPTY.with(NUMBER, 2).over(parent);
    assertThat(merged.get(NUMBER)).isEqualTo(2);
    assertThat(merged.get(NAME)).isEqualTo("above");
  }

  @Test
  void aDefaultSaidOutLoudStillWins() {
    SlotValues parent = SlotValues.EMPTY.with(NUMBER, 1);
    assertThat(SlotValues.EMPTY.with(NUMBER, 7).over(parent).get(NUMBER)).isEqualTo(7);
  }

  @Test
  void mergingListsAppends() {
    SlotValues parent = SlotValues.EMPTY.with(LIST, List.of("a"));
    assertThat(SlotValues.EMPTY.with(LIST, List.of("b")).over(parent).get(LIST))
        .containsExactly("a", "b");
  }

  @Test
  void withDoesNotChangeTheOriginal() {
    SlotValues one = SlotValues.EMPTY.with(NUMBER, 1);
    one.with(NUMBER, 2);
    assertThat(one.get(NUMBER)).isEqualTo(1);
    assertThat(one.with(NUMBER, null).has(NUMBER)).isFalse();
  }

  @Test
  void optionsWithSignsBuildOnTheParent() {
    var parent = new Core.OptionSet(Set.of(Core.Option.INDEXES), Set.of(), Set.of());
    var child =
        new Core.OptionSet(null, Set.of(Core.Option.MULTI_VIEWS), Set.of(Core.Option.INDEXES));
    assertThat(child.over(parent).has(Core.Option.MULTI_VIEWS)).isTrue();
    assertThat(child.over(parent).has(Core.Option.INDEXES)).isFalse();
    assertThat(child.has(Core.Option.FOLLOW_SYM_LINKS)).isTrue();
    assertThat(child.over(parent).has(Core.Option.FOLLOW_SYM_LINKS)).isFalse();
  }

  @Test
  void aPlainLogLevelForgetsTheLevelsOfModulesAbove() {
    var parent = new Core.LogLevels(LogLevel.WARN, Map.of("rewrite", LogLevel.TRACE3));
    var plain = new Core.LogLevels(LogLevel.INFO, Map.of());
    var own = new Core.LogLevels(null, Map.of("alias", LogLevel.DEBUG));
    assertThat(plain.over(parent).of("rewrite")).isEqualTo(LogLevel.INFO);
    assertThat(own.over(parent).of("rewrite")).isEqualTo(LogLevel.TRACE3);
    assertThat(own.over(parent).of("alias")).isEqualTo(LogLevel.DEBUG);
  }
}
