package io.stoker.admin;

import io.stoker.fleet.Fleet;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** {@code /fleet}: every replica, and in what they differ. */
@Controller
final class FleetPage {

  private final Fleet fleet;

  FleetPage(Fleet fleet) {
    this.fleet = fleet;
  }

  @GetMapping("/fleet")
  Mono<String> page(Model model) {
    return shown(model, "fleet");
  }

  /** The part of the page that changes. */
  @GetMapping("/fleet/replicas")
  Mono<String> replicas(Model model) {
    return shown(model, "fleet :: replicas");
  }

  private Mono<String> shown(Model model, String view) {
    return Mono.fromCallable(
            () -> {
              model.addAttribute("isConfigured", fleet.isConfigured());
              model.addAttribute("fleet", fleet.view());
              return view;
            })
        .subscribeOn(Schedulers.boundedElastic());
  }
}
