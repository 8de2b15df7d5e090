package io.tidemark.core.backtest.sweep;

import static io.tidemark.core.strategy.Definitions.conditions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.core.backtest.BacktestPlan;
import io.tidemark.core.backtest.BacktestResult;
import io.tidemark.core.backtest.BarBacktest;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.history.Span;
import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.core.strategy.Definitions;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Rules;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A thousand minutes of a seeded price; the first 600 lie before the part that is run over. */
class SpanBacktestTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final int BARS = 1_000;
  private static final int BEFORE = 600;
  private static final int END = 900;

  private static final StrategyDefinition STRATEGY =
      Definitions.rules(
          "average",
          new Rules(conditions("close < sma(close, 200)"), List.of()),
          new Rules(conditions("close > sma(close, 50)"), List.of()));

  private static Instant minute(int number) {
    return START.plus(Duration.ofMinutes(number));
  }

  private static List<Bar> bars() {
    Random random = new Random(7);
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < BARS; i++) {
      long cents = Math.round(10_000 + 500 * StrictMath.sin(i / 40.0)) + random.nextInt(101);
      Price price = new Price(BigDecimal.valueOf(cents, 2));
      bars.add(
          new Bar(
              Timeframe.M1,
              minute(i),
              price,
              price,
              price,
              price,
              new Quantity(BigDecimal.ONE),
              null,
              null,
              null,
              null,
              null,
              Completeness.COMPLETE,
              BarSource.VENUE_CANDLE,
              0));
    }
    return bars;
  }

  private static BacktestPlan plan(BarColumns columns) {
    return new BacktestPlan(
        "run",
        new TreeMap<>(Map.of(BTC, columns)),
        List.of(STRATEGY),
        Map.of(),
        BacktestPlan.DEFAULT_CASH,
        BacktestPlan.NO_LIMITS,
        false);
  }

  private static BarColumns columns() {
    return BarColumns.of(Timeframe.M1, bars());
  }

  private static final Span PART = new Span(minute(BEFORE), minute(END));

  @Test
  void runsOnTheBarsOfThePartAlone() {
    BacktestResult expected = BarBacktest.run(plan(columns().between(minute(BEFORE), minute(END))));

    SpanRun run = SpanBacktest.alone(plan(columns()), PART).run(STRATEGY);

    assertThat(run.trades()).isNotEmpty().isEqualTo(expected.trades());
    assertThat(run.finalCash()).isEqualByComparingTo(expected.finalCash());
    assertThat(run.equity().start()).isEqualTo(minute(BEFORE));
    assertThat(run.equity().size()).isEqualTo(END - BEFORE + 1);
  }

  /** 200 bars of the average are not needed anew: the first entry is decided on the first bar. */
  @Test
  void standsAtTheFirstBarAsIfItHadBeenRunning() {
    SpanRun warm = SpanBacktest.warmedUp(plan(columns()), PART).run(STRATEGY);
    SpanRun cold = SpanBacktest.alone(plan(columns()), PART).run(STRATEGY);

    assertThat(warm.trades().getFirst().entryTime()).isEqualTo(firstEntryFromHere());
    assertThat(cold.trades().getFirst().entryTime()).isAfterOrEqualTo(minute(BEFORE + 200));
    assertThat(warm.initialCash()).isEqualByComparingTo(BacktestPlan.DEFAULT_CASH);
    assertThat(warm.equity().start()).isEqualTo(minute(BEFORE));
    assertThat(warm.equity().millisAt(1)).isEqualTo(minute(BEFORE + 1).toEpochMilli());
    assertThat(warm.equity().initialEquity()).isEqualTo(10_000);
    assertThat(warm.equity().size()).isEqualTo(END - BEFORE + 1);
  }

  /**
   * The open after the first bar of the part that closes below the mean of 200, and not above 50's.
   */
  private static Instant firstEntryFromHere() {
    List<Bar> bars = bars();
    for (int i = BEFORE; i < END; i++) {
      double close = bars.get(i).close().toDouble();
      if (close < mean(bars, i, 200) && close <= mean(bars, i, 50)) {
        return minute(i + 1);
      }
    }
    throw new IllegalStateException("no entry in the part; take another seed");
  }

  private static double mean(List<Bar> bars, int last, int count) {
    double sum = 0;
    for (int i = last - count + 1; i <= last; i++) {
      sum += bars.get(i).close().toDouble();
    }
    return sum / count;
  }

  @Test
  void isTheWholeRunWhereThePartIsTheWhole() {
    Span whole = new Span(minute(0), minute(BARS));
    BacktestResult expected = BarBacktest.run(plan(columns()));

    SpanRun run = SpanBacktest.warmedUp(plan(columns()), whole).run(STRATEGY);

    assertThat(run.trades()).hasSizeGreaterThan(5);
    assertThat(run.trades().stream().map(SpanBacktestTest::figures))
        .isEqualTo(expected.trades().stream().map(SpanBacktestTest::figures).toList());
    assertThat(run.finalCash()).isEqualByComparingTo(expected.finalCash());
  }

  private static List<Object> figures(TradeRow row) {
    return List.of(
        row.entryTime(),
        row.entryPrice(),
        row.exitTime(),
        row.exitPrice(),
        row.quantity(),
        row.pnl());
  }

  @Test
  void readsNothingAfterThePart() {
    List<Bar> bars = bars();
    BarColumns whole = BarColumns.of(Timeframe.M1, bars);
    long[] times = new long[BARS];
    double[] prices = new double[BARS];
    for (int i = 0; i < BARS; i++) {
      times[i] = whole.openMillis(i);
      prices[i] = i < END ? whole.close(i) : Double.NaN;
    }
    BarColumns blind =
        new BarColumns(
            Timeframe.M1,
            times,
            prices,
            prices,
            prices,
            prices,
            new double[BARS],
            new BitSet(),
            i -> {
              if (i >= END) {
                throw new IllegalStateException("bar %d lies after the part".formatted(i));
              }
              return bars.get(i);
            });

    SpanRun run = SpanBacktest.warmedUp(plan(blind), PART).run(STRATEGY);

    assertThat(run.trades())
        .isEqualTo(SpanBacktest.warmedUp(plan(whole), PART).run(STRATEGY).trades());
  }

  @Test
  void comesInATrialToWhatTheRunComesTo() {
    List<SpanBacktest> parts =
        List.of(
            SpanBacktest.alone(plan(columns()), PART),
            SpanBacktest.warmedUp(plan(columns()), PART));
    for (SpanBacktest part : parts) {
      TrialOutcome expected = part.run(STRATEGY).outcome();

      TrialOutcome trial = part.trial(STRATEGY, BacktestPlan.DEFAULT_CASH, _ -> true);

      assertThat(trial.figures()).isEqualTo(expected.figures());
      assertThat(trial.figures().trades()).isPositive();
      assertThat(trial.dailyReturns()).containsExactly(expected.dailyReturns());
    }
  }

  @Test
  void refusesAPartWithoutBars() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> SpanBacktest.warmedUp(plan(columns()), new Span(minute(BARS), minute(BARS + 10))))
        .withMessage("no bar opens between 2024-01-01T16:40:00Z and 2024-01-01T16:50:00Z");
  }

  @Test
  void chainsRunsThatFollowEachOther() {
    BacktestPlan plan = plan(columns());
    SpanRun one = SpanBacktest.alone(plan, new Span(minute(0), minute(400))).run(STRATEGY);
    SpanRun two =
        SpanBacktest.warmedUp(plan, new Span(minute(500), minute(BARS)))
            .run(STRATEGY, one.finalCash(), _ -> true);

    SpanRun chained = ChainedRuns.of(List.of(one, two));

    EquityCurve curve = chained.equity();
    assertThat(chained.initialCash()).isEqualByComparingTo(BacktestPlan.DEFAULT_CASH);
    assertThat(chained.finalCash()).isEqualByComparingTo(two.finalCash());
    assertThat(chained.trades()).hasSize(one.trades().size() + two.trades().size());
    assertThat(curve.start()).isEqualTo(minute(0));
    assertThat(curve.size()).isEqualTo(1 + 400 + 500);
    assertThat(curve.millisAt(401)).isEqualTo(minute(501).toEpochMilli());
    assertThat(curve.equityAt(401)).isEqualTo(one.finalCash().doubleValue());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChainedRuns.of(List.of(two, one)))
        .withMessageStartingWith("a run must begin with");
  }
}
