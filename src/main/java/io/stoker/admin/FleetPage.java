package io.stoker.admin;

import io.stoker.fleet.Fleet;
import io.stoker.fleet.FleetView;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** {@code /fleet}: every replica, and in what they differ. */
@Controller
final class FleetPage {

  private final Fleet fleet;

  FleetPage(Fleet fleet) {
    this.fleet = fleet;
  }

  /**
   * What there is to see.
   *
   * @param isConfigured whether the server was told of others
   */
  record Shown(boolean isConfigured, FleetView fleet) {}

  @GetMapping("/fleet")
  Mono<String> page(Model model) {
    return shown(model, "fleet");
  }

  /** The part of the page that changes. */
  @GetMapping("/fleet/replicas")
  Mono<String> replicas(Model model) {
    return shown(model, "fleet :: replicas");
  }

  /** The same for programs; it takes as long as the slowest replica, two seconds at most. */
  @GetMapping("/api/fleet")
  @ResponseBody
  Mono<Shown> fleet() {
    return Mono.fromCallable(() -> new Shown(fleet.isConfigured(), fleet.view()))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private Mono<String> shown(Model model, String view) {
    return fleet()
        .map(
            shown -> {
              model.addAttribute("isConfigured", shown.isConfigured());
              model.addAttribute("fleet", shown.fleet());
              return view;
            });
  }
}
