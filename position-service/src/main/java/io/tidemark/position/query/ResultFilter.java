package io.tidemark.position.query;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What results are asked for; null lets all pass. */
record ResultFilter(
    @Nullable String strategy,
    @Nullable String exchange,
    @Nullable String symbol,
    @Nullable String reason,
    @Nullable String currency,
    @Nullable Instant from,
    @Nullable Instant to) {

  /** A filter by names alone. */
  static ResultFilter of(
      @Nullable String strategy, @Nullable String exchange, @Nullable String symbol) {
    return new ResultFilter(strategy, exchange, symbol, null, null, null, null);
  }

  /** A condition that these columns are as asked for, of those that are among the components. */
  String named(String... columns) {
    StringBuilder condition = new StringBuilder();
    for (String column : columns) {
      condition.append(" and (cast(:%1$s as text) is null or %1$s = :%1$s)".formatted(column));
    }
    return condition.toString();
  }

  /** A condition that {@code event_time} is from the first instant on and before the second. */
  String timed() {
    return """
         and (cast(:from as timestamptz) is null or event_time >= :from)
         and (cast(:to as timestamptz) is null or event_time < :to)
        """;
  }

  Map<String, @Nullable Object> parameters() {
    Map<String, @Nullable Object> parameters = new HashMap<>();
    parameters.put("strategy", strategy);
    parameters.put("exchange", exchange);
    parameters.put("symbol", symbol);
    parameters.put("reason", reason);
    parameters.put("currency", currency);
    parameters.put("from", Rows.parameter(from));
    parameters.put("to", Rows.parameter(to));
    return parameters;
  }
}
