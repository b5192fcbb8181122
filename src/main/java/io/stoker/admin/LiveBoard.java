package io.stoker.admin;

import io.stoker.runtime.ContentPlane;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * The part of the scoreboard's page that changes each second. It is made once a second for all who
 * look, however many tabs that are: a board has a cell for every worker of the server.
 */
@Component
final class LiveBoard {

  /** A little less than the second after which a page asks again. */
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

  /** What a board shows besides the workers. */
  private enum For {
    VIEWERS,
    OPERATORS
  }

  private record Made(long nanos, String html) {}

  private final Supplier<Board> boards;
  private final ITemplateEngine templates;
  private final LongSupplier clock;
  private final Map<For, Made> latest = new EnumMap<>(For.class);

  @Autowired
  LiveBoard(ContentPlane plane, ITemplateEngine templates) {
    this(() -> Board.of(plane.children()), templates, System::nanoTime);
  }

  LiveBoard(Supplier<Board> boards, ITemplateEngine templates, LongSupplier clock) {
    this.boards = boards;
    this.templates = templates;
    this.clock = clock;
  }

  /**
   * The board as it is now, or was less than a second ago.
   *
   * @param isOperator whether children can be retired there
   */
  synchronized String html(boolean isOperator) {
    For whom = isOperator ? For.OPERATORS : For.VIEWERS;
    long now = clock.getAsLong();
    Made made = latest.get(whom);
    if (made == null || now - made.nanos >= FRESH_NANOS) {
      made = new Made(now, render(isOperator));
      latest.put(whom, made);
    }
    return made.html;
  }

  private String render(boolean isOperator) {
    Context values = new Context();
    values.setVariable("board", boards.get());
    values.setVariable("isOperator", isOperator);
    return templates.process("scoreboard", Set.of("board"), values);
  }
}
