package io.stoker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.FileTemplateResolver;

/** The scoreboard is made once a second, whoever looks. */
class LiveBoardTest {

  private long nanos;
  private int made;
  private final LiveBoard board = new LiveBoard(this::next, templates(), () -> nanos);

  private Board next() {
    made++;
    Board.Cell idle = new Board.Cell('_', "waiting");
    Board.Cell busy = new Board.Cell('W', "sending");
    Board.Child child = new Board.Child(0, made, "accepting", 1, 2, 3, 4, List.of(idle, busy));
    return new Board(
        "event", false, List.of(child), Map.of("_ waiting", 1), List.of(), List.of(), List.of());
  }

  private static SpringTemplateEngine templates() {
    FileTemplateResolver files = new FileTemplateResolver();
    files.setPrefix("admin-ui/templates/");
    files.setSuffix(".html");
    SpringTemplateEngine engine = new SpringTemplateEngine();
    engine.setTemplateResolver(files);
    return engine;
  }

  @Test
  void allWhoLookWithinASecondSeeTheSame() {
    String first = board.html(false);
    nanos += TimeUnit.MILLISECONDS.toNanos(899);
    assertThat(board.html(false)).isSameAs(first).contains("generation 1,");
    nanos += TimeUnit.MILLISECONDS.toNanos(1);
    assertThat(board.html(false)).contains("generation 2,");
    assertThat(made).isEqualTo(2);
  }

  @Test
  void childrenAreRetiredByOperatorsAlone() {
    assertThat(board.html(false)).doesNotContain("data-retire");
    assertThat(board.html(true)).contains("data-retire=\"0\"");
  }

  @Test
  void workersHaveTheirLetters() {
    assertThat(board.html(false))
        .startsWith("<div>")
        .contains(
            "aria-label=\"2 workers\"><span class=\"cell sidle\" title=\"waiting\">_</span>"
                + "<span class=\"cell sW\" title=\"sending\">W</span></div>");
  }
}
