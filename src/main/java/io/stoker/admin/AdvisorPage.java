package io.stoker.admin;

import io.stoker.advisor.Advisor;
import io.stoker.advisor.Change;
import io.stoker.advisor.Judgement;
import io.stoker.advisor.Report;
import io.stoker.advisor.Series;
import io.stoker.advisor.Severity;
import io.stoker.runtime.ContentPlane;
import io.stoker.runtime.view.ServedConfiguration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * The advices of the tuning guide, each with what it rests on. Its changes go the way of all
 * changes: the page of tuning opens with one, checks it, and shows what it makes of its file.
 */
@Controller
final class AdvisorPage {

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * An advice as the page shows it.
   *
   * @param series the plot as JSON; null for none
   */
  record Row(Judgement advice, @Nullable String series) {

    static Row of(Judgement advice) {
      Series series = advice.series();
      return new Row(advice, series == null ? null : JSON.writeValueAsString(series));
    }
  }

  /**
   * One of the changes of an advice.
   *
   * @param id of its statement
   * @param change from 0
   */
  record Choice(String id, int change) {}

  /** The file with it, for {@code /config/validate} and {@code /config/apply}. */
  record Proposal(String what, String directive, String value, ConfigChanges.Wish wish) {}

  private final ContentPlane plane;
  private final Advisor advisor;

  AdvisorPage(ContentPlane plane, Advisor advisor) {
    this.plane = plane;
    this.advisor = advisor;
  }

  @GetMapping("/advisor")
  Mono<String> advisor(Model model) {
    return Mono.fromCallable(
            () -> {
              Report report = advisor.report();
              if (report == null) {
                model.addAttribute("problem", plane.status().problem());
                return "config-none";
              }
              show(report, model);
              return "advisor";
            })
        .subscribeOn(Schedulers.boundedElastic());
  }

  /** The same for programs. */
  @GetMapping("/api/advisor")
  @ResponseBody
  Mono<Report> report() {
    return Mono.fromCallable(
            () -> {
              Report report = advisor.report();
              if (report == null) {
                throw nothingServed();
              }
              return report;
            })
        .subscribeOn(Schedulers.boundedElastic());
  }

  private static ResponseStatusException nothingServed() {
    return new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "nothing is served");
  }

  private static void show(Report report, Model model) {
    List<Judgement> advices = report.of(Judgement.Kind.ADVICE);
    model.addAttribute("report", report);
    model.addAttribute("rows", advices.stream().map(Row::of).toList());
    model.addAttribute("waiting", report.of(Judgement.Kind.WAITING));
    model.addAttribute("fine", report.of(Judgement.Kind.FINE));
    model.addAttribute("warnings", report.count(Severity.WARNING));
    model.addAttribute("advices", report.count(Severity.ADVICE) - report.count(Severity.WARNING));
    model.addAttribute("notes", report.count(Severity.NOTE) - report.count(Severity.ADVICE));
  }

  @PostMapping({"/advisor/change", "/api/advisor/change"})
  @ResponseBody
  Mono<Proposal> change(@RequestBody Choice choice) {
    return Mono.fromCallable(() -> proposal(choice)).subscribeOn(Schedulers.boundedElastic());
  }

  private Proposal proposal(Choice choice) {
    Report report = advisor.report();
    ServedConfiguration served = plane.configuration();
    if (report == null || served == null) {
      throw nothingServed();
    }
    Judgement advice =
        report.of(Judgement.Kind.ADVICE).stream()
            .filter(j -> j.id().equals(choice.id()))
            .filter(j -> choice.change() >= 0 && choice.change() < j.changes().size())
            .findFirst()
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    Change change = advice.changes().get(choice.change());
    Change.Text text = change.applied(served);
    if (text == null) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "a line cannot be changed by itself: edit " + change.file());
    }
    return new Proposal(
        advice.id() + ": " + advice.what(),
        change.directive(),
        change.value(),
        new ConfigChanges.Wish(text.path(), text.text(), text.base(), null));
  }
}
