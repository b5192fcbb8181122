package io.stoker.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.FileTemplateResolver;
import reactor.core.Disposable;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The scoreboard is made once a second for all who look. */
class LiveBoardTest {

  private final List<Disposable> looking = new ArrayList<>();
  private int made;
  private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
  private final LiveBoard board = new LiveBoard(this::next, templates(), clock);

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

  private List<String> look(boolean isOperator) {
    List<String> seen = new ArrayList<>();
    looking.add(board.html(isOperator).subscribe(seen::add));
    return seen;
  }

  @Test
  void allWhoLookSeeTheSameAndItIsMadeOnce() {
    List<String> one = look(false);
    List<String> other = look(false);
    clock.advanceTimeBy(Duration.ofSeconds(2));
    assertThat(made).isEqualTo(3);
    assertThat(one).hasSize(3).isEqualTo(other);
    assertThat(one.getLast()).contains("generation 3,");
  }

  @Test
  void nothingIsMadeWhileNobodyLooks() {
    look(false);
    clock.advanceTimeBy(Duration.ofSeconds(1));
    looking.forEach(Disposable::dispose);
    clock.advanceTimeBy(Duration.ofSeconds(10));
    assertThat(made).isEqualTo(2);
  }

  @Test
  void childrenAreRetiredByOperatorsAlone() {
    List<String> viewer = look(false);
    List<String> operator = look(true);
    clock.advanceTimeBy(Duration.ZERO);
    assertThat(viewer.getFirst()).doesNotContain("data-retire");
    assertThat(operator.getFirst()).contains("data-retire=\"0\"");
  }

  @Test
  void workersHaveTheirLetters() {
    List<String> seen = look(false);
    clock.advanceTimeBy(Duration.ZERO);
    assertThat(seen.getFirst())
        .startsWith("<div>")
        .contains(
            "aria-label=\"2 workers\"><span class=\"cell sidle\" title=\"waiting\">_</span>"
                + "<span class=\"cell sW\" title=\"sending\">W</span></div>");
  }
}
