package io.tidemark.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.signal.ScanOutcome.Decided;
import io.tidemark.core.strategy.Definitions;
import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.Strategy;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Aggregation;
import io.tidemark.core.strategy.StrategyDefinition.AggregationMode;
import io.tidemark.core.strategy.StrategyInput;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.core.strategy.Verdict;
import io.tidemark.core.strategy.builtin.Walk;
import io.tidemark.model.Bar;
import io.tidemark.model.Ids;
import io.tidemark.model.SignalSource;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.StrategyDecision.Outcome;
import io.tidemark.model.reason.BlockReason;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the stage does with all that a strategy written in Java can tell. */
class OwnStrategyTest {

  private static final List<BarsClosed> WALK = Walk.minutes(20, 3);
  private static final Instant NOW = Instant.parse("2024-02-01T00:00:00Z");

  /** Wants something else at every bar: counts those it is shown. */
  private static final class Counting implements Strategy {
    private static final List<Verdict> VERDICTS =
        List.of(Verdict.HOLD, Verdict.PARTIAL_CLOSE_LONG, Verdict.CLOSE_BOTH, Verdict.BUY);
    private final List<Bar> further = new ArrayList<>();
    private int bars;
    private @Nullable UUID prediction;

    @Override
    public List<Reading> readings() {
      return List.of();
    }

    @Override
    public Set<Timeframe> furtherTimeframes() {
      return Set.of(Timeframe.M1, Timeframe.M5);
    }

    @Override
    public void onFurtherBar(Bar bar) {
      further.add(bar);
    }

    @Override
    public Verdict onBar(StrategyInput input) {
      prediction =
          input.predictions().isEmpty() ? null : input.predictions().getFirst().predictionId();
      return VERDICTS.get(bars++ % VERDICTS.size());
    }

    @Override
    public List<String> reasons() {
      return List.of("bar " + bars + ", further " + further.size());
    }

    @Override
    public double confidence() {
      return 0.5;
    }

    @Override
    public SignalSource source() {
      return SignalSource.ML_MODEL;
    }

    @Override
    public @Nullable String shortfall() {
      return bars == 8 ? "the eighth is never good" : null;
    }

    @Override
    public Map<String, Double> metadata() {
      return Map.of("bars", (double) bars);
    }

    @Override
    public BigDecimal closeFraction() {
      return new BigDecimal("0.25");
    }

    @Override
    public @Nullable UUID predictionId() {
      return prediction;
    }

    @Override
    public void save(DataOutput out) throws IOException {
      out.writeInt(bars);
    }

    @Override
    public void restore(DataInput in) throws IOException {
      bars = in.readInt();
    }
  }

  private static ScanStage stage(double threshold) {
    StrategyRegistry registry =
        StrategyRegistry.standard().with("Counting", (_, _) -> new Counting());
    StrategyDefinition definition =
        Definitions.withAggregation(
            Definitions.builtIn("Counting", Map.of()),
            new Aggregation(AggregationMode.WEIGHTED, threshold));
    return new ScanStage(
        "run-1", Walk.BTC, List.of(definition), registry, IndicatorCatalogue.standard());
  }

  private static Decided step(ScanStage stage, int minute) {
    return (Decided) stage.step(WALK.get(minute), NOW);
  }

  private static StrategyDecision only(Decided decided) {
    return decided.decided().decisions().getFirst();
  }

  @Test
  void drawsTheWholeSignal() {
    ScanStage stage = stage(0);

    assertThat(only(step(stage, 0)).outcome()).isEqualTo(Outcome.HOLD);
    SignalRaised part = step(stage, 1).signals().getFirst();
    assertThat(part.type()).isEqualTo(SignalType.PARTIAL_CLOSE);
    assertThat(part.closeFraction()).isEqualByComparingTo("0.25");
    assertThat(part.source()).isEqualTo(SignalSource.ML_MODEL);
    assertThat(part.metadata()).isEqualTo(Map.of("bars", 2.0, ScanStage.CLOSES_LONG, 1.0));
    SignalRaised whole = step(stage, 2).signals().getFirst();
    assertThat(whole.type()).isEqualTo(SignalType.CLOSE);
    assertThat(whole.closeFraction()).isNull();
    assertThat(whole.metadata())
        .containsOnlyKeys("bars", ScanStage.CLOSES_LONG, ScanStage.CLOSES_SHORT);
    assertThat(step(stage, 3).signals().getFirst().metadata()).containsOnlyKeys("bars");
  }

  @Test
  void blocksWhatTheStrategyFindsTooWeak() {
    ScanStage stage = stage(0);
    for (int minute = 0; minute < 7; minute++) {
      step(stage, minute);
    }

    StrategyDecision blocked = only(step(stage, 7));

    assertThat(blocked.blockReason()).isEqualTo(BlockReason.BELOW_THRESHOLD);
    assertThat(blocked.type()).isEqualTo(SignalType.BUY);
    assertThat(blocked.reasons()).containsExactly("the eighth is never good", "bar 8, further 1");
  }

  @Test
  void blocksBelowTheThresholdOfTheStrategy() {
    ScanStage stage = stage(0.6);
    step(stage, 0);

    StrategyDecision blocked = only(step(stage, 1));

    assertThat(blocked.blockReason()).isEqualTo(BlockReason.BELOW_THRESHOLD);
    assertThat(blocked.reasons().getFirst())
        .isEqualTo("confidence 0.5 is below strategy.signal_threshold 0.6");
  }

  @Test
  void showsBarsOfFurtherTimeframesBeforeItDecides() {
    ScanStage stage = stage(0);
    for (int minute = 0; minute < 4; minute++) {
      assertThat(only(step(stage, minute)).reasons().getFirst()).endsWith("further 0");
    }

    assertThat(only(step(stage, 4)).reasons()).containsExactly("bar 5, further 1");
    assertThat(stage.timeframes()).containsExactlyInAnyOrder(Timeframe.M1, Timeframe.M5);
  }

  private static Prediction prediction(String model, Timeframe timeframe, int minute) {
    Instant open = WALK.get(minute).bars().getFirst().openTime();
    return new Prediction(
        Ids.of("prediction", model, timeframe, open),
        model,
        "hash of " + model,
        "features of " + model,
        Walk.BTC,
        timeframe,
        open,
        Map.of("up", 0.7),
        open.plusSeconds(60),
        NOW);
  }

  @Test
  void handsOverThePredictionsOfTheVeryBarInOneOrder() {
    Prediction first = prediction("a", Timeframe.M1, 0);
    Prediction second = prediction("b", Timeframe.M1, 0);
    Prediction other = prediction("a", Timeframe.M5, 0);
    Prediction late = prediction("0", Timeframe.M1, 1);
    ScanInput input = ScanInput.of(WALK.getFirst(), NOW).with(List.of(second, other, late, first));

    Decided decided = (Decided) stage(0).step(input);

    assertThat(only(decided).predictionId()).isEqualTo(first.predictionId());
    assertThat(only(decided).modelHash()).isEqualTo("hash of a");
    assertThat(only(decided).featureHash()).isEqualTo("features of a");
    StrategyDecision without = only((Decided) stage(0).step(WALK.getFirst(), NOW));
    assertThat(without.predictionId()).isNull();
    assertThat(without.modelHash()).isNull();
    assertThat(without.featureHash()).isNull();
  }

  @Test
  void keepsItsState() {
    ScanStage first = stage(0);
    step(first, 0);
    step(first, 1);
    ScanStage second = stage(0);
    second.restore(first.snapshot());

    assertThat(only(step(second, 2)).reasons()).containsExactly("bar 3, further 0");
    assertThat(only(step(first, 2)).reasons()).containsExactly("bar 3, further 0");
  }

  /** Fails at every bar. */
  private static final class Failing implements Strategy {
    @Override
    public List<Reading> readings() {
      return List.of();
    }

    @Override
    public Verdict onBar(StrategyInput input) {
      throw new IllegalStateException("divided by the moon");
    }

    @Override
    public List<String> reasons() {
      return List.of();
    }
  }

  @Test
  void blocksAStrategyThatFailsAndLetsTheOthersGoOn() {
    ScanStage stage =
        new ScanStage(
            "run",
            Walk.BTC,
            List.of(
                Definitions.builtIn("Failing", Map.of()),
                Definitions.builtIn("Counting", Map.of())),
            StrategyRegistry.standard()
                .with("Failing", (_, _) -> new Failing())
                .with("Counting", (_, _) -> new Counting()),
            IndicatorCatalogue.standard());

    Decided decided = (Decided) stage.step(ScanInput.of(WALK.getFirst(), NOW));

    StrategyDecision failed = decided.decided().decisions().getLast();
    assertThat(failed.strategy()).isEqualTo("Failing");
    assertThat(failed.blockReason()).isEqualTo(BlockReason.STRATEGY_FAILED);
    assertThat(failed.reasons())
        .containsExactly(
            "the strategy failed: java.lang.IllegalStateException: divided by the moon");
    assertThat(decided.decided().decisions().getFirst().strategy()).isEqualTo("Counting");
    assertThat(decided.decided().decisions().getFirst().blockReason()).isNull();
  }
}
