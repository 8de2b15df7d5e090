package io.tidemark.kit.configuration;

import java.util.Map;
import java.util.Optional;

/**
 * Keys that configurations of other suites have in one file and this one has elsewhere: where what
 * they ask for is given.
 */
final class KnownElsewhere {

  private static final String IN_A_STRATEGY =
      "is a strategy's; give it in a file of its own in strategies/ beside this one, under ";
  private static final String IN_THE_ENVIRONMENT =
      "the database is named by the environment alone, its password with it: TIDEMARK_DATABASE_URL,"
          + " TIDEMARK_DATABASE_USERNAME and TIDEMARK_DATABASE_PASSWORD; delete this section";

  private static final Map<String, String> PLACES =
      Map.ofEntries(
          Map.entry("database", IN_THE_ENVIRONMENT),
          Map.entry("momentum_strategy", IN_A_STRATEGY + "parameters"),
          Map.entry("stop_loss_percentage", IN_A_STRATEGY + "exits.stop_loss_pct"),
          Map.entry("take_profit_levels", IN_A_STRATEGY + "exits"),
          Map.entry("trailing_stop", IN_A_STRATEGY + "exits"),
          Map.entry(
              "opportunity_scan_interval_seconds",
              "has no effect here: strategies decide at each close of their primary timeframe;"
                  + " filtering.refresh is how often assets are judged"),
          Map.entry(
              "position_check_interval_seconds",
              "has no effect here: positions are checked at every trade of their market"));

  private KnownElsewhere() {}

  /** What to do about a key that is not known here; empty if nothing is known of it. */
  static Optional<String> remedy(String path) {
    return Optional.ofNullable(PLACES.get(path.substring(path.lastIndexOf('.') + 1)));
  }
}
