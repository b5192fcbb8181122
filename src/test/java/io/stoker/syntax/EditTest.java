package io.stoker.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.syntax.Node.Command;
import io.stoker.syntax.Node.Directive;
import io.stoker.syntax.Node.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EditTest {

  private static ConfigTree parse(String text) {
    return ConfigTree.parse(SourceText.of("f", text));
  }

  private static Command command(ConfigTree tree, int index) {
    return tree.all().stream()
        .filter(Command.class::isInstance)
        .map(Command.class::cast)
        .skip(index)
        .findFirst()
        .orElseThrow();
  }

  /** Edits the command with the given number. */
  private static String edit(String text, int index, BiFunction<Edit, Command, Edit> change) {
    ConfigTree tree = parse(text);
    return change.apply(Edit.of(tree), command(tree, index)).apply().text();
  }

  private static String replaced(String text, String args) {
    return edit(text, 0, (edit, node) -> edit.replaceArguments(node, args));
  }

  @Test
  void replacesArguments() {
    assertThat(replaced(" Listen  80 \r\nx", "8080")).isEqualTo(" Listen  8080 \r\nx");
    assertThat(replaced("Listen", "80")).isEqualTo("Listen 80");
    assertThat(replaced("Listen \n", "80")).isEqualTo("Listen 80 \n");
    assertThat(replaced("a b \\\n c\nd", "e")).isEqualTo("a e\nd");
    assertThat(replaced("a\\\n b\nd", "e")).isEqualTo("a\\\n e\nd");
    assertThat(replaced("a \\\n\nd", "e")).isEqualTo("a e \\\n\nd");
    assertThat(replaced("a b", "")).isEqualTo("a ");
    assertThat(replaced("a", " ")).isEqualTo("a");
    assertThat(replaced("\"a\"b", "c")).isEqualTo("\"a\"c");
  }

  @Test
  void replacesArgumentsOfSections() {
    assertThat(replaced("<Files a > # x\n", "b")).isEqualTo("<Files b> # x\n");
    assertThat(replaced("<Files>\n", "b")).isEqualTo("<Files b>\n");
    assertThat(replaced("<Files >\n", "b")).isEqualTo("<Files b>\n");
    assertThat(replaced("<Files\n", "b")).isEqualTo("<Files b>\n");
    assertThat(replaced("<Files a\n", "b")).isEqualTo("<Files b>\n");
    assertThat(replaced("<Files> a\n", "b")).isEqualTo("<Files b> a\n");
  }

  @Test
  void replacesOneArgument() {
    BiFunction<Edit, Command, Edit> second = (e, n) -> e.replaceArgument(n, 1, "x y");
    assertThat(edit("a b c d", 0, second)).isEqualTo("a b \"x y\" d");
    assertThat(edit("a b 'c' d", 0, second)).isEqualTo("a b 'x y' d");
    assertThat(edit("a b \\\n \"c\" \\\n d", 0, second)).isEqualTo("a b \\\n \"x y\" \\\n d");
    assertThat(edit("<If a b>\n", 0, second)).isEqualTo("<If a \"x y\">\n");
    assertThatThrownBy(() -> edit("a b", 0, second)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void insertsWithTheNeighboursIndentation() {
    String text = "<A>\r\n\tx\r\n</A>\r\n";
    assertThat(edit(text, 1, (e, n) -> e.insertAfter(n, "y", "z")))
        .isEqualTo("<A>\r\n\tx\r\n\ty\r\n\tz\r\n</A>\r\n");
    assertThat(edit(text, 1, (e, n) -> e.insertBefore(n, "y")))
        .isEqualTo("<A>\r\n\ty\r\n\tx\r\n</A>\r\n");
    assertThat(edit(text, 0, (e, n) -> e.insertAfter(n, "y"))).isEqualTo(text + "y\r\n");
    assertThat(edit(text, 0, (e, n) -> e.append((Section) n, "y")))
        .isEqualTo("<A>\r\n\tx\r\n\ty\r\n</A>\r\n");
    assertThat(edit(" <A>\n </A>\n", 0, (e, n) -> e.append((Section) n, "y")))
        .isEqualTo(" <A>\n     y\n </A>\n");
  }

  @Test
  void insertsAtAnEndThatHasNoLineEnding() {
    BiFunction<Edit, Command, Edit> after = (e, n) -> e.insertAfter(n, "y");
    assertThat(edit("a\n x", 1, after)).isEqualTo("a\n x\n y");
    assertThat(edit("x \\", 0, after)).isEqualTo("x \\ \ny");
    assertThat(edit("x \\\n", 0, after)).isEqualTo("x \\\n \ny");
  }

  @Test
  void doesNotInsertBehindASectionWithoutEnd() {
    assertThatThrownBy(() -> edit("<A>\nx\n", 0, (e, n) -> e.insertAfter(n, "y")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("<A> is not closed");
    assertThatThrownBy(() -> edit("<A>\nx\n", 0, (e, n) -> e.append((Section) n, "y")))
        .hasMessage("<A> is not closed");
  }

  @Test
  void deletesAllLinesOfANode() {
    assertThat(edit("a\nb \\\n c\nd\n", 1, Edit::delete)).isEqualTo("a\nd\n");
    assertThat(edit("a\n<B>\nc\n</B>\nd\n", 1, Edit::delete)).isEqualTo("a\nd\n");
  }

  @Test
  void commentsOut() {
    assertThat(edit("  a \\\n b\nc", 0, Edit::commentOut)).isEqualTo("  #a \\\n b\nc");
    assertThat(edit(" \\\n a\nc", 0, Edit::commentOut)).isEqualTo(" \\\n #a\nc");
    assertThat(edit("x\n<A>\n\n # k\n  c\n <B>\n </B>\n</A>\nd\n", 1, Edit::commentOut))
        .isEqualTo("x\n#<A>\n\n # k\n  #c\n #<B>\n #</B>\n#</A>\nd\n");
  }

  @Test
  void refusesTextThatWouldBeReadOtherwise() {
    for (String bad : List.of("a\nb", "a\0", "a\\")) {
      assertThatThrownBy(() -> replaced("x y", bad)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> edit("x", 0, (e, n) -> e.insertAfter(n, bad)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void doesNotAddArgumentsInsideAnOpenQuote() {
    assertThatThrownBy(() -> replaced("'x y", "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a quote is not closed: 'x y");
    assertThat(replaced("x 'y", "a")).isEqualTo("x a");
    assertThat(replaced("x>", "a")).isEqualTo("x> a");
  }

  @Test
  void makesSeveralChangesAtOnce() {
    ConfigTree tree = parse("a 1\nb 2\nc 3\n");
    SourceText changed =
        Edit.of(tree)
            .delete(command(tree, 2))
            .insertAfter(command(tree, 1), "x")
            .replaceArguments(command(tree, 0), "9")
            .apply();
    assertThat(changed).hasToString("a 9\nb 2\nx\n");
    Edit overlapping = Edit.of(tree).delete(command(tree, 0)).commentOut(command(tree, 0));
    overlapping.replaceArguments(command(tree, 0), "x");
    assertThatThrownBy(overlapping::apply).hasMessage("two changes overlap at f:1:3");
  }

  @Test
  void keepsTheBytesOfAFileThatIsNotUtf8() {
    ConfigTree tree =
        ConfigTree.parse(SourceText.of("f", new byte[] {'#', (byte) 0xe4, '\n', 'a'}));
    assertThat(Edit.of(tree).replaceArguments(command(tree, 0), "ö").apply().toBytes())
        .containsExactly('#', 0xe4, '\n', 'a', ' ', 0xf6);
  }

  private static List<String> lines(ConfigTree tree) {
    List<String> all = new ArrayList<>();
    LogicalLines lines = LogicalLines.of(tree.source());
    for (LogicalLine line = lines.next(); line != null; line = lines.next()) {
      all.add(line.text().text());
    }
    return all;
  }

  private static int lineIndex(ConfigTree tree, Node node) {
    LogicalLines lines = LogicalLines.of(tree.source());
    int index = 0;
    for (LogicalLine line = lines.next(); line != null; line = lines.next(), index++) {
      if (line.start() == node.start()) {
        return index;
      }
    }
    throw new AssertionError(node);
  }

  @Property(seed = "2471")
  void eachChangeTouchesItsLineOnly(@ForAll("configurations") String text) {
    ConfigTree tree = parse(text);
    for (Node node : tree.all()) {
      if (!(node instanceof Directive directive)) {
        continue;
      }
      int index = lineIndex(tree, node);
      List<String> expected = lines(tree);
      if (new Words(expected.get(index)).next().closed()) {
        ConfigTree replaced =
            ConfigTree.parse(Edit.of(tree).replaceArguments(directive, "n 'e w'").apply());
        assertThat(lines(replaced)).hasSameSizeAs(expected);
        expected.set(index, lines(replaced).get(index));
        assertThat(lines(replaced)).isEqualTo(expected);
        assertThat(Statement.of(MappedText.at(0, expected.get(index))).args())
            .hasToString("n 'e w'");
      }

      expected = lines(tree);
      expected.set(index, "#" + expected.get(index));
      assertThat(lines(ConfigTree.parse(Edit.of(tree).commentOut(directive).apply())))
          .isEqualTo(expected);

      expected = lines(tree);
      expected.remove(index);
      assertThat(lines(ConfigTree.parse(Edit.of(tree).delete(node).apply()))).isEqualTo(expected);

      expected = lines(tree);
      expected.add(index, "new x");
      assertThat(lines(ConfigTree.parse(Edit.of(tree).insertBefore(node, "new x").apply())))
          .isEqualTo(expected);

      expected = lines(tree);
      expected.add(index + 1, "new x");
      assertThat(lines(ConfigTree.parse(Edit.of(tree).insertAfter(node, "new x").apply())))
          .isEqualTo(expected);
    }
  }

  @Provide
  Arbitrary<String> configurations() {
    return ConfigTreeTest.configuration();
  }
}
