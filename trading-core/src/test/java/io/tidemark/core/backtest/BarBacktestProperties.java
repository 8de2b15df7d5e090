package io.tidemark.core.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.PositionSide;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every backtest on bars, over made-up markets and strategies. */
class BarBacktestProperties {

  private static final int SEEDS = 120;

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void passingOverQuietBarsChangesNothing(long seed) {
    BacktestPlan plan = RandomBacktest.of(seed);

    assertSame(BarBacktest.run(plan), BarBacktest.runTellingAll(plan));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void comesToTheSameWhenItIsRunAgain(long seed) {
    assertSame(BarBacktest.run(RandomBacktest.of(seed)), BarBacktest.run(RandomBacktest.of(seed)));
  }

  private static void assertSame(BacktestResult one, BacktestResult other) {
    assertThat(one.trades()).isEqualTo(other.trades());
    assertThat(one.tradesSha256()).isEqualTo(other.tradesSha256());
    assertThat(one.finalCash()).isEqualTo(other.finalCash());
    assertThat(one.denials()).isEqualTo(other.denials());
    assertThat(one.bars()).isEqualTo(other.bars());
    assertThat(points(one.equity())).isEqualTo(points(other.equity()));
  }

  private static List<String> points(EquityCurve curve) {
    List<String> points = new ArrayList<>();
    for (int i = 0; i < curve.size(); i++) {
      points.add(curve.millisAt(i) + " " + curve.equityAt(i));
    }
    return points;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void endsWithTheCashThatItsTradesLeave(long seed) {
    BacktestPlan plan = RandomBacktest.of(seed);
    BacktestResult result = BarBacktest.run(plan);
    BigDecimal pnl =
        result.trades().stream().map(TradeRow::pnl).reduce(BigDecimal.ZERO, BigDecimal::add);

    assertThat(result.finalCash()).isEqualByComparingTo(plan.initialCash().add(pnl));
    assertThat(result.equity().finalEquity()).isEqualTo(result.finalCash().doubleValue());
    for (TradeRow row : result.trades()) {
      BigDecimal moved = row.exitPrice().value().subtract(row.entryPrice().value());
      double gain = moved.multiply(row.quantity().value()).doubleValue();
      double gross = row.side() == PositionSide.LONG ? gain : -gain;
      assertThat(row.grossPnl().doubleValue()).as("%s", row).isCloseTo(gross, within(1e-9));
      assertThat(row.fee()).isNotNegative();
      assertThat(row.borrowCost().signum()).isBetween(0, row.side() == PositionSide.LONG ? 0 : 1);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void holdsOnePositionASymbolAtATime(long seed) {
    Map<InstrumentId, List<Span>> spans = new HashMap<>();
    spans(BarBacktest.run(RandomBacktest.of(seed)))
        .forEach(span -> spans.computeIfAbsent(span.instrument, _ -> new ArrayList<>()).add(span));

    spans.forEach(
        (instrument, inOrder) -> {
          inOrder.sort(Comparator.comparing(Span::from).thenComparing(Span::to));
          for (int i = 1; i < inOrder.size(); i++) {
            assertThat(inOrder.get(i).from).isAfterOrEqualTo(inOrder.get(i - 1).to);
          }
        });
  }

  /** From a position's entry to its last exit. */
  private record Span(InstrumentId instrument, Instant from, Instant to) {}

  private static Iterable<Span> spans(BacktestResult result) {
    Map<UUID, Span> byPosition = new HashMap<>();
    for (TradeRow row : result.trades()) {
      byPosition.merge(
          row.position(),
          new Span(row.instrument(), row.entryTime(), row.exitTime()),
          (one, other) ->
              new Span(one.instrument, one.from, one.to.isAfter(other.to) ? one.to : other.to));
    }
    return byPosition.values();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void tradesWithinTheBarsThatItNames(long seed) {
    BacktestPlan plan = RandomBacktest.of(seed);
    BacktestResult result = BarBacktest.run(plan);

    for (TradeRow row : result.trades()) {
      BarColumns bars = Objects.requireNonNull(plan.data().get(row.instrument()));
      int entry = indexOf(bars, row.entryTime());
      int exit = indexOf(bars, row.exitTime());
      assertThat(entry).as("a bar before the entry was decided on").isPositive();
      assertThat(exit).isGreaterThanOrEqualTo(entry);
      if (!isSpread(plan)) {
        double slack = AccountTerms.slippageBps(plan.strategies()).doubleValue() / 10_000 + 1e-12;
        assertThat(row.entryPrice().toDouble())
            .isBetween(bars.low(entry) * (1 - slack), bars.high(entry) * (1 + slack));
        assertThat(row.exitPrice().toDouble())
            .isBetween(bars.low(exit) * (1 - slack), bars.high(exit) * (1 + slack));
      }
    }
  }

  /** Whether fills of one order may be in several bars, so that prices are averages. */
  private static boolean isSpread(BacktestPlan plan) {
    return plan.strategies().stream()
        .anyMatch(
            one -> one.execution().participationPct() != null || one.risk().maxEntries() != null);
  }

  private static int indexOf(BarColumns bars, Instant openTime) {
    for (int i = 0; i < bars.size(); i++) {
      if (bars.openMillis(i) == openTime.toEpochMilli()) {
        return i;
      }
    }
    throw new AssertionError("no bar opens at " + openTime);
  }

  @Test
  void theseMarketsMakeTradesOfEveryKind() {
    Set<ExitReason> reasons = EnumSet.noneOf(ExitReason.class);
    int trades = 0;
    int reversed = 0;
    long charged = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      List<TradeRow> rows = BarBacktest.run(RandomBacktest.of(seed)).trades();
      trades += rows.size();
      rows.forEach(row -> reasons.add(row.exitReason()));
      reversed += reversals(rows);
      charged += rows.stream().filter(row -> row.borrowCost().signum() > 0).count();
    }

    assertThat(trades).isGreaterThan(2_000);
    assertThat(reversed).isGreaterThan(50);
    assertThat(charged).isGreaterThan(200);
    assertThat(reasons)
        .containsExactlyInAnyOrder(
            ExitReason.STOP_LOSS,
            ExitReason.TAKE_PROFIT,
            ExitReason.TRAILING_STOP,
            ExitReason.BREAK_EVEN,
            ExitReason.TIME,
            ExitReason.ROI,
            ExitReason.SIGNAL,
            ExitReason.LIQUIDATION,
            ExitReason.END_OF_DATA);
  }

  /** How often a position is left by a signal at the open at which the opposite one is entered. */
  private static long reversals(List<TradeRow> rows) {
    return rows.stream()
        .filter(row -> row.exitReason() == ExitReason.SIGNAL)
        .filter(
            row ->
                rows.stream()
                    .anyMatch(
                        next ->
                            next.instrument().equals(row.instrument())
                                && next.side() != row.side()
                                && next.entryTime().equals(row.exitTime())
                                && next.entryPrice().equals(row.exitPrice())))
        .count();
  }
}
