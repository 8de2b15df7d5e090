package io.tidemark.core.signal;

import static io.tidemark.core.strategy.Definitions.longRules;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.signal.ScanOutcome.Decided;
import io.tidemark.core.strategy.AtrDistance;
import io.tidemark.core.strategy.Definitions;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.OppositeSignal;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Rules;
import io.tidemark.core.strategy.TrailingStop;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.StrategyDecision.Outcome;
import io.tidemark.model.reason.BlockReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Signals tell the average true ranges that their strategy's exits are measured in. */
class SignalRangesTest {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final StrategyDefinition STRATEGY =
      Definitions.withExits(
          Definitions.rules("s", longRules("close > 1"), new Rules(closes(), List.of())), plan());

  private final ScanStage stage = new ScanStage("run-1", BTC, List.of(STRATEGY));

  @Test
  void entersNothingBeforeTheRangesAreDefined() {
    assertThat(stage.warmUp()).isEqualTo(Map.of(Timeframe.M1, 4));
    step(0, "10");
    step(1, "12");
    StrategyDecision cold = decision(step(2, "13"));

    assertThat(cold.outcome()).isEqualTo(Outcome.BLOCKED);
    assertThat(cold.blockReason()).isEqualTo(BlockReason.WARMING_UP);
    assertThat(cold.reasons()).contains("not defined yet, or 0: atr(3)");
    assertThat(decision(step(3, "13")).outcome()).isEqualTo(Outcome.SIGNAL);
  }

  @Test
  void tellsThemAsOfTheDecision() {
    step(0, "10");
    step(1, "12");
    step(2, "13");
    SignalRaised signal = signal(step(3, "16"));

    // true ranges 2, 1, 3: over 3 bars their mean; over 2 bars (1.5 + 3) / 2
    assertThat(signal.metadata()).isEqualTo(Map.of("atr_2", 2.25, "atr_3", 2.0));
    assertThat(SignalRanges.of(signal, 2)).contains(new BigDecimal("2.25"));
    assertThat(SignalRanges.of(signal, 14)).isEmpty();
  }

  @Test
  void doesNotHoldBackAnExit() {
    step(0, "10");

    SignalRaised signal = signal(step(1, "0.5"));

    assertThat(signal.type()).isEqualTo(SignalType.CLOSE);
    assertThat(signal.metadata()).containsOnlyKeys(ScanStage.CLOSES_LONG);
  }

  @Test
  void blocksAnEntryWhereNothingMoves() {
    for (int minute = 0; minute < 5; minute++) {
      step(minute, "10");
    }
    assertThat(decision(step(5, "10")).blockReason()).isEqualTo(BlockReason.WARMING_UP);
  }

  @Test
  void goesOnFromASnapshot() {
    step(0, "10");
    step(1, "12");
    step(2, "13");
    ScanStage restored = new ScanStage("run-1", BTC, List.of(STRATEGY));
    restored.restore(stage.snapshot());

    assertThat(restored.step(minute(3, "16"), START)).isEqualTo(step(3, "16"));
  }

  private static List<StrategyDefinition.Condition> closes() {
    return Definitions.conditions("close < 1");
  }

  private static ExitPlan plan() {
    return new ExitPlan(
        null,
        new AtrDistance(BigDecimal.TWO, 2),
        null,
        List.of(),
        new TrailingStop(BigDecimal.ONE, null, new AtrDistance(BigDecimal.TWO, 3)),
        null,
        null,
        false,
        new TreeMap<>(),
        OppositeSignal.CLOSE,
        null,
        false,
        false);
  }

  private ScanOutcome step(int minute, String close) {
    return stage.step(minute(minute, close), START);
  }

  private static BarsClosed minute(int minute, String close) {
    Price price = Price.of(close);
    Bar bar =
        new Bar(
            Timeframe.M1,
            START.plusSeconds(60L * minute),
            price,
            price,
            price,
            price,
            Quantity.of("1"),
            null,
            null,
            null,
            null,
            null,
            Completeness.COMPLETE,
            BarSource.TRADES,
            0);
    return new BarsClosed(BTC, bar.closeTime(), List.of(bar), false, START);
  }

  private static StrategyDecision decision(ScanOutcome outcome) {
    return ((Decided) outcome).decided().decisions().getFirst();
  }

  private static SignalRaised signal(ScanOutcome outcome) {
    return ((Decided) outcome).signals().getFirst();
  }
}
