package io.tidemark.core.performance;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Trade rows for tests: entered at 100, a minute a bar, one position each unless named. */
final class Rows {

  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private Rows() {}

  static TradeRow row(int fromMinute, int toMinute, String pnl) {
    return row(fromMinute, toMinute, pnl, "trend", "BTC/USD", ExitReason.SIGNAL);
  }

  static TradeRow row(
      int fromMinute, int toMinute, String pnl, String strategy, String symbol, ExitReason reason) {
    return new TradeRow(
        UUID.nameUUIDFromBytes((fromMinute + strategy + symbol).getBytes(StandardCharsets.UTF_8)),
        strategy,
        InstrumentId.of("kraken", symbol),
        PositionSide.LONG,
        START.plusSeconds(60L * fromMinute),
        Price.of("100"),
        START.plusSeconds(60L * toMinute),
        Price.of("110"),
        Quantity.of("2"),
        new BigDecimal("0.5"),
        new BigDecimal("0.1"),
        new BigDecimal(pnl),
        reason,
        toMinute - fromMinute,
        null,
        null,
        TradeCauses.UNKNOWN);
  }
}
