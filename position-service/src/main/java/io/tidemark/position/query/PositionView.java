package io.tidemark.position.query;

import io.tidemark.model.PositionSide;
import io.tidemark.model.PositionStatus;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A position as it stands.
 *
 * @param entries how often it was entered or added to
 * @param realisedPnl of what was closed, after its exit fees and its share of the entry fees
 * @param unrealisedPnl of what is held, at the last price, after its share of the entry fees and
 *     the fee that closing it would cost; 0 if nothing is held
 * @param margin quote cash that a short holds back: its proceeds and as much again; 0 for a long
 * @param stopPrice the tightest stop that holds now; null for none
 * @param takeProfitPrice the next target; null for none
 * @param levelsTaken take-profit levels that were reached
 * @param maxFavourable the most it was ahead, as a fraction of the average entry price (MFE); null
 *     before a price was seen
 * @param maxAdverse the most it was behind, likewise (MAE)
 */
record PositionView(
    UUID positionId,
    String account,
    String exchange,
    String symbol,
    String strategy,
    PositionSide side,
    PositionStatus status,
    int entries,
    BigDecimal entryQuantity,
    BigDecimal quantity,
    @Nullable BigDecimal entryPrice,
    @Nullable BigDecimal exitPrice,
    BigDecimal fees,
    BigDecimal realisedPnl,
    BigDecimal unrealisedPnl,
    BigDecimal margin,
    @Nullable BigDecimal stopPrice,
    @Nullable BigDecimal takeProfitPrice,
    int levelsTaken,
    @Nullable BigDecimal bestPrice,
    @Nullable BigDecimal worstPrice,
    @Nullable BigDecimal maxFavourable,
    @Nullable BigDecimal maxAdverse,
    Instant requestedAt,
    @Nullable Instant openedAt,
    @Nullable Instant closedAt,
    @Nullable ExitReason exitReason,
    UUID signalId) {

  /** The columns that {@link #of} reads, of {@code position p} and its {@code market m}. */
  static final String COLUMNS =
      """
      p.position_id, p.account, p.exchange, p.symbol, p.strategy, p.side, p.status,
      p.entries, p.entry_quantity, p.quantity, p.entry_price, p.exit_price, p.entry_fees, p.fees,
      p.fee_rate, p.realised_pnl, p.margin, p.stop_price, p.take_profit_price, p.levels_taken,
      p.best_price, p.worst_price, p.max_favourable, p.max_adverse, p.requested_at, p.opened_at,
      p.closed_at, p.exit_reason, p.signal_id, m.last_price
      """;

  static PositionView of(ResultSet row, int number) throws SQLException {
    String exitReason = row.getString("exit_reason");
    return new PositionView(
        row.getObject("position_id", UUID.class),
        row.getString("account"),
        row.getString("exchange"),
        row.getString("symbol"),
        row.getString("strategy"),
        PositionSide.valueOf(row.getString("side")),
        PositionStatus.valueOf(row.getString("status")),
        row.getInt("entries"),
        row.getBigDecimal("entry_quantity"),
        row.getBigDecimal("quantity"),
        row.getBigDecimal("entry_price"),
        row.getBigDecimal("exit_price"),
        row.getBigDecimal("fees"),
        row.getBigDecimal("realised_pnl"),
        unrealised(row),
        row.getBigDecimal("margin"),
        row.getBigDecimal("stop_price"),
        row.getBigDecimal("take_profit_price"),
        row.getInt("levels_taken"),
        row.getBigDecimal("best_price"),
        row.getBigDecimal("worst_price"),
        row.getBigDecimal("max_favourable"),
        row.getBigDecimal("max_adverse"),
        Rows.time(row, "requested_at"),
        Rows.timeOrNull(row, "opened_at"),
        Rows.timeOrNull(row, "closed_at"),
        exitReason == null ? null : ExitReason.valueOf(exitReason),
        row.getObject("signal_id", UUID.class));
  }

  private static BigDecimal unrealised(ResultSet row) throws SQLException {
    BigDecimal held = row.getBigDecimal("quantity");
    BigDecimal entryPrice = row.getBigDecimal("entry_price");
    BigDecimal lastPrice = row.getBigDecimal("last_price");
    if (held.signum() == 0 || entryPrice == null || lastPrice == null) {
      return BigDecimal.ZERO;
    }
    BigDecimal rise = lastPrice.subtract(entryPrice).multiply(held);
    boolean isLong = PositionSide.valueOf(row.getString("side")) == PositionSide.LONG;
    BigDecimal entryFees =
        row.getBigDecimal("entry_fees")
            .multiply(held)
            .divide(row.getBigDecimal("entry_quantity"), MathContext.DECIMAL64);
    BigDecimal exitFee = lastPrice.multiply(held).multiply(row.getBigDecimal("fee_rate"));
    return (isLong ? rise : rise.negate())
        .subtract(entryFees)
        .subtract(exitFee)
        .stripTrailingZeros();
  }
}
