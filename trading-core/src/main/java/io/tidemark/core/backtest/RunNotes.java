package io.tidemark.core.backtest;

import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.portfolio.CashBalance;
import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.reason.DenialReason;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What is noted while a backtest runs, of which its result is made. */
final class RunNotes {

  private final TradeRows rows;
  private final SortedMap<DenialReason, Integer> denials = new TreeMap<>();
  private long[] times;
  private double[] equity;
  private int instants;

  /**
   * @param timeframe of the bars that trades are measured in
   * @param expected how many instants equity is noted at, as far as that is known; 1 or above
   */
  RunNotes(Timeframe timeframe, int expected) {
    this.rows = new TradeRows(timeframe);
    this.times = new long[expected];
    this.equity = new double[expected];
  }

  /** Notes a signal that the account is told. */
  void signal(SignalRaised signal) {
    rows.note(signal);
  }

  /** Notes what the account said. */
  void event(Event event) {
    rows.note(event);
    if (event instanceof OrderDenied denied) {
      denials.merge(denied.reason(), 1, Integer::sum);
    }
  }

  /**
   * Notes equity at an instant; of one that was noted last, anew.
   *
   * @param time in epoch milliseconds, not before the last
   */
  void equity(long time, double value) {
    if (instants > 0 && times[instants - 1] == time) {
      equity[instants - 1] = value;
      return;
    }
    if (instants == times.length) {
      times = Arrays.copyOf(times, instants * 2);
      equity = Arrays.copyOf(equity, instants * 2);
    }
    times[instants] = time;
    equity[instants++] = value;
  }

  /**
   * The result. At the last instant all positions are closed.
   *
   * @param end of an instrument in which a position is open
   * @param bars of all instruments
   * @param incompleteBars of them, those with a known hole
   */
  BacktestResult result(
      PositionStage positions,
      String currency,
      Function<InstrumentId, TradeRows.End> end,
      long bars,
      long incompleteBars) {
    CashBalance balance =
        Objects.requireNonNull(positions.account().balances().get(currency), "the account's cash");
    BigDecimal finalCash = balance.cash().amount().add(TradeRows.endingCash(positions, end));
    if (instants > 1) {
      equity[instants - 1] = finalCash.doubleValue();
    }
    return new BacktestResult(
        rows.of(positions, end), curve(), finalCash, bars, incompleteBars, denials);
  }

  private EquityCurve curve() {
    boolean whole = instants == times.length;
    return EquityCurve.ofInstants(
        whole ? times : Arrays.copyOf(times, instants),
        whole ? equity : Arrays.copyOf(equity, instants));
  }
}
