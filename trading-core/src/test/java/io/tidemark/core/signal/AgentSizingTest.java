package io.tidemark.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.signal.ScanOutcome.Decided;
import io.tidemark.core.strategy.Definitions;
import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.Strategy;
import io.tidemark.core.strategy.StrategyInput;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.core.strategy.Verdict;
import io.tidemark.core.strategy.builtin.Walk;
import io.tidemark.model.Ids;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.StrategyDecision.Outcome;
import io.tidemark.model.reason.BlockReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a verdict at the share that comes with the prediction it rests on. */
class AgentSizingTest {

  private static final BarsClosed BARS = Walk.minutes(1, 3).getFirst();
  private static final Instant NOW = Instant.parse("2024-02-01T00:00:00Z");

  /** Has one verdict, which rests on the prediction. */
  private static final class Resting implements Strategy {

    private final Verdict verdict;
    private final boolean sizesByAgent;
    private @Nullable UUID prediction;

    Resting(Verdict verdict, boolean sizesByAgent) {
      this.verdict = verdict;
      this.sizesByAgent = sizesByAgent;
    }

    @Override
    public List<Reading> readings() {
      return List.of();
    }

    @Override
    public Verdict onBar(StrategyInput input) {
      prediction =
          input.predictions().stream().map(Prediction::predictionId).findFirst().orElse(null);
      return verdict;
    }

    @Override
    public List<String> reasons() {
      return List.of("it rests");
    }

    @Override
    public @Nullable UUID predictionId() {
      return prediction;
    }

    @Override
    public boolean sizesByAgent() {
      return sizesByAgent;
    }
  }

  private static Decided decided(Verdict verdict, boolean sizesByAgent, List<Prediction> told) {
    ScanStage stage =
        new ScanStage(
            "run-1",
            Walk.BTC,
            List.of(Definitions.builtIn("Resting", Map.of())),
            StrategyRegistry.standard()
                .with("Resting", (_, _) -> new Resting(verdict, sizesByAgent)),
            IndicatorCatalogue.standard());
    return (Decided) stage.step(ScanInput.of(BARS, NOW).with(told));
  }

  private static List<Prediction> share(@Nullable Double share) {
    Instant open = BARS.bars().getFirst().openTime();
    return List.of(
        new Prediction(
            Ids.of("prediction", open),
            "lstm",
            "hash",
            "features",
            Walk.BTC,
            Timeframe.M1,
            open,
            Map.of("up", 0.7),
            share,
            open.plusSeconds(60),
            NOW));
  }

  private static StrategyDecision only(Decided decided) {
    return decided.decided().decisions().getFirst();
  }

  private static SignalRaised signal(Decided decided) {
    return decided.signals().getFirst();
  }

  @Test
  void blocksAPurchaseThatTheAgentSkips() {
    Decided skipped = decided(Verdict.BUY, true, share(0.0));

    assertThat(skipped.signals()).isEmpty();
    assertThat(only(skipped).outcome()).isEqualTo(Outcome.BLOCKED);
    assertThat(only(skipped).blockReason()).isEqualTo(BlockReason.SKIPPED_BY_AGENT);
    assertThat(only(skipped).type()).isEqualTo(SignalType.BUY);
    assertThat(only(skipped).reasons())
        .containsExactly("the agent would have nothing bought", "it rests");
  }

  @Test
  void tellsTheShareWithTheSignalAndTheDecision() {
    Decided halved = decided(Verdict.BUY, true, share(0.5));

    assertThat(signal(halved).sizeShare()).isEqualTo(new BigDecimal("0.5"));
    assertThat(signal(halved).reason()).isEqualTo("it rests; the agent gives it 0.5 of its size");
    assertThat(only(halved).reasons())
        .containsExactly("it rests", "the agent gives it 0.5 of its size");
  }

  @Test
  void leavesAllOfTheSizeWhereTheAgentDoesOrNoneTold() {
    Decided whole = decided(Verdict.BUY, true, share(1.0));
    Decided untold = decided(Verdict.BUY, true, share(null));
    Decided unforetold = decided(Verdict.BUY, true, List.of());

    assertThat(signal(whole).sizeShare()).isNull();
    assertThat(signal(whole).reason()).isEqualTo("it rests; the agent gives it 1 of its size");
    for (Decided one : List.of(untold, unforetold)) {
      assertThat(signal(one).sizeShare()).isNull();
      assertThat(signal(one).reason())
          .isEqualTo("it rests; no agent told a share of the size: all of it");
    }
  }

  @Test
  void neverHoldsBackWhatSells() {
    Decided sold = decided(Verdict.SELL, true, share(0.0));
    Decided closed = decided(Verdict.CLOSE_LONG, true, share(0.0));
    Decided turned = decided(Verdict.BUY_CLOSING_SHORT, true, share(0.0));

    assertThat(signal(sold).type()).isEqualTo(SignalType.SELL);
    assertThat(signal(sold).sizeShare()).isNull();
    assertThat(signal(closed).type()).isEqualTo(SignalType.CLOSE);
    assertThat(signal(turned).type()).isEqualTo(SignalType.CLOSE);
    assertThat(signal(turned).metadata()).containsKey(ScanStage.CLOSES_SHORT);
  }

  @Test
  void isNotAskedByAStrategyThatSizesByItself() {
    Decided own = decided(Verdict.BUY, false, share(0.0));

    assertThat(signal(own).sizeShare()).isNull();
    assertThat(signal(own).reason()).isEqualTo("it rests");
  }
}
