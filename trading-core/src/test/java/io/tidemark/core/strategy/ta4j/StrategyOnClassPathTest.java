package io.tidemark.core.strategy.ta4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.core.signal.ScanInput;
import io.tidemark.core.signal.ScanOutcome;
import io.tidemark.core.signal.ScanOutcome.Decided;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.Definitions;
import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.ReadingList;
import io.tidemark.core.strategy.Strategy;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyFactory;
import io.tidemark.core.strategy.StrategyInput;
import io.tidemark.core.strategy.Verdict;
import io.tidemark.core.strategy.builtin.Walk;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.StrategyDecision.Outcome;
import io.tidemark.model.reason.BlockReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.num.DoubleNumFactory;

class StrategyOnClassPathTest {

  private static final List<BarsClosed> WALK = Walk.minutes(900, 17);

  /** On our own SPI. */
  public static final class Above implements Strategy {
    private final ReadingList reads;
    private final Reading close;
    private final Reading average;

    public Above(StrategyDefinition definition, IndicatorGraphs graphs) {
      reads = new ReadingList(definition, graphs);
      close = reads.add("close");
      average = reads.add("ema(5)@5m");
    }

    @Override
    public List<Reading> readings() {
      return reads.all();
    }

    @Override
    public Verdict onBar(StrategyInput input) {
      return close.value() > average.value() ? Verdict.BUY : Verdict.HOLD;
    }

    @Override
    public List<String> reasons() {
      return List.of("above");
    }
  }

  /** Makes one on our own SPI. */
  public static final class Factory implements StrategyFactory {
    @Override
    public Strategy create(StrategyDefinition definition, IndicatorGraphs graphs) {
      return new Above(definition, graphs);
    }
  }

  private static StrategyDefinition named(Class<?> type, Map<String, Object> parameters) {
    return named(type.getName(), parameters);
  }

  private static StrategyDefinition named(String className, Map<String, Object> parameters) {
    return Definitions.make(
        "s",
        className,
        StrategyDefinition.Mode.LIVE,
        parameters,
        StrategyDefinition.Rules.NONE,
        StrategyDefinition.Rules.NONE);
  }

  private static ScanStage stage(StrategyDefinition definition) {
    return new ScanStage("run", Walk.BTC, List.of(definition));
  }

  private static StrategyDecision decide(ScanStage stage, BarsClosed bars) {
    ScanOutcome outcome = stage.step(ScanInput.of(bars, bars.closeTime()));
    return ((Decided) outcome).decided().decisions().getFirst();
  }

  private static List<StrategyDecision> decisions(StrategyDefinition definition) {
    ScanStage stage = stage(definition);
    return WALK.stream().map(bars -> decide(stage, bars)).toList();
  }

  @Test
  void findsClassesAndFactoriesOnOurOwnInterface() {
    List<StrategyDecision> byClass = decisions(named(Above.class, Map.of()));
    List<StrategyDecision> byFactory = decisions(named(Factory.class, Map.of()));

    assertThat(byClass).filteredOn(one -> one.type() == SignalType.BUY).isNotEmpty();
    assertThat(byClass.get(30).indicators()).containsKeys("close", "ema(5)@5m");
    assertThat(byFactory)
        .extracting(StrategyDecision::type)
        .isEqualTo(byClass.stream().map(StrategyDecision::type).toList());
  }

  @Test
  void decidesAsTa4jDoesOverTheWholeSeries() {
    for (Class<?> type : List.of(Ta4jSamples.RsiStrategy.class, Ta4jSamples.Crossing.class)) {
      List<StrategyDecision> seen = decisions(named(type, Map.of()));
      BarSeries series =
          new BaseBarSeriesBuilder().withNumFactory(DoubleNumFactory.getInstance()).build();
      org.ta4j.core.Strategy plain =
          type == Ta4jSamples.Crossing.class
              ? Ta4jSamples.Crossing.buildStrategy(series)
              : new Ta4jSamples.RsiStrategy(series);
      List<SignalType> wanted = new ArrayList<>();
      for (int i = 0; i < WALK.size(); i++) {
        series.addBar(SeriesBar.of(WALK.get(i).bars().getFirst()).toTa4j(series.numFactory()));
        boolean exits = plain.shouldExit(i);
        wanted.add(exits ? SignalType.CLOSE : plain.shouldEnter(i) ? SignalType.BUY : null);
      }

      assertThat(seen).extracting(StrategyDecision::type).isEqualTo(wanted);
      assertThat(wanted).contains(SignalType.BUY, SignalType.CLOSE);
      int unstable = plain.getUnstableBars();
      assertThat(stage(named(type, Map.of())).warmUp())
          .isEqualTo(Map.of(Timeframe.M1, unstable + 1));
      assertThat(seen.get(unstable - 1).blockReason()).isEqualTo(BlockReason.WARMING_UP);
      assertThat(seen.get(unstable).outcome()).isNotEqualTo(Outcome.BLOCKED);
    }
  }

  @Test
  void goesOnExactlyFromASnapshotAlsoWhenItsSeriesIsBegunAnew() {
    StrategyDefinition definition = named(Ta4jSamples.Crossing.class, Map.of("history_bars", 60));
    ScanStage whole = stage(definition);
    ScanStage split = stage(definition);
    for (int i = 0; i < 400; i++) {
      if (i % 29 == 0) {
        byte[] bytes = split.snapshot();
        split = stage(definition);
        split.restore(bytes);
        assertThat(split.snapshot()).isEqualTo(bytes);
      }
      assertThat(decide(split, WALK.get(i))).isEqualTo(decide(whole, WALK.get(i)));
    }
  }

  @Test
  void saysWhatIsWrongWithAClass() {
    assertThatThrownBy(() -> stage(named("com.example.Missing", Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("strategy.class 'com.example.Missing' is not on the class path");
    assertThatThrownBy(() -> stage(named(Ta4jSamples.Nothing.class, Map.of())))
        .hasMessageContaining("must implement io.tidemark.core.strategy.StrategyFactory")
        .hasMessageEndingWith("has 0 of them");
    assertThatThrownBy(() -> stage(named(Ta4jSamples.WrongConstructor.class, Map.of())))
        .hasMessageEndingWith("must have a public constructor of (BarSeries)");
    assertThatThrownBy(() -> stage(named(Hidden.class, Map.of())))
        .hasMessageEndingWith("must be public");
    assertThatThrownBy(() -> stage(named(Failing.class, Map.of())))
        .hasMessageContaining("failed while it was made: java.lang.IllegalStateException: broken");
    assertThatThrownBy(() -> stage(named(Ta4jSamples.Crossing.class, Map.of("history_bars", 51))))
        .hasMessageContaining("parameters.history_bars must be at least 52");
  }

  /** Not for others. */
  static final class Hidden {}

  /** Fails. */
  public static final class Failing implements StrategyFactory {
    public Failing() {
      throw new IllegalStateException("broken");
    }

    @Override
    public Strategy create(StrategyDefinition definition, IndicatorGraphs graphs) {
      return new Above(definition, graphs);
    }
  }
}
