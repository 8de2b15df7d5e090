package io.tidemark.core.signal;

import static io.tidemark.core.strategy.Definitions.conditions;
import static io.tidemark.core.strategy.Definitions.longRules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.indicator.MarketContext;
import io.tidemark.core.signal.ScanOutcome.Decided;
import io.tidemark.core.signal.ScanOutcome.NothingDecided;
import io.tidemark.core.signal.ScanOutcome.Why;
import io.tidemark.core.strategy.Definitions;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Mode;
import io.tidemark.core.strategy.StrategyDefinition.Rules;
import io.tidemark.core.universe.Eligibility;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Microstructure;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScanStageTest {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2024-02-01T00:00:00Z");

  private static ScanStage stage(StrategyDefinition... definitions) {
    return new ScanStage("run-1", BTC, List.of(definitions));
  }

  private static Bar bar(
      Timeframe timeframe, int minute, String close, @Nullable String vwap, Completeness state) {
    Price price = Price.of(close);
    return new Bar(
        timeframe,
        START.plusSeconds(60L * minute),
        price,
        price,
        price,
        price,
        Quantity.of("1"),
        vwap == null ? null : Price.of(vwap),
        null,
        null,
        null,
        null,
        state,
        vwap == null ? BarSource.VENUE_CANDLE : BarSource.TRADES,
        0);
  }

  private static BarsClosed closed(Bar... bars) {
    return new BarsClosed(BTC, bars[0].closeTime(), List.of(bars), false, NOW);
  }

  private static BarsClosed minute(int minute, String close) {
    return closed(bar(Timeframe.M1, minute, close, null, Completeness.COMPLETE));
  }

  private static StrategyDecision only(ScanOutcome outcome) {
    assertThat(outcome).isInstanceOf(Decided.class);
    List<StrategyDecision> decisions = ((Decided) outcome).decided().decisions();
    assertThat(decisions).hasSize(1);
    return decisions.getFirst();
  }

  private static List<SignalRaised> signals(ScanOutcome outcome) {
    return ((Decided) outcome).signals();
  }

  @Test
  void blocksUntilEveryIndicatorIsDefined() {
    ScanStage stage = stage(Definitions.rules("s", longRules("close > sma(3)"), Rules.NONE));

    assertThat(stage.warmUp()).isEqualTo(Map.of(Timeframe.M1, 3));
    stage.step(minute(0, "10"), NOW);
    StrategyDecision blocked = only(stage.step(minute(1, "11"), NOW));
    assertThat(blocked.outcome()).isEqualTo(Outcome.BLOCKED);
    assertThat(blocked.blockReason()).isEqualTo(BlockReason.WARMING_UP);
    assertThat(blocked.reasons().getFirst()).isEqualTo("not defined yet: sma(3)");
    assertThat(blocked.indicators()).containsExactly(Map.entry("close", 11.0));

    StrategyDecision signal = only(stage.step(minute(2, "12"), NOW));
    assertThat(signal.outcome()).isEqualTo(Outcome.SIGNAL);
    assertThat(signal.type()).isEqualTo(SignalType.BUY);
    assertThat(signal.reasons())
        .containsExactly("entry.long holds: close > sma(3) (close = 12, sma(3) = 11)");
    assertThat(signal.indicators()).isEqualTo(Map.of("close", 12.0, "sma(3)", 11.0));
  }

  @Test
  void signalsAtEveryBarWhileTheRuleHolds() {
    ScanStage stage = stage(Definitions.rules("s", longRules("close > 10"), Rules.NONE));

    assertThat(only(stage.step(minute(0, "9"), NOW)).outcome()).isEqualTo(Outcome.HOLD);
    assertThat(signals(stage.step(minute(1, "11"), NOW))).hasSize(1);
    assertThat(signals(stage.step(minute(2, "12"), NOW))).hasSize(1);
    StrategyDecision hold = only(stage.step(minute(3, "10"), NOW));
    assertThat(hold.type()).isNull();
    assertThat(hold.reasons()).containsExactly("entry.long does not hold: close > 10 (close = 10)");
  }

  @Test
  void raisesASignalThatNamesItsDecision() {
    ScanStage stage = stage(Definitions.rules("s", longRules("close > 10"), Rules.NONE));

    ScanOutcome outcome = stage.step(minute(0, "11.5"), NOW);

    SignalRaised signal = signals(outcome).getFirst();
    assertThat(signal.decisions()).containsExactly(only(outcome).decisionId());
    assertThat(signal.referencePrice()).isEqualTo(Price.of("11.5"));
    assertThat(signal.eventTime()).isEqualTo(START.plusSeconds(60));
    assertThat(signal.metadata()).isEmpty();
    assertThat(signal.run()).isEqualTo("run-1");
  }

  @Test
  void closesByExitRulesAndSaysWhichDirection() {
    Rules entry = new Rules(conditions("close > 10"), conditions("close < 5"));
    Rules exit = new Rules(conditions("close < 8"), conditions("close > 20"));
    ScanStage stage = stage(Definitions.rules("s", entry, exit));

    SignalRaised closing = signals(stage.step(minute(0, "7"), NOW)).getFirst();
    assertThat(closing.type()).isEqualTo(SignalType.CLOSE);
    assertThat(closing.metadata()).isEqualTo(Map.of(ScanStage.CLOSES_LONG, 1.0));
    SignalRaised selling = signals(stage.step(minute(1, "4"), NOW)).getFirst();
    assertThat(selling.type()).isEqualTo(SignalType.SELL);
    assertThat(selling.metadata()).isEqualTo(Map.of(ScanStage.CLOSES_LONG, 1.0));
    assertThat(selling.reason()).startsWith("entry.short holds").contains("; exit.long holds");
    SignalRaised buying = signals(stage.step(minute(2, "21"), NOW)).getFirst();
    assertThat(buying.type()).isEqualTo(SignalType.BUY);
    assertThat(buying.metadata()).isEqualTo(Map.of(ScanStage.CLOSES_SHORT, 1.0));
  }

  @Test
  void blocksConflictingEntries() {
    Rules entry = new Rules(conditions("close > 10"), conditions("close > 11"));
    ScanStage stage = stage(Definitions.rules("s", entry, Rules.NONE));

    ScanOutcome outcome = stage.step(minute(0, "12"), NOW);

    assertThat(only(outcome).blockReason()).isEqualTo(BlockReason.CONFLICTING_SIGNALS);
    assertThat(signals(outcome)).isEmpty();
  }

  @Test
  void doesNotTradeOnABarWithAHole() {
    ScanStage stage = stage(Definitions.rules("s", longRules("close > 10"), Rules.NONE));

    ScanOutcome outcome =
        stage.step(closed(bar(Timeframe.M1, 0, "12", null, Completeness.PARTIAL)), NOW);

    assertThat(only(outcome).outcome()).isEqualTo(Outcome.BLOCKED);
    assertThat(only(outcome).blockReason()).isEqualTo(BlockReason.INCOMPLETE_BAR);
    assertThat(only(outcome).type()).isEqualTo(SignalType.BUY);
    assertThat(signals(outcome)).isEmpty();
    assertThat(signals(stage.step(minute(1, "12"), NOW))).hasSize(1);
  }

  @Test
  void doesNotTradeWhileAnotherTimeframeItReadsHasAHole() {
    ScanStage stage = stage(Definitions.rules("s", longRules("close > close@5m"), Rules.NONE));
    stage.step(
        closed(
            bar(Timeframe.M1, 4, "12", null, Completeness.COMPLETE),
            bar(Timeframe.M5, 0, "11", null, Completeness.PARTIAL)),
        NOW);

    assertThat(stage.timeframes()).containsExactlyInAnyOrder(Timeframe.M1, Timeframe.M5);
    assertThat(only(stage.step(minute(5, "12"), NOW)).blockReason())
        .isEqualTo(BlockReason.INCOMPLETE_BAR);
  }

  @Test
  void saysWhichMicrostructureABarLacks() {
    ScanStage stage = stage(Definitions.rules("s", longRules("close > sma(vwap, 1)"), Rules.NONE));

    StrategyDecision blocked = only(stage.step(minute(0, "12"), NOW));
    assertThat(blocked.blockReason()).isEqualTo(BlockReason.MISSING_MICROSTRUCTURE);
    assertThat(blocked.reasons().getFirst()).isEqualTo("the latest 1m bar has no vwap");
    Bar complete = bar(Timeframe.M1, 1, "12", "11", Completeness.COMPLETE);
    assertThat(only(stage.step(closed(complete), NOW)).type()).isEqualTo(SignalType.BUY);
  }

  @Test
  void decidesForEveryStrategyInOrderOfId() {
    StrategyDefinition shadow =
        Definitions.make("a", "rules", Mode.SHADOW, Map.of(), longRules("close > 10"), Rules.NONE);
    StrategyDefinition live = Definitions.rules("b", longRules("close > 10"), Rules.NONE);

    Decided decided = (Decided) stage(live, shadow).step(minute(0, "11"), NOW);

    assertThat(decided.decided().decisions())
        .extracting(StrategyDecision::strategy)
        .containsExactly("a", "b");
    assertThat(decided.decided().decisions())
        .extracting(StrategyDecision::outcome)
        .containsOnly(Outcome.SIGNAL);
    assertThat(decided.signals()).extracting(SignalRaised::strategy).containsExactly("b");
    assertThat(decided.shadowSignals()).extracting(SignalRaised::strategy).containsExactly("a");
  }

  @Test
  void takesACorrectionOrAnOldBarWithoutAnyEffect() {
    StrategyDefinition definition = Definitions.rules("s", longRules("close > sma(2)"), Rules.NONE);
    ScanStage stage = stage(definition);
    stage.step(minute(0, "10"), NOW);
    stage.step(minute(1, "11"), NOW);
    byte[] before = stage.snapshot();
    BarsClosed corrected =
        new BarsClosed(BTC, START.plusSeconds(180), minute(2, "99").bars(), true, NOW);

    assertThat(stage.step(corrected, NOW)).isEqualTo(new NothingDecided(Why.CORRECTION));
    assertThat(stage.step(minute(1, "99"), NOW)).isEqualTo(new NothingDecided(Why.SEEN_BEFORE));
    assertThat(stage.step(minute(0, "99"), NOW)).isEqualTo(new NothingDecided(Why.SEEN_BEFORE));
    assertThat(stage.snapshot()).isEqualTo(before);
  }

  @Test
  void decidesNothingWhenOnlyAnotherTimeframeCloses() {
    ScanStage stage = stage(Definitions.rules("s", longRules("close > close@5m"), Rules.NONE));

    assertThat(stage.step(closed(bar(Timeframe.M5, 0, "1", null, Completeness.COMPLETE)), NOW))
        .isEqualTo(new NothingDecided(Why.NO_PRIMARY_BAR));
  }

  @Test
  void refusesStrategiesThatDoNotFit() {
    StrategyDefinition one = Definitions.rules("s", longRules("close > 1"), Rules.NONE);

    assertThatThrownBy(() -> stage(one, one)).hasMessageContaining("unique");
    assertThatThrownBy(() -> new ScanStage("r", InstrumentId.of("kraken", "ETH/USD"), List.of(one)))
        .hasMessageContaining("does not look at kraken|ETH/USD");
  }

  private static StrategyDefinition[] several() {
    return new StrategyDefinition[] {
      Definitions.builtIn("SmaCrossover", Map.of("fast", 3, "slow", 8)),
      Definitions.builtIn(
          "RSIMeanReversion", Map.of("rsi_period", 5, "rsi_oversold", 40, "rsi_overbought", 60)),
      Definitions.rules(
          "mixed",
          longRules(
              "close crosses_above ema(3)@5m or macd(3,6,4).signal[2] < 0",
              "bollinger(5,2).lower < close and atr(3) > 0",
              "sma(close - open[1], 4) > -5"),
          longRules("close < lowest(4)[1]"))
    };
  }

  private static List<BarsClosed> walk(int minutes, long seed) {
    Random random = new Random(seed);
    List<BarsClosed> messages = new ArrayList<>();
    double price = 1000;
    for (int i = 0; i < minutes; i++) {
      price = Math.max(1, price + random.nextGaussian() * 3);
      String close = BigDecimal.valueOf(Math.round(price * 100), 2).toPlainString();
      boolean five = i % 5 == 4;
      Completeness state = random.nextInt(40) == 0 ? Completeness.PARTIAL : Completeness.COMPLETE;
      if (random.nextInt(10) == 0 && !five) {
        continue;
      }
      Bar one = bar(Timeframe.M1, i, close, null, state);
      messages.add(five ? closed(one, bar(Timeframe.M5, i - 4, close, null, state)) : closed(one));
    }
    return messages;
  }

  @Test
  void decidesTheSameWhereverItIsRestored() {
    List<BarsClosed> messages = walk(400, 5);
    ScanStage whole = stage(several());
    List<ScanOutcome> expected = messages.stream().map(bars -> whole.step(bars, NOW)).toList();
    for (int every : new int[] {1, 7, 50}) {
      ScanStage split = stage(several());
      List<ScanOutcome> seen = new ArrayList<>();
      for (int i = 0; i < messages.size(); i++) {
        if (i % every == 0) {
          byte[] bytes = split.snapshot();
          split = stage(several());
          split.restore(bytes);
          assertThat(split.snapshot()).isEqualTo(bytes);
        }
        seen.add(split.step(messages.get(i), NOW));
      }
      assertThat(seen).isEqualTo(expected);
      assertThat(seen.toString()).isEqualTo(expected.toString());
    }
    assertThat(expected.stream().mapToInt(outcome -> signals(outcome).size()).sum())
        .isGreaterThan(50);
  }

  @Test
  void refusesTheSnapshotOfOtherStrategies() {
    ScanStage stage = stage(Definitions.rules("s", longRules("close > 1"), Rules.NONE));
    byte[] bytes = stage.snapshot();
    ScanStage other = stage(Definitions.rules("s", longRules("close > 2"), Rules.NONE));

    assertThatThrownBy(() -> other.restore(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("strategies");
    assertThatThrownBy(() -> stage.restore(Arrays.copyOf(bytes, bytes.length + 1)))
        .hasMessageContaining("end");
    assertThatThrownBy(() -> stage.restore(new byte[] {0, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("damaged");
  }

  private static final Eligibility EXCLUDED =
      new Eligibility(List.of("SPREAD_TOO_WIDE: spread in percent must be at most 0.5, is 0.8"));

  @Test
  void blocksWhatMayNotBeTradedAndSaysWhatItWouldHaveBeen() {
    ScanStage stage = stage(Definitions.rules("s", longRules("close > 10"), Rules.NONE));

    ScanOutcome outcome = stage.step(minute(0, "11"), EXCLUDED, NOW);

    StrategyDecision blocked = only(outcome);
    assertThat(blocked.outcome()).isEqualTo(Outcome.BLOCKED);
    assertThat(blocked.blockReason()).isEqualTo(BlockReason.ASSET_EXCLUDED);
    assertThat(blocked.type()).isEqualTo(SignalType.BUY);
    assertThat(blocked.reasons().getFirst())
        .isEqualTo(
            "the asset is excluded: SPREAD_TOO_WIDE: spread in percent must be at most 0.5, is 0.8");
    assertThat(signals(outcome)).isEmpty();
    assertThat(only(stage.step(minute(1, "9"), EXCLUDED, NOW)).blockReason())
        .isEqualTo(BlockReason.ASSET_EXCLUDED);
    assertThat(only(stage.step(minute(2, "11"), NOW)).outcome()).isEqualTo(Outcome.SIGNAL);
  }

  @Test
  void letsExitsOutOfWhatMayNotBeTraded() {
    ScanStage stage =
        stage(Definitions.rules("s", longRules("close > 10"), longRules("close < 5")));

    ScanOutcome outcome = stage.step(minute(0, "4"), EXCLUDED, NOW);

    assertThat(only(outcome).outcome()).isEqualTo(Outcome.SIGNAL);
    assertThat(signals(outcome)).extracting(SignalRaised::type).containsExactly(SignalType.CLOSE);
    assertThat(signals(outcome).getFirst().metadata()).containsKey(ScanStage.CLOSES_LONG);
  }

  @Test
  void closesWithoutTheEntryThatMayNotBe() {
    ScanStage stage =
        stage(
            Definitions.rules(
                "s", longRules("close > 10"), new Rules(List.of(), conditions("close > 10"))));

    ScanOutcome outcome = stage.step(minute(0, "11"), EXCLUDED, NOW);

    assertThat(signals(outcome)).extracting(SignalRaised::type).containsExactly(SignalType.CLOSE);
    assertThat(signals(outcome).getFirst().metadata()).containsOnlyKeys(ScanStage.CLOSES_SHORT);
  }

  @Test
  void remembersTheSameWhetherItMayBeTradedOrNot() {
    ScanStage traded = stage(Definitions.rules("s", longRules("close > ema(3)"), Rules.NONE));
    ScanStage excluded = stage(Definitions.rules("s", longRules("close > ema(3)"), Rules.NONE));
    for (int minute = 0; minute < 9; minute++) {
      traded.step(minute(minute, Integer.toString(10 + minute % 4)), NOW);
      excluded.step(minute(minute, Integer.toString(10 + minute % 4)), EXCLUDED, NOW);
    }

    assertThat(excluded.snapshot()).isEqualTo(traded.snapshot());
  }

  @Test
  void doesNotTradeOnBarsThatWereToldTooLate() {
    StrategyDefinition patient =
        Definitions.make(
            "patient",
            "rules",
            Mode.LIVE,
            Map.of("max_bar_age_seconds", 600),
            longRules("close > 10"),
            Rules.NONE);
    StrategyDefinition usual = Definitions.rules("usual", longRules("close > 10"), Rules.NONE);
    ScanInput late = ScanInput.of(minute(0, "12"), NOW).with(Duration.ofMillis(180_500));

    Decided decided = (Decided) stage(patient, usual).step(late);

    assertThat(decided.signals()).extracting(SignalRaised::strategy).containsExactly("patient");
    StrategyDecision blocked = decided.decided().decisions().get(1);
    assertThat(blocked.blockReason()).isEqualTo(BlockReason.STALE_DATA);
    assertThat(blocked.type()).isEqualTo(SignalType.BUY);
    assertThat(blocked.reasons().getFirst())
        .isEqualTo("the bars were told 180.5 s after their close, at most 180 s are accepted");
    assertThatThrownBy(() -> ScanInput.of(minute(0, "12"), NOW).with(Duration.ofSeconds(-1)))
        .hasMessageContaining("lateness must be 0 or above");
    assertThatThrownBy(
            () ->
                stage(
                    Definitions.make(
                        "s",
                        "rules",
                        Mode.LIVE,
                        Map.of("max_bar_age_seconds", 0),
                        longRules("close > 10"),
                        Rules.NONE)))
        .hasMessage("parameters.max_bar_age_seconds must be a number from 1 to 86400, was 0");
  }

  @Test
  void readsWhatStoodBesideTheBars() {
    StrategyDefinition definition =
        Definitions.rules("s", longRules("book_imbalance > 0.5 and obv >= 0"), Rules.NONE);
    ScanStage stage = stage(definition);
    Microstructure book =
        new Microstructure(
            Quantity.of("9"), Quantity.of("1"), null, null, BigDecimal.ZERO, null, null);

    ScanInput known = ScanInput.of(minute(0, "12"), NOW).with(MarketContext.of(book));
    assertThat(only(stage.step(known)).indicators()).containsEntry("book_imbalance", 0.8);
    StrategyDecision blocked = only(stage.step(minute(1, "12"), NOW));
    assertThat(blocked.blockReason()).isEqualTo(BlockReason.MISSING_MICROSTRUCTURE);
    assertThat(blocked.reasons().getFirst()).isEqualTo("the latest 1m bar has no book_imbalance");
  }
}
