package io.stoker.admin;

import io.stoker.runtime.ContentPlane;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * {@code GET /scoreboard/live}: the part of the scoreboard's page that changes, as server-sent
 * events. It has a cell for every worker of the server, so it is made for all tabs together.
 */
@Controller
final class LiveBoard {

  private final Supplier<Board> boards;
  private final ITemplateEngine templates;
  private final Flux<String> forViewers;
  private final Flux<String> forOperators;

  @Autowired
  LiveBoard(ContentPlane plane, ITemplateEngine templates) {
    this(() -> Board.of(plane.children()), templates, Schedulers.parallel());
  }

  LiveBoard(Supplier<Board> boards, ITemplateEngine templates, Scheduler clock) {
    this.boards = boards;
    this.templates = templates;
    this.forViewers = EverySecond.made(() -> render(false), clock);
    this.forOperators = EverySecond.made(() -> render(true), clock);
  }

  @GetMapping(path = "/scoreboard/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @ResponseBody
  Flux<String> live(Model model) {
    return html(Boolean.TRUE.equals(model.getAttribute("isOperator")));
  }

  /**
   * The board as HTML, each second.
   *
   * @param isOperator whether children can be retired there
   */
  Flux<String> html(boolean isOperator) {
    return isOperator ? forOperators : forViewers;
  }

  private String render(boolean isOperator) {
    Context values = new Context();
    values.setVariable("board", boards.get());
    values.setVariable("isOperator", isOperator);
    return templates.process("scoreboard", Set.of("board"), values);
  }
}
