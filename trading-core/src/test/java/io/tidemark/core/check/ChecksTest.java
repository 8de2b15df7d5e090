package io.tidemark.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.check.LookAheadReport.Alteration;
import io.tidemark.core.strategy.Definitions;
import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.Strategy;
import io.tidemark.core.strategy.StrategyClass;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Rules;
import io.tidemark.core.strategy.StrategyInput;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.core.strategy.Verdict;
import io.tidemark.core.strategy.builtin.BuiltInStrategies;
import io.tidemark.core.strategy.builtin.Walk;
import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChecksTest {

  private static final StrategyRegistry STANDARD = StrategyRegistry.standard();
  private static final List<BarsClosed> HISTORY = Walk.minutes(6000, 11);

  static Stream<String> names() {
    return BuiltInStrategies.all().stream().map(StrategyClass::name);
  }

  private static StrategyDefinition shipped(String name) {
    return Definitions.withTimeframes(
        Definitions.builtIn(name, Map.of()), Timeframe.M1, Timeframe.M5);
  }

  @ParameterizedTest
  @MethodSource("names")
  void shippedStrategiesDoNotLookAhead(String name) {
    LookAheadReport report =
        new LookAheadCheck(shipped(name), STANDARD).run(HISTORY.subList(0, 2000), 5);

    assertThat(report.first()).isNull();
    assertThat(report.passed()).isTrue();
    assertThat(report.decisions()).isEqualTo(2000);
  }

  @ParameterizedTest
  @MethodSource("names")
  void shippedStrategiesForgetWhereHistoryBegan(String name) {
    RecursionReport report =
        new RecursionCheck(shipped(name), STANDARD, RecursionCheck.DEFAULT_TOLERANCE).run(HISTORY);

    assertThat(report.runs())
        .extracting(RecursionReport.Run::dropped)
        .containsExactly(1, 750, 1500, 2250, 3000);
    assertThat(report.runs()).allSatisfy(run -> assertThat(run.changes()).isNotEmpty());
    assertThat(report.passed()).as(report.toString()).isTrue();
  }

  /** Buys if the bar after the one it is shown closes higher: it was handed all of them. */
  private record Cheating(List<BarsClosed> all) implements Strategy {

    @Override
    public List<Reading> readings() {
      return List.of();
    }

    @Override
    public Verdict onBar(StrategyInput input) {
      for (BarsClosed bars : all) {
        Bar bar = bars.bars().getFirst();
        if (bar.openTime().equals(input.bar().closeTime())) {
          return bar.close().isAbove(input.bar().close()) ? Verdict.BUY : Verdict.SELL;
        }
      }
      return Verdict.HOLD;
    }

    @Override
    public List<String> reasons() {
      return List.of("it knows");
    }
  }

  @Test
  void catchesAStrategyThatReadsTheNextBar() {
    StrategyDefinition cheating = Definitions.builtIn("Cheating", Map.of());
    LookAheadReport report =
        new LookAheadCheck(
                cheating, bars -> STANDARD.with("Cheating", (_, _) -> new Cheating(bars)))
            .run(HISTORY.subList(0, 300), 3);

    assertThat(report.passed()).isFalse();
    LookAheadReport.Difference first = Objects.requireNonNull(report.first());
    assertThat(first.alteration()).isEqualTo(Alteration.CUT_OFF);
    assertThat(first.decidedAt()).isEqualTo(first.cut());
    assertThat(first.what()).matches("SIGNAL (BUY|SELL) became HOLD");
  }

  @Test
  void catchesARunningTotal() {
    StrategyDefinition total =
        Definitions.rules("total", Definitions.longRules("obv > 0"), Rules.NONE);

    RecursionReport report =
        new RecursionCheck(total, STANDARD, RecursionCheck.DEFAULT_TOLERANCE)
            .run(HISTORY.subList(0, 800));

    assertThat(report.passed()).isFalse();
    assertThat(report.runs().getLast().changes().get("obv()")).isGreaterThan(0.01);
  }

  /** Counts the bars since it was started. */
  private static final class Counting implements Strategy {
    private int bars;

    @Override
    public List<Reading> readings() {
      return List.of();
    }

    @Override
    public Verdict onBar(StrategyInput input) {
      bars++;
      return bars % 7 == 0 ? Verdict.BUY : Verdict.HOLD;
    }

    @Override
    public List<String> reasons() {
      return List.of("bar " + bars);
    }
  }

  @Test
  void catchesDecisionsThatDependOnTheStart() {
    StrategyDefinition counting = Definitions.builtIn("Counting", Map.of());
    RecursionReport report =
        new RecursionCheck(
                counting,
                STANDARD.with("Counting", (_, _) -> new Counting()),
                RecursionCheck.DEFAULT_TOLERANCE)
            .run(HISTORY.subList(0, 800));

    assertThat(report.passed()).isFalse();
    RecursionReport.Run first = report.runs().getFirst();
    assertThat(first.decisionsChanged()).isPositive();
    assertThat(Objects.requireNonNull(first.first()).what())
        .matches("(HOLD became SIGNAL BUY|SIGNAL BUY became HOLD)");
  }

  @Test
  void tellsHowMuchHistoryIsNeeded() {
    StrategyDefinition trend = shipped("Trend");

    assertThatThrownBy(() -> new RecursionCheck(trend, STANDARD, 1e-3).run(HISTORY.subList(0, 199)))
        .hasMessage(
            "history must have at least 200 bars for Trend, four times its warm-up, had 199");
    assertThatThrownBy(() -> new LookAheadCheck(trend, STANDARD).run(HISTORY.subList(0, 52), 5))
        .hasMessageContaining("longer than the warm-up of Trend and a bar a cut, 55, was 52");
  }

  @Test
  void makesLongerBarsOfMinutes() {
    List<Bar> minutes =
        HISTORY.subList(0, 63).stream().map(bars -> bars.bars().getFirst()).toList();

    assertThat(BarHistory.of(Walk.BTC, minutes, Set.of(Timeframe.M1, Timeframe.M5)))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("microstructure")
        .isEqualTo(HISTORY.subList(0, 63));
    assertThatThrownBy(
            () ->
                BarHistory.of(
                    Walk.BTC, List.of(HISTORY.get(4).bars().getLast()), Set.of(Timeframe.M1)))
        .hasMessageContaining("bars of 1m cannot be made of bars of 5m");
    List<Bar> gappy = List.of(minutes.get(0), minutes.get(3), minutes.get(5));
    assertThat(BarHistory.of(Walk.BTC, gappy, Set.of(Timeframe.M5)))
        .extracting(bars -> bars.bars().size())
        .containsExactly(1, 1, 1, 1);
  }
}
