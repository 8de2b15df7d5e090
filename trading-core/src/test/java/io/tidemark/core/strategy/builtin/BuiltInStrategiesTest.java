package io.tidemark.core.strategy.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.Allocation;
import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.core.indicator.MarketContext;
import io.tidemark.core.signal.ScanInput;
import io.tidemark.core.signal.ScanOutcome.Decided;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.Definitions;
import io.tidemark.core.strategy.Strategy;
import io.tidemark.core.strategy.StrategyClass;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Mode;
import io.tidemark.core.strategy.StrategyDefinition.Rules;
import io.tidemark.core.strategy.StrategyInput;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.core.strategy.Verdict;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.StrategyDecision.Outcome;
import io.tidemark.model.reason.BlockReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInStrategiesTest {

  private static final List<BarsClosed> WALK = Walk.minutes(2500, 7);

  static Stream<String> names() {
    return BuiltInStrategies.all().stream().map(StrategyClass::name);
  }

  private static StrategyDefinition definition(String className, Map<String, Object> parameters) {
    Map<String, Object> all = new TreeMap<>(parameters);
    return Definitions.withTimeframes(
        Definitions.make(className, className, Mode.LIVE, all, Rules.NONE, Rules.NONE),
        Timeframe.M1,
        Timeframe.M5);
  }

  private static List<StrategyDecision> decisions(StrategyDefinition definition) {
    ScanStage stage = new ScanStage("run", Walk.BTC, List.of(definition));
    List<StrategyDecision> decisions = new ArrayList<>();
    for (BarsClosed bars : WALK) {
      Decided decided = (Decided) stage.step(ScanInput.of(bars, bars.closeTime()));
      decisions.addAll(decided.decided().decisions());
    }
    return decisions;
  }

  @ParameterizedTest
  @MethodSource("names")
  void decidesAsDocumented(String name) {
    List<StrategyDecision> decisions = decisions(definition(name, Map.of()));

    assertThat(decisions).hasSize(WALK.size());
    List<StrategyDecision> wanting = decisions.stream().filter(one -> one.type() != null).toList();
    assertThat(wanting)
        .extracting(StrategyDecision::type)
        .contains(SignalType.BUY, SignalType.SELL);
    for (StrategyDecision one : wanting) {
      assertThat(one.confidence()).isBetween(0.0, 1.0).isPositive();
      assertThat(one.strength()).isBetween(0.0, 1.0).isPositive();
      assertThat(one.reasons()).isNotEmpty().allMatch(reason -> reason.matches(".*\\d.*"));
    }
    assertThat(decisions)
        .filteredOn(one -> one.outcome() == Outcome.HOLD)
        .isNotEmpty()
        .allMatch(one -> !one.reasons().isEmpty() && one.confidence() == 0);
  }

  @ParameterizedTest
  @MethodSource("names")
  void decidesFromTheBarOnThatItsWarmUpSays(String name) {
    boolean vwap = name.equals("TrueVwapMeanReversion");
    StrategyDefinition definition = definition(name, vwap ? Map.of("vwap", "rolling") : Map.of());
    Map<Timeframe, Integer> warmUp = new ScanStage("run", Walk.BTC, List.of(definition)).warmUp();
    int first =
        warmUp.entrySet().stream()
            .mapToInt(entry -> entry.getValue() * (entry.getKey() == Timeframe.M5 ? 5 : 1))
            .max()
            .orElseThrow();

    List<StrategyDecision> decisions = decisions(definition);

    assertThat(decisions.get(first - 2).blockReason()).isEqualTo(BlockReason.WARMING_UP);
    assertThat(decisions.get(first - 1).blockReason()).isNotEqualTo(BlockReason.WARMING_UP);
  }

  @ParameterizedTest
  @MethodSource("names")
  void goesOnExactlyFromASnapshot(String name) {
    StrategyDefinition definition = definition(name, Map.of());
    ScanStage whole = new ScanStage("run", Walk.BTC, List.of(definition));
    ScanStage split = new ScanStage("run", Walk.BTC, List.of(definition));
    for (int i = 0; i < 700; i++) {
      if (i % 97 == 0) {
        byte[] bytes = split.snapshot();
        split = new ScanStage("run", Walk.BTC, List.of(definition));
        split.restore(bytes);
      }
      ScanInput input = ScanInput.of(WALK.get(i), WALK.get(i).closeTime());
      assertThat(split.step(input)).isEqualTo(whole.step(input));
    }
  }

  @Test
  void blocksASetupThatIsTooWeakAndKeepsWhatItWouldHaveBeen() {
    List<StrategyDecision> blocked =
        decisions(definition("Keltner", Map.of("least_confidence", 0.6))).stream()
            .filter(one -> one.blockReason() == BlockReason.BELOW_THRESHOLD)
            .toList();

    assertThat(blocked).isNotEmpty();
    assertThat(blocked)
        .allSatisfy(
            one -> {
              assertThat(one.type()).isNotNull();
              assertThat(one.confidence()).isLessThan(0.6);
              assertThat(one.reasons().getFirst()).contains("must be at least 0.3 and 0.6");
              assertThat(one.reasons().get(1)).contains("the channel");
            });
  }

  @Test
  void takesTheSectionOfTheSpecification() {
    Map<String, Object> section =
        Map.of(
            "rsi", Map.of("period", 14, "overbought", 70, "oversold", 30),
            "macd", Map.of("fast_period", 12, "slow_period", 26, "signal_period", 9),
            "roc", Map.of("periods", List.of(1, 5, 15), "thresholds", List.of(0.5, 1.0, 1.5)),
            "bollinger_bands", Map.of("period", 20, "std_dev", 2),
            "trend_confirmation_required", true);

    assertThat(decisions(definition("MomentumStrategy", Map.of("momentum_strategy", section))))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
            "decisionId", "configurationHash")
        .isEqualTo(decisions(definition("MomentumStrategy", Map.of())));
    assertThatThrownBy(
            () ->
                decisions(
                    definition("MomentumStrategy", Map.of("roc", Map.of("periods", List.of(1))))))
        .hasMessageContaining("roc_thresholds must be as many as roc_periods, which are 1, were 3");
  }

  @Test
  void closesWhereTheCloseIsBackAtTheTruePrice() {
    assertThat(decisions(definition("TrueVwapMeanReversion", Map.of())))
        .filteredOn(one -> one.type() == SignalType.CLOSE)
        .isNotEmpty()
        .allMatch(one -> one.reasons().getFirst().startsWith("back at the true price"));
  }

  @Test
  void needsAFurtherTimeframeToConfirm() {
    StrategyDefinition alone = Definitions.builtIn("MultiTimeframeConfirmation", Map.of());

    assertThatThrownBy(() -> new ScanStage("run", Walk.BTC, List.of(alone)))
        .hasMessageStartingWith("market.timeframes must have at least 1 timeframe(s)");
  }

  @Test
  void rulesBesideAClassFilterAndClose() {
    StrategyDefinition filtered =
        Definitions.make(
            "f",
            "RsiMeanReversion",
            Mode.LIVE,
            Map.of(),
            Definitions.longRules("volume > 3"),
            Definitions.longRules("rsi(14) > 60"));

    List<StrategyDecision> decisions = decisions(filtered);

    assertThat(decisions)
        .filteredOn(one -> one.type() == SignalType.BUY)
        .isNotEmpty()
        .allMatch(one -> one.indicators().getOrDefault("volume", 0.0) > 3)
        .allMatch(one -> one.reasons().get(1).startsWith("entry.long holds: volume > 3"));
    assertThat(decisions)
        .filteredOn(one -> one.outcome() == Outcome.HOLD)
        .anyMatch(one -> one.reasons().toString().contains("entry.long does not hold"));
    assertThat(decisions)
        .filteredOn(one -> one.type() == SignalType.CLOSE)
        .isNotEmpty()
        .allMatch(one -> one.confidence() == 1)
        .allMatch(one -> one.reasons().getFirst().startsWith("exit.long holds: rsi(14) > 60"));
  }

  @Test
  void decidesTheSameAmongOthersAsAlone() {
    List<StrategyDefinition> all = names().map(name -> definition(name, Map.of())).toList();
    ScanStage together =
        new ScanStage(
            "run", Walk.BTC, all, StrategyRegistry.standard(), IndicatorCatalogue.standard());
    List<StrategyDecision> seen = new ArrayList<>();
    for (BarsClosed bars : WALK) {
      Decided decided = (Decided) together.step(ScanInput.of(bars, bars.closeTime()));
      seen.addAll(decided.decided().decisions());
    }
    for (StrategyDefinition definition : all) {
      assertThat(seen)
          .filteredOn(one -> one.strategy().equals(definition.id()))
          .isEqualTo(decisions(definition));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void looksAtABarWithoutAllocationWhileItWantsNothing(String name) {
    IndicatorGraphs graphs = new IndicatorGraphs(IndicatorCatalogue.standard());
    Strategy strategy = StrategyRegistry.standard().create(definition(name, Map.of()), graphs);
    StrategyInput input = StrategyInput.of(WALK.getFirst().bars().getFirst());
    int taken = 0;
    while (taken < 600 || strategy.onBar(input) != Verdict.HOLD) {
      BarsClosed bars = WALK.get(taken);
      graphs.step(bars.bars(), MarketContext.of(bars.microstructure()));
      taken++;
    }

    long bytes = Allocation.bytesOf(10_000, () -> strategy.onBar(input));

    long each = name.equals("ComplexMLStrategy") ? 256 : 1;
    assertThat(bytes / 10_000).isLessThan(each);
  }
}
