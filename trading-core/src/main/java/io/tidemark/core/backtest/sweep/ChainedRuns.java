package io.tidemark.core.backtest.sweep;

import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.TradeRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Runs that follow each other in time, each begun with what the one before left, as one. */
public final class ChainedRuns {

  private ChainedRuns() {}

  /**
   * All of them as one run, from the beginning of the first to the end of the last. Between two
   * nothing is held, so that equity stays as it is.
   *
   * @param runs in order of time, at least one
   * @throws IllegalArgumentException if there is none, one does not begin with what the one before
   *     left, or begins before that one ends
   */
  public static SpanRun of(List<SpanRun> runs) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("runs must not be empty");
    }
    BigDecimal cash = runs.getFirst().initialCash();
    Instant end = runs.getFirst().equity().start();
    List<TradeRow> trades = new ArrayList<>();
    LongStream.Builder times = LongStream.builder();
    List<Double> values = new ArrayList<>();
    for (SpanRun run : runs) {
      EquityCurve curve = run.equity();
      if (run.initialCash().compareTo(cash) != 0 || curve.start().isBefore(end)) {
        throw new IllegalArgumentException(
            "a run must begin with %s at %s or later, was with %s at %s"
                .formatted(
                    cash.toPlainString(), end, run.initialCash().toPlainString(), curve.start()));
      }
      for (int i = 1; i < curve.size(); i++) {
        times.add(curve.millisAt(i));
        values.add(curve.equityAt(i));
      }
      trades.addAll(run.trades());
      cash = run.finalCash();
      end = curve.end();
    }
    SpanRun first = runs.getFirst();
    return new SpanRun(
        trades,
        EquityCurve.ofBarCloses(
            first.equity().start(),
            first.equity().initialEquity(),
            times.build().toArray(),
            values.stream().mapToDouble(Double::doubleValue).toArray()),
        first.initialCash(),
        cash);
  }
}
