package io.tidemark.launcher.observe;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.OrderStatus;
import java.util.SortedMap;

/** What the suite did while it was watched, as its services count it. */
final class Figures {

  private Figures() {}

  /** By outcome. */
  static SortedMap<String, Long> decisions(Observation seen) {
    return of(seen, TidemarkService.SCANNER, "tidemark_decisions_total");
  }

  /** By type. */
  static SortedMap<String, Long> signals(Observation seen) {
    return of(seen, TidemarkService.SCANNER, "tidemark_signals_total");
  }

  /** By reason. */
  static SortedMap<String, Long> denials(Observation seen) {
    return of(seen, TidemarkService.POSITION, "tidemark_denials_total");
  }

  /** How often an order came into each state. */
  static SortedMap<String, Long> orderStates(Observation seen) {
    return of(seen, TidemarkService.EXECUTION, "tidemark_order_states_total");
  }

  /** Orders that were sent to the venue; each is sent once. */
  static long orders(Observation seen) {
    return orderStates(seen).getOrDefault(OrderStatus.SUBMITTING.name(), 0L);
  }

  /** By symbol. */
  static SortedMap<String, Long> fills(Observation seen) {
    return of(seen, TidemarkService.EXECUTION, "tidemark_fills_total");
  }

  /** Events that a service published from its outbox. */
  static long published(ServiceWatch watch) {
    return Words.sum(watch.growth().of("tidemark_outbox_published_total"));
  }

  private static SortedMap<String, Long> of(
      Observation seen, TidemarkService service, String counter) {
    return seen.service(service).growth().of(counter);
  }
}
