package io.tidemark.operator.route;

import io.tidemark.kit.service.TidemarkService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which service a path belongs to: the first name behind {@code /api/v1/} says it. */
final class Routes {

  /** Encoded slashes, dots that lead upwards and the like are no path of a service. */
  private static final Pattern PATH =
      Pattern.compile("/api/v1/([a-z][a-z-]*)((?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._:~-]+)*)");

  private static final Map<TidemarkService, List<String>> NAMES =
      Map.of(
          TidemarkService.INGESTOR,
          List.of(
              "instruments",
              "candles",
              "trades",
              "ticker",
              "order-book",
              "vwap",
              "streams",
              "quarantine"),
          TidemarkService.BACKFILLER,
          List.of("jobs", "gaps", "unfillable-gaps"),
          TidemarkService.SCANNER,
          List.of(
              "assets",
              "strategies",
              "signals",
              "decisions",
              "snapshots",
              "indicators",
              "configuration"),
          TidemarkService.POSITION,
          List.of("positions", "performance", "equity", "risk", "denials"),
          TidemarkService.EXECUTION,
          List.of("orders", "fills", "balances", "reconciliations"),
          TidemarkService.ML,
          List.of("models", "training-runs", "predictions", "features"),
          TidemarkService.BACKTESTER,
          List.of("backtests", "optimisations", "walk-forwards", "parity"));

  private static final Map<String, TidemarkService> BY_NAME = byName();

  private Routes() {}

  private static Map<String, TidemarkService> byName() {
    Map<String, TidemarkService> services = new HashMap<>();
    NAMES.forEach((service, names) -> names.forEach(name -> services.put(name, service)));
    return Map.copyOf(services);
  }

  /**
   * The service that a path belongs to; empty if no service has it.
   *
   * @param path as it was sent, without the query
   */
  static Optional<TidemarkService> of(String path) {
    Matcher matcher = PATH.matcher(path);
    return matcher.matches()
        ? Optional.ofNullable(BY_NAME.get(matcher.group(1)))
        : Optional.empty();
  }
}
