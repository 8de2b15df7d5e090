package io.tidemark.position.stage;

import io.tidemark.core.performance.EquityStatistics;
import io.tidemark.core.performance.TradeResult;
import io.tidemark.core.performance.TradeStatistics;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The results of the closed positions of one scope, in the order they closed, and the figures over
 * them. All but the newest are summed up once; one that closes among the newest, as those do that
 * are told of out of turn, costs no more. Only one that comes much too late, or is taken back, has
 * all summed up anew.
 */
final class ScopeResults {

  /** When a position closed. */
  record Closing(Instant at, UUID positionId) {

    private static final Comparator<Closing> ORDER =
        Comparator.comparing(Closing::at).thenComparing(Closing::positionId);
  }

  /** How many of the newest others may still come between. */
  private static final int NEWEST = 64;

  private final BigDecimal initialCash;
  private final NavigableMap<Closing, TradeResult> results = new TreeMap<>(Closing.ORDER);
  private Sums old;
  private @Nullable Closing lastOld;

  /**
   * @param initialCash the equity that results are added to
   */
  ScopeResults(BigDecimal initialCash) {
    this.initialCash = initialCash;
    this.old = new Sums(initialCash);
  }

  /** Takes the result of a position. */
  void put(Closing closing, TradeResult result) {
    results.put(closing, result);
    beginAnewIfOld(closing);
  }

  /** Takes one back. */
  void remove(Closing closing) {
    if (results.remove(closing) != null) {
      beginAnewIfOld(closing);
    }
  }

  private void beginAnewIfOld(Closing closing) {
    if (lastOld != null && Closing.ORDER.compare(closing, lastOld) <= 0) {
      old = new Sums(initialCash);
      lastOld = null;
    }
  }

  /** The figures of the trades. */
  TradeStatistics trades() {
    return sums().trades.statistics();
  }

  /** Those of the initial cash and what the positions brought. */
  EquityStatistics equity() {
    return sums().curve.statistics();
  }

  private Sums sums() {
    NavigableMap<Closing, TradeResult> rest =
        lastOld == null ? results : results.tailMap(lastOld, false);
    int ageing = rest.size() - NEWEST;
    Sums all = null;
    for (Map.Entry<Closing, TradeResult> each : rest.entrySet()) {
      if (ageing > 0) {
        ageing--;
        old.add(each.getValue());
        lastOld = each.getKey();
      } else {
        all = all == null ? old.copy() : all;
        all.add(each.getValue());
      }
    }
    return all == null ? old : all;
  }

  /** Results in turn, and the figures over them. */
  private static final class Sums {

    private final TradeStatistics.Running trades;
    private final EquityStatistics.Running curve;
    private BigDecimal equity;

    Sums(BigDecimal initialCash) {
      this(new TradeStatistics.Running(), new EquityStatistics.Running(), initialCash);
    }

    private Sums(
        TradeStatistics.Running trades, EquityStatistics.Running curve, BigDecimal equity) {
      this.trades = trades;
      this.curve = curve;
      this.equity = equity;
    }

    Sums copy() {
      return new Sums(trades.copy(), curve.copy(), equity);
    }

    void add(TradeResult result) {
      trades.add(result);
      if (curve.isEmpty()) {
        curve.add(result.openedAt(), equity.doubleValue());
      }
      equity = equity.add(result.pnl());
      curve.add(result.closedAt(), equity.doubleValue());
    }
  }
}
