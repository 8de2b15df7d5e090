package io.tidemark.position.stage;

import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.EquityStatistics;
import io.tidemark.core.performance.TradeResult;
import io.tidemark.core.performance.TradeStatistics;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The results of the closed positions of one scope, in the order they closed, and the figures over
 * them. One that closes after all others, as nearly all do, is added to the figures; only what
 * comes out of turn, or is taken back, has them summed up anew.
 */
final class ScopeResults {

  /** When a position closed. */
  record Closing(Instant at, UUID positionId) {

    private static final Comparator<Closing> ORDER =
        Comparator.comparing(Closing::at).thenComparing(Closing::positionId);
  }

  private final BigDecimal initialCash;
  private final SortedMap<Closing, TradeResult> results = new TreeMap<>(Closing.ORDER);
  private TradeStatistics.Running sums = new TradeStatistics.Running();
  private EquityCurve curve = new EquityCurve();
  private BigDecimal equity;
  private boolean outOfTurn;

  /**
   * @param initialCash the equity that results are added to
   */
  ScopeResults(BigDecimal initialCash) {
    this.initialCash = initialCash;
    this.equity = initialCash;
  }

  /** Takes the result of a position. */
  void put(Closing closing, TradeResult result) {
    boolean isLast = results.isEmpty() || Closing.ORDER.compare(closing, results.lastKey()) > 0;
    results.put(closing, result);
    if (isLast && !outOfTurn) {
      sumUp(result);
    } else {
      outOfTurn = true;
    }
  }

  /** Takes one back. */
  void remove(Closing closing) {
    if (results.remove(closing) != null) {
      outOfTurn = true;
    }
  }

  TradeStatistics trades() {
    settle();
    return sums.statistics();
  }

  /** Of the initial cash and what the positions brought. */
  EquityStatistics equity() {
    settle();
    return curve.statistics();
  }

  private void settle() {
    if (outOfTurn) {
      sums = new TradeStatistics.Running();
      curve = new EquityCurve();
      equity = initialCash;
      results.values().forEach(this::sumUp);
      outOfTurn = false;
    }
  }

  private void sumUp(TradeResult result) {
    sums.add(result);
    if (curve.isEmpty()) {
      curve.add(result.openedAt(), equity.doubleValue());
    }
    equity = equity.add(result.pnl());
    curve.add(result.closedAt(), equity.doubleValue());
  }
}
