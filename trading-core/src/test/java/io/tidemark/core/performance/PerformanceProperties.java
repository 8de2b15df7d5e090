package io.tidemark.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.core.performance.CalendarReturns.MonthReturn;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PerformanceProperties {

  private static final long STEP = Duration.ofHours(7).toMillis();

  /** Steps of equity from minus to plus 5 %, in tenths of one percent. */
  @Provide
  Arbitrary<List<Integer>> walks() {
    return Arbitraries.integers().between(-50, 50).list().ofMinSize(4).ofMaxSize(200);
  }

  @Provide
  Arbitrary<List<TradeRow>> trades() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 1000),
            Arbitraries.integers().between(0, 50),
            Arbitraries.integers().between(-500, 500),
            Arbitraries.of("trend", "mean", "grid"),
            Arbitraries.of("BTC/USD", "ETH/USD"),
            Arbitraries.of(ExitReason.class))
        .as(
            (from, length, cents, strategy, symbol, reason) ->
                Rows.row(
                    from,
                    from + length,
                    BigDecimal.valueOf(cents, 2).toPlainString(),
                    strategy,
                    symbol,
                    reason))
        .list()
        .ofMaxSize(40);
  }

  @Property(seed = "31", tries = 300)
  void ratiosDoNotDependOnTheSizeOfEquity(@ForAll("walks") List<Integer> walk) {
    EquityRisk risk = EquityRisk.of(curve(walk, 1));

    // a power of two changes no digit, so that the figures are the same to the last bit
    assertThat(EquityRisk.of(curve(walk, 1024))).isEqualTo(risk);
  }

  @Property(seed = "32", tries = 300)
  void daysAndMonthsCompoundToTheTotal(@ForAll("walks") List<Integer> walk) {
    EquityCurve curve = curve(walk, 1);
    double growth = curve.finalEquity() / curve.initialEquity();

    double byDays = 1;
    for (double each : curve.dailyReturns()) {
      byDays *= 1 + each;
    }
    double byMonths = 1;
    for (MonthReturn each : CalendarReturns.of(curve).months()) {
      byMonths *= 1 + Objects.requireNonNull(each.value());
    }

    assertThat(byDays).isCloseTo(growth, within(1e-9 * growth));
    assertThat(byMonths).isCloseTo(growth, within(1e-9 * growth));
  }

  @Property(seed = "33", tries = 300)
  void theDeepestDrawdownIsTheLargestDistanceFromAnyEarlierEquity(
      @ForAll("walks") List<Integer> walk) {
    EquityCurve curve = curve(walk, 1);

    double deepest = 0;
    for (int later = 0; later < curve.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        deepest = Math.max(deepest, 1 - curve.equityAt(later) / curve.equityAt(earlier));
      }
    }

    assertThat(EquityRisk.of(curve).maxDrawdown()).isCloseTo(deepest, within(1e-12));
    assertThat(curve.deepestDrawdowns(1).stream().mapToDouble(Drawdown::depth).sum())
        .isCloseTo(deepest, within(1e-12));
  }

  @Property(seed = "34", tries = 200)
  void eachBreakdownAddsUpToAll(@ForAll("trades") List<TradeRow> rows) {
    TradeFigures all = TradeFigures.of(rows);
    TradeBreakdown parts = TradeBreakdown.of(rows);

    for (SortedMap<String, TradeFigures> breakdown :
        List.of(parts.byExitReason(), parts.byStrategy(), parts.bySymbol())) {
      Collection<TradeFigures> figures = breakdown.values();
      assertThat(figures.stream().mapToInt(each -> each.results().totalTrades()).sum())
          .isEqualTo(rows.size());
      assertThat(sum(figures, each -> each.results().totalPnl()))
          .isEqualByComparingTo(all.results().totalPnl());
      assertThat(sum(figures, TradeFigures::totalFees)).isEqualByComparingTo(all.totalFees());
      assertThat(sum(figures, TradeFigures::grossPnl)).isEqualByComparingTo(all.grossPnl());
    }
  }

  @Property(seed = "35", tries = 100)
  void theOrderOfCurvesDoesNotChangeTheirSum(
      @ForAll("walks") List<Integer> one, @ForAll("walks") List<Integer> other) {
    EquityCurve a = curve(one, 1);
    EquityCurve b = curve(other, 2);

    EquityCurve sum = EquityCurve.sum(List.of(a, b));

    assertThat(sum.finalEquity()).isEqualTo(a.finalEquity() + b.finalEquity());
    assertThat(EquityRisk.of(EquityCurve.sum(List.of(b, a)))).isEqualTo(EquityRisk.of(sum));
  }

  private static BigDecimal sum(
      Collection<TradeFigures> figures, Function<TradeFigures, BigDecimal> amount) {
    return figures.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static EquityCurve curve(List<Integer> walk, double scale) {
    long[] times = new long[walk.size()];
    double[] equity = new double[walk.size()];
    double last = 100 * scale;
    for (int i = 0; i < times.length; i++) {
      times[i] = Rows.START.toEpochMilli() + (i + 1) * STEP;
      last *= 1 + walk.get(i) / 1000.0;
      equity[i] = last;
    }
    return EquityCurve.ofBarCloses(Rows.START, 100 * scale, times, equity);
  }
}
