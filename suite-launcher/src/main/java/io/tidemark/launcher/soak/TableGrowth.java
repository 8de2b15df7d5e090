package io.tidemark.launcher.soak;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a table may grow. Each table of the suite is named in one of the two lists of its schema; one
 * that is in neither is told of by the soak.
 */
enum TableGrowth {
  /** Keeps what happened: grows with the venue's time, and not faster as time goes by. */
  HISTORY,
  /** Holds how things stand, or what waits: stays as large as the markets and the load make it. */
  BOUNDED;

  /** In every schema: what waits to be published, and how far publishing and reading have come. */
  private static final Set<String> EVERYWHERE =
      names("outbox outbox_sequence consumer_offset inbox schema_history");

  private static final Map<String, Map<TableGrowth, Set<String>>> BY_SCHEMA =
      Map.of(
          "market_data",
          of(
              "candle candle_revision trade ticker_history order_book_snapshot quarantine bar_difference",
              "instrument ticker feed_checkpoint candle_version"),
          "backfill",
          of("job work_item gap unfillable_gap suspect_slot", "cursor staged_bars"),
          "scanner",
          of(
              "configuration_history strategy_edition universe_edition decision signal market_snapshot"
                  + " scan_input stage_checkpoint shadow_trade",
              "strategy asset asset_market stage_snapshot stage_beginning scan_horizon indicator_cache"
                  + " shadow_result"),
          "positions",
          of(
              "position position_order booked_fill partial_exit journal emitted denial equity_point"
                  + " stage_checkpoint",
              "risk_state balance market unchecked_tick instrument_rules performance_metric cooldown"
                  + " close_history book_top"),
          "execution",
          of(
              "orders order_event fill reconciliation reconciliation_difference paper_order",
              "account_lease balance_baseline paper_balance trading_halt"),
          "ml",
          of(
              "training_run model model_transition hold_out evaluation prediction feature_input",
              "feature_set feature_snapshot"),
          "backtest",
          of("run trade trial report optimisation hold_out_opening parity_certificate", ""),
          "operator",
          of(
              "command command_acknowledgement command_audit thought alert alert_delivery",
              "alert_cursor telegram_chat telegram_offset telegram_reply"));

  /**
   * How a table may grow.
   *
   * @param table as {@code schema.table}
   * @return empty if nobody has said
   */
  static Optional<TableGrowth> of(String table) {
    String[] parts = table.split("\\.", 2);
    String name = parts[parts.length - 1];
    if (EVERYWHERE.contains(name)) {
      return Optional.of(BOUNDED);
    }
    return BY_SCHEMA.getOrDefault(parts[0], Map.of()).entrySet().stream()
        .filter(tables -> tables.getValue().contains(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Map<TableGrowth, Set<String>> of(String history, String bounded) {
    return Map.of(HISTORY, names(history), BOUNDED, names(bounded));
  }

  private static Set<String> names(String spaced) {
    return Arrays.stream(spaced.split(" ")).collect(Collectors.toUnmodifiableSet());
  }
}
