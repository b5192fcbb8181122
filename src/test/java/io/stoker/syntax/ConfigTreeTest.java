package io.stoker.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.syntax.Node.Blank;
import io.stoker.syntax.Node.Comment;
import io.stoker.syntax.Node.Directive;
import io.stoker.syntax.Node.Section;
import io.stoker.syntax.Node.Stray;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ConfigTreeTest {

  private static ConfigTree parse(String text) {
    return ConfigTree.parse(SourceText.of("b.conf", text));
  }

  private static String printed(ConfigTree tree) {
    StringBuilder all = new StringBuilder();
    tree.nodes().forEach(node -> all.append(node.raw()));
    return all.toString();
  }

  /** All lines, put together from the leaves and the lines of sections. */
  private static String leaves(ConfigTree tree) {
    LogicalLine[] byStart = new LogicalLine[tree.source().length() + 1];
    tree.forEach(
        node -> {
          byStart[node.start()] = node.line();
          if (node instanceof Section section && section.close() != null) {
            byStart[section.close().start()] = section.close();
          }
        });
    StringBuilder all = new StringBuilder();
    for (LogicalLine line : byStart) {
      all.append(line == null ? "" : line.raw());
    }
    return all.toString();
  }

  @Test
  void readsSectionsAndWhatIsInThem() {
    ConfigTree tree =
        parse("# top\n\n<Directory \"/a b\">\n  Options None\n</directory>\nListen 80\n");
    assertThat(tree.problems()).isEmpty();
    assertThat(tree.nodes().get(0)).isInstanceOf(Comment.class);
    assertThat(tree.nodes().get(1)).isInstanceOf(Blank.class);
    Section section = (Section) tree.nodes().get(2);
    assertThat(section.name()).isEqualTo("Directory");
    assertThat(section.args()).isEqualTo("\"/a b\"");
    assertThat(section.raw()).endsWith("</directory>\n");
    Directive options = (Directive) section.children().getFirst();
    assertThat(options.name()).isEqualTo("Options");
    assertThat(options.args()).isEqualTo("None");
    assertThat(options.line().position()).hasToString("b.conf:4:3");
    assertThat(tree.all()).hasSize(5);
  }

  /** Sentences and line numbers as Apache httpd 2.4.71 reports them first. */
  @Test
  void reportsFaultsInHttpdsWords() {
    assertProblems(
        "<Directory />\n<Files a>\n",
        "b.conf:2: <Files> was not closed.",
        "b.conf:1: <Directory> was not closed.");
    assertProblems(
        "<Directory />\n</Location>\n</Directory>",
        "b.conf:2: Expected </Directory> but saw </Location>");
    assertProblems("</Directory>\n", "b.conf:1: </Directory> without matching <Directory> section");
    assertProblems("</Foo\n", "b.conf:1: </Foo without matching <Foo section");
    assertProblems("</Foo bar>\n", "b.conf:1: </Foo without matching <Foo section");
    assertProblems("</>x", "b.conf:1: </>x without matching <>x section");
    assertProblems("</", "b.conf:1: </ without matching < section");
    assertProblems(
        "<Directory />\n</Directory >\n", "b.conf:2: </Directory> directive missing closing '>'");
    assertProblems(
        "<Directory />\n</Directory>>\n</Directory>",
        "b.conf:2: Expected </Directory> but saw </Directory>>");
    assertProblems(
        "<Files>a>\n</Files>\n</Files>a>", "b.conf:2: Expected </Files>a> but saw </Files>");
    assertProblems("<>\n", "b.conf:1: <> was not closed.");
    assertProblems("< Directory />\n</>\n");
    assertProblems("<FILES a> junk\n</files> junk\n");
    assertProblems("\"<Files\" a>\n\"</Files>\"\n");
  }

  private static void assertProblems(String text, String... problems) {
    assertThat(parse(text).problems()).extracting(Problem::toString).containsExactly(problems);
  }

  @Test
  void aLineThatIsTooLongStandsAlone() {
    ConfigTree tree = parse("#" + "x".repeat(LogicalLines.MAX_BYTES) + "\nListen 80");
    assertThat(tree.problems())
        .extracting(Problem::message)
        .containsExactly("Error reading b.conf at line 1: Line too long");
    assertThat(tree.nodes()).hasExactlyElementsOfTypes(Stray.class, Directive.class);
  }

  @Test
  void aWrongEndClosesTheSectionOfItsName() {
    ConfigTree tree = parse("<A>\n<B>\nx\n</A>\ny\n");
    assertThat(tree.problems())
        .extracting(Problem::message)
        .containsExactly("Expected </B> but saw </A>");
    assertThat(tree.nodes()).hasSize(2);
    Section a = (Section) tree.nodes().getFirst();
    Section b = (Section) a.children().getFirst();
    assertThat(b.close()).isNull();
    assertThat(b.raw()).isEqualTo("<B>\nx\n");
    assertThat(a.close()).isNotNull();
  }

  @Test
  void findsTheNodeAtAPlace() {
    String text = "a\n<S>\n b\n</S>\n";
    ConfigTree tree = parse(text);
    assertThat(tree.nodeAt(text.indexOf('b')))
        .hasToString(
            "Directive[line=b.conf:3: b, "
                + "statement="
                + ((Directive) tree.all().get(2)).statement()
                + "]");
    assertThat(tree.nodeAt(text.indexOf("</S"))).isInstanceOf(Section.class);
    assertThat(tree.nodeAt(0)).isInstanceOf(Directive.class);
    assertThat(tree.nodeAt(text.length())).isNull();
  }

  @Test
  void depthIsNoMatter() {
    int depth = 10_000;
    String text = "<S>\n".repeat(depth) + "x\n" + "</S>\n".repeat(depth);
    ConfigTree tree = parse(text);
    assertThat(tree.problems()).isEmpty();
    assertThat(tree.all()).hasSize(depth + 1);
    assertThat(tree.nodeAt(text.indexOf('x'))).isInstanceOf(Directive.class);
    assertThat(tree.nodes().getFirst().hashCode()).isEqualTo(tree.nodes().getFirst().hashCode());
    assertThat(tree.nodes().getFirst()).hasToString("b.conf:1: <S>");
    assertThat(parse("<S>\n".repeat(depth)).problems()).hasSize(depth);
  }

  @Test
  void mismatchesInTheDepthStayLinear() {
    String text = "<S>\n".repeat(50_000) + "</T>\n".repeat(50_000);
    assertThat(parse(text).problems()).hasSize(100_000);
  }

  @Test
  void readsFiftyThousandLines() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      text.append("<VirtualHost *:80>\n  ServerName h").append(i).append(".example.com\n");
      text.append("  DocumentRoot \"/srv/www/").append(i).append("\"\n  # comment\n");
      text.append("</VirtualHost>\n");
    }
    long start = System.nanoTime();
    ConfigTree tree = parse(text.toString());
    System.out.println("50,000 lines: " + (System.nanoTime() - start) / 1_000_000 + " ms");
    assertThat(tree.nodes()).hasSize(10_000);
    assertThat(printed(tree)).isEqualTo(text.toString());
  }

  @Property(seed = "2471")
  void anyBytesAreKept(@ForAll byte[] bytes) {
    ConfigTree tree = ConfigTree.parse(SourceText.of("f", bytes));
    assertThat(tree.source().toBytes()).isEqualTo(bytes);
    assertThat(printed(tree)).isEqualTo(tree.source().text());
    assertThat(leaves(tree)).isEqualTo(tree.source().text());
  }

  @Property(seed = "2471")
  void anyConfigurationIsKept(@ForAll("configurations") String text) {
    ConfigTree tree = parse(text);
    assertThat(printed(tree)).isEqualTo(text);
    assertThat(leaves(tree)).isEqualTo(text);
    assertThat(tree).hasToString(text);
  }

  @Provide
  Arbitrary<String> configurations() {
    return configuration();
  }

  /** Files put together from what files are made of, sound or not. */
  static Arbitrary<String> configuration() {
    return Arbitraries.of(
            "Listen 80",
            "<A x>",
            "</A>",
            "<B>",
            "</b>",
            "</B",
            "# c",
            "\n",
            "\r\n",
            "\\\n",
            "\\",
            "\\\\\n",
            "\"a b\"",
            " ",
            "\t",
            "'",
            "${X}",
            "\0",
            "ä",
            ">",
            "<",
            "x",
            "#")
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }
}
