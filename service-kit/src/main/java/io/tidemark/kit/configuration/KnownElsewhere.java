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

  private static final Map<String, String> PLACES =
      Map.of(
          "stop_loss_percentage", IN_A_STRATEGY + "exits.stop_loss_pct",
          "take_profit_levels", IN_A_STRATEGY + "exits",
          "trailing_stop", IN_A_STRATEGY + "exits");

  private KnownElsewhere() {}

  /** What to do about a key that is not known here; empty if nothing is known of it. */
  static Optional<String> remedy(String path) {
    boolean ofAccount = path.startsWith("risk.") || path.startsWith("risk_management.");
    return ofAccount
        ? Optional.ofNullable(PLACES.get(path.substring(path.lastIndexOf('.') + 1)))
        : Optional.empty();
  }
}
