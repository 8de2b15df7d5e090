package io.tidemark.backtester.report;

import io.tidemark.core.performance.TradeRow;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of the trade table, the same in JSON and CSV.
 *
 * @param value of a row; null where it has none
 */
record TradeColumn(String name, Function<TradeRow, @Nullable Object> value) {

  /** All columns, those that every backtest writes first. */
  static final List<TradeColumn> ALL =
      List.of(
          new TradeColumn("entryTime", TradeRow::entryTime),
          new TradeColumn("entryPrice", TradeRow::entryPrice),
          new TradeColumn("exitTime", TradeRow::exitTime),
          new TradeColumn("exitPrice", TradeRow::exitPrice),
          new TradeColumn("side", TradeRow::side),
          new TradeColumn("quantity", TradeRow::quantity),
          new TradeColumn("fee", TradeRow::fee),
          new TradeColumn("pnl", TradeRow::pnl),
          new TradeColumn("exitReason", TradeRow::exitReason),
          new TradeColumn("strategy", TradeRow::strategy),
          new TradeColumn("exchange", row -> row.instrument().exchange()),
          new TradeColumn("symbol", row -> row.instrument().symbol()),
          new TradeColumn("position", TradeRow::position),
          new TradeColumn("grossPnl", TradeRow::grossPnl),
          new TradeColumn("borrowCost", TradeRow::borrowCost),
          new TradeColumn("returnOnEntry", TradeRow::returnOnEntry),
          new TradeColumn("barsHeld", TradeRow::bars),
          new TradeColumn("maxFavourable", TradeRow::maxFavourable),
          new TradeColumn("maxAdverse", TradeRow::maxAdverse),
          new TradeColumn("entryCause", row -> row.causes().entry()),
          new TradeColumn("exitCause", row -> row.causes().exit()),
          new TradeColumn("entryDecision", row -> row.causes().entryDecision()),
          new TradeColumn("exitDecision", row -> row.causes().exitDecision()));
}
