package io.stoker.modules.mod_include;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a page is cut, the same comes out. */
class PageScannerTest {

  /** Writes down what it hears, text in one piece. */
  private static final class Heard implements PageScanner.Listener {
    private final List<String> all = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public void text(String piece) {
      text.append(piece);
    }

    @Override
    public void element(Element element) {
      flush();
      all.add(element.toString());
    }

    @Override
    public void unfinished(Element begun) {
      flush();
      all.add("unfinished " + begun.wrong());
    }

    private void flush() {
      if (!text.isEmpty()) {
        all.add(text.toString());
        text.setLength(0);
      }
    }

    private List<String> end() {
      flush();
      return all;
    }
  }

  private static List<String> scan(String... pieces) {
    PageScanner scanner = new PageScanner("<!--#", "-->");
    Heard heard = new Heard();
    for (String piece : pieces) {
      scanner.feed(piece, false, heard);
    }
    scanner.feed("", true, heard);
    return heard.end();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a<!--#echo var=\"x\" -->b<!--#set var='y' value=z -->c",
        "<<!<!-<!--<!--#x--><!--#y --> -->",
        "a <!--#echo var=\"--> \\\" <!--#\" -- > more=1 -->b",
        "<!--#echo \"junk\" -->,<!--#echo ='x' -->,<!--# echo -->",
        "never <!--#ended var=\"x",
        "nor <!--#this \"junk",
        "half a start <!--",
        "",
      })
  void everyCut(String page) {
    List<String> whole = scan(page);
    for (int cut = 0; cut <= page.length(); cut++) {
      assertThat(scan(page.substring(0, cut), page.substring(cut))).isEqualTo(whole);
    }
    assertThat(scan(page.split(""))).isEqualTo(whole);
  }

  @Test
  void attributes() {
    assertThat(scan("<!--#A B = \"c\" d=e F -->"))
        .containsExactly(
            new Element(
                    "a",
                    List.of(
                        new Element.Attribute("b", "c"),
                        new Element.Attribute("d", "e"),
                        new Element.Attribute("f", null)),
                    null)
                .toString());
  }
}
