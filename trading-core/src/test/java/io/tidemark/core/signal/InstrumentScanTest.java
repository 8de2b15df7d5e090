package io.tidemark.core.signal;

import static io.tidemark.core.strategy.Definitions.longRules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tidemark.core.strategy.Definitions;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.StrategyDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InstrumentScanTest {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private static final StrategyDefinition FAST = rules("fast", "rsi(5) < 45", "rsi(5) > 60");
  private static final StrategyDefinition SLOW = rules("slow", "close > ema(9)", "close < ema(9)");
  private static final StrategyDefinition OTHER = rules("other", "rsi(9) < 45", "rsi(9) > 60");
  private static final StrategyDefinition SLOWER = rules("slow", "close > ema(12)", "close < 1");

  private final List<BarsClosed> bars = bars(200);

  private static StrategyDefinition rules(String id, String entry, String exit) {
    return Definitions.rules(id, longRules(entry), longRules(exit));
  }

  private static List<BarsClosed> bars(int count) {
    SplittableRandom random = new SplittableRandom(11);
    List<BarsClosed> bars = new ArrayList<>();
    double level = 100;
    for (int minute = 0; minute < count; minute++) {
      level *= 1 + (random.nextDouble() - 0.5) / 50;
      Price price = Price.of("%.2f".formatted(level));
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
              BarSource.VENUE_CANDLE,
              0);
      bars.add(new BarsClosed(BTC, bar.closeTime(), List.of(bar), false, bar.closeTime()));
    }
    return bars;
  }

  private static ScanStage cold(List<StrategyDefinition> definitions) {
    return new ScanStage("run", BTC, definitions);
  }

  private Function<List<StrategyDefinition>, ScanStage> warmedBy(int count) {
    return definitions -> {
      ScanStage stage = cold(definitions);
      bars.subList(0, count).forEach(one -> stage.step(one, one.closeTime()));
      return stage;
    };
  }

  private List<ScanOutcome> step(InstrumentScan scan, int from, int to) {
    return bars.subList(from, to).stream()
        .map(one -> scan.step(ScanInput.of(one, one.closeTime())))
        .toList();
  }

  private static List<StrategyDecision> decisions(List<ScanOutcome> outcomes, String strategy) {
    return decided(outcomes)
        .flatMap(one -> one.decided().decisions().stream())
        .filter(one -> one.strategy().equals(strategy))
        .toList();
  }

  private static List<SignalRaised> signals(List<ScanOutcome> outcomes, String strategy) {
    return decided(outcomes)
        .flatMap(one -> one.signals().stream())
        .filter(one -> one.strategy().equals(strategy))
        .toList();
  }

  private static Stream<ScanOutcome.Decided> decided(List<ScanOutcome> outcomes) {
    return outcomes.stream()
        .filter(ScanOutcome.Decided.class::isInstance)
        .map(ScanOutcome.Decided.class::cast);
  }

  private List<ScanOutcome> undisturbed(StrategyDefinition... definitions) {
    InstrumentScan scan = new InstrumentScan();
    scan.changeTo(List.of(definitions), InstrumentScanTest::cold);
    return step(scan, 0, bars.size());
  }

  @Test
  void decidesAsOneStageWhereNothingChanges() {
    ScanStage stage = cold(List.of(FAST, SLOW));

    assertThat(undisturbed(SLOW, FAST))
        .isEqualTo(bars.stream().map(one -> stage.step(one, one.closeTime())).toList());
  }

  @Test
  void leavesAStrategyThatStaysUntouchedWhileOthersComeAndGo() {
    InstrumentScan scan = new InstrumentScan();
    scan.changeTo(List.of(FAST, SLOW), InstrumentScanTest::cold);
    List<ScanOutcome> outcomes = new ArrayList<>();
    for (int at = 0; at < bars.size(); at += 5) {
      scan.changeTo(at % 2 == 0 ? List.of(FAST) : List.of(FAST, SLOWER, OTHER), warmedBy(at));
      outcomes.addAll(step(scan, at, at + 5));
    }

    List<ScanOutcome> expected = undisturbed(FAST);
    assertThat(decisions(outcomes, "fast")).isEqualTo(decisions(expected, "fast")).hasSize(200);
    assertThat(signals(outcomes, "fast")).isEqualTo(signals(expected, "fast")).isNotEmpty();
    assertThat(decisions(outcomes, "other")).hasSize(100);
    assertThat(decisions(outcomes, "slow"))
        .extracting(StrategyDecision::configurationHash)
        .containsOnly(SLOWER.configurationHash());
  }

  @Test
  void decidesAtOnceWithAStrategyThatWasWarmedUp() {
    InstrumentScan scan = new InstrumentScan();
    scan.changeTo(List.of(FAST), InstrumentScanTest::cold);
    step(scan, 0, 50);

    scan.changeTo(List.of(OTHER, FAST), warmedBy(50));
    List<ScanOutcome> outcomes = step(scan, 50, bars.size());

    List<StrategyDecision> expected = decisions(undisturbed(OTHER), "other");
    assertThat(decisions(outcomes, "other")).isEqualTo(expected.subList(50, bars.size()));
    assertThat(decided(outcomes).findFirst().orElseThrow().decided().decisions())
        .extracting(StrategyDecision::strategy)
        .containsExactly("fast", "other");
  }

  @Test
  void decidesNothingMoreWithAStrategyThatWasTakenAway() {
    InstrumentScan scan = new InstrumentScan();
    scan.changeTo(List.of(FAST, SLOW), InstrumentScanTest::cold);
    step(scan, 0, 50);

    scan.changeTo(List.of(SLOW), InstrumentScanTest::cold);
    assertThat(decisions(step(scan, 50, 60), "fast")).isEmpty();
    assertThat(scan.strategies()).containsExactly(SLOW);

    scan.changeTo(List.of(), InstrumentScanTest::cold);
    assertThat(step(scan, 60, 61))
        .containsExactly(new ScanOutcome.NothingDecided(ScanOutcome.Why.NO_PRIMARY_BAR));
    assertThat(scan.timeframes()).isEmpty();
  }

  @Test
  void goesOnWithAStrategyThatComesBackBesideOneThatStayed() {
    InstrumentScan scan = new InstrumentScan();
    scan.changeTo(List.of(FAST, SLOW), InstrumentScanTest::cold);
    step(scan, 0, 50);
    scan.changeTo(List.of(FAST), InstrumentScanTest::cold);
    step(scan, 50, 100);

    assertThat(scan.beginners(List.of(FAST, SLOW))).isEmpty();
    scan.changeTo(List.of(FAST, SLOW), InstrumentScanTest::cold);

    assertThat(decisions(step(scan, 100, 200), "slow"))
        .isEqualTo(decisions(undisturbed(SLOW), "slow").subList(100, 200));
  }

  @Test
  void goesOnExactlyFromASnapshotOfSeveralBeginnings() {
    InstrumentScan scan = new InstrumentScan();
    scan.changeTo(List.of(FAST, SLOW), InstrumentScanTest::cold);
    step(scan, 0, 50);
    scan.changeTo(List.of(FAST, SLOWER), warmedBy(50));
    step(scan, 50, 100);

    InstrumentScan restored = restore(scan.snapshot(), FAST, SLOW, SLOWER);

    assertThat(restored.isOf(List.of(SLOWER, FAST))).isTrue();
    assertThat(restored.isOf(List.of(SLOW, FAST))).isFalse();
    assertThat(restored.snapshot()).isEqualTo(scan.snapshot());
    assertThat(step(restored, 100, 200)).isEqualTo(step(scan, 100, 200));
  }

  private static InstrumentScan restore(byte[] snapshot, StrategyDefinition... known) {
    Map<StrategyKey, StrategyDefinition> byKey =
        Arrays.stream(known).collect(Collectors.toMap(StrategyKey::of, one -> one));
    return InstrumentScan.restore(
        snapshot, key -> Optional.ofNullable(byKey.get(key)), InstrumentScanTest::cold);
  }

  @Test
  void refusesASnapshotOfAStrategyThatIsNotKnownOrThatIsCutShort() {
    InstrumentScan scan = new InstrumentScan();
    scan.changeTo(List.of(FAST, SLOW), InstrumentScanTest::cold);
    byte[] snapshot = scan.snapshot();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> restore(snapshot, FAST, SLOWER))
        .withMessageContaining("slow")
        .withMessageContaining("is not on record");
    for (int length = 0; length < snapshot.length; length++) {
      byte[] cut = Arrays.copyOf(snapshot, length);
      assertThatIllegalArgumentException().isThrownBy(() -> restore(cut, FAST, SLOW));
    }
  }

  @Test
  void passesOverWhatItHasSeenAndCorrections() {
    InstrumentScan scan = new InstrumentScan();
    scan.changeTo(List.of(FAST), InstrumentScanTest::cold);
    step(scan, 0, 50);
    InstrumentScan restored = restore(scan.snapshot(), FAST);
    BarsClosed next = bars.get(50);
    BarsClosed correction =
        new BarsClosed(BTC, next.closeTime(), next.bars(), true, next.closeTime());

    assertThat(restored.hasSeen(bars.get(49).closeTime())).isTrue();
    assertThat(restored.hasSeen(next.closeTime())).isFalse();
    assertThat(step(restored, 49, 50))
        .containsExactly(new ScanOutcome.NothingDecided(ScanOutcome.Why.SEEN_BEFORE));
    assertThat(restored.step(ScanInput.of(correction, START)))
        .isEqualTo(new ScanOutcome.NothingDecided(ScanOutcome.Why.CORRECTION));
    assertThat(restored.snapshot()).isEqualTo(scan.snapshot());
    assertThat(step(restored, 50, 200)).isEqualTo(step(scan, 50, 200));
  }

  @Test
  void staysAsItIsIfABeginningFails() {
    InstrumentScan scan = new InstrumentScan();
    scan.changeTo(List.of(FAST), InstrumentScanTest::cold);
    byte[] before = scan.snapshot();

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                scan.changeTo(
                    List.of(SLOW),
                    _ -> {
                      throw new IllegalStateException("no history");
                    }));

    assertThat(scan.strategies()).containsExactly(FAST);
    assertThat(scan.snapshot()).isEqualTo(before);
  }
}
