package io.tidemark.position.query;

import io.tidemark.model.PositionSide;
import io.tidemark.model.PositionStatus;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A position as it stands.
 *
 * @param unrealisedPnl of what is held, at the last price, before exit fees; 0 if nothing is held
 */
record PositionView(
    UUID positionId,
    String account,
    String exchange,
    String symbol,
    String strategy,
    PositionSide side,
    PositionStatus status,
    BigDecimal entryQuantity,
    BigDecimal quantity,
    @Nullable BigDecimal entryPrice,
    @Nullable BigDecimal exitPrice,
    BigDecimal fees,
    BigDecimal realisedPnl,
    BigDecimal unrealisedPnl,
    @Nullable BigDecimal stopPrice,
    @Nullable BigDecimal takeProfitPrice,
    Instant requestedAt,
    @Nullable Instant openedAt,
    @Nullable Instant closedAt,
    @Nullable ExitReason exitReason,
    UUID signalId) {

  /** The columns that {@link #of} reads, of {@code position p} and its {@code market m}. */
  static final String COLUMNS =
      """
      p.position_id, p.account, p.exchange, p.symbol, p.strategy, p.side, p.status,
      p.entry_quantity, p.quantity, p.entry_price, p.exit_price, p.fees, p.realised_pnl,
      p.stop_price, p.take_profit_price, p.requested_at, p.opened_at, p.closed_at, p.exit_reason,
      p.signal_id, m.last_price
      """;

  static PositionView of(ResultSet row, int number) throws SQLException {
    PositionSide side = PositionSide.valueOf(row.getString("side"));
    BigDecimal quantity = row.getBigDecimal("quantity");
    BigDecimal entryPrice = row.getBigDecimal("entry_price");
    String exitReason = row.getString("exit_reason");
    return new PositionView(
        row.getObject("position_id", UUID.class),
        row.getString("account"),
        row.getString("exchange"),
        row.getString("symbol"),
        row.getString("strategy"),
        side,
        PositionStatus.valueOf(row.getString("status")),
        row.getBigDecimal("entry_quantity"),
        quantity,
        entryPrice,
        row.getBigDecimal("exit_price"),
        row.getBigDecimal("fees"),
        row.getBigDecimal("realised_pnl"),
        unrealised(side, quantity, entryPrice, row.getBigDecimal("last_price")),
        row.getBigDecimal("stop_price"),
        row.getBigDecimal("take_profit_price"),
        Rows.time(row, "requested_at"),
        Rows.timeOrNull(row, "opened_at"),
        Rows.timeOrNull(row, "closed_at"),
        exitReason == null ? null : ExitReason.valueOf(exitReason),
        row.getObject("signal_id", UUID.class));
  }

  private static BigDecimal unrealised(
      PositionSide side,
      BigDecimal quantity,
      @Nullable BigDecimal entryPrice,
      @Nullable BigDecimal lastPrice) {
    if (quantity.signum() == 0 || entryPrice == null || lastPrice == null) {
      return BigDecimal.ZERO;
    }
    BigDecimal gain = lastPrice.subtract(entryPrice).multiply(quantity).stripTrailingZeros();
    return side == PositionSide.LONG ? gain : gain.negate();
  }
}
