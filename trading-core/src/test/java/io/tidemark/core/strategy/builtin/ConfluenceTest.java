package io.tidemark.core.strategy.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.signal.ScanInput;
import io.tidemark.core.signal.ScanOutcome.Decided;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.Definitions;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Aggregation;
import io.tidemark.core.strategy.StrategyDefinition.AggregationMode;
import io.tidemark.model.Bar;
import io.tidemark.model.Ids;
import io.tidemark.model.SignalSource;
import io.tidemark.model.SignalType;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.StrategyDecision.Outcome;
import io.tidemark.model.reason.BlockReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfluenceTest {

  private static final List<BarsClosed> WALK = Walk.minutes(2500, 7);

  private static List<Decided> run(StrategyDefinition definition, double up) {
    ScanStage stage = new ScanStage("run", Walk.BTC, List.of(definition));
    List<Decided> all = new ArrayList<>();
    for (BarsClosed bars : WALK) {
      ScanInput input = ScanInput.of(bars, bars.closeTime());
      if (!Double.isNaN(up)) {
        input = input.with(List.of(prediction(bars, up)));
      }
      all.add((Decided) stage.step(input));
    }
    return all;
  }

  private static Prediction prediction(BarsClosed bars, double up) {
    Bar bar = bars.bars().getFirst();
    return new Prediction(
        Ids.of("prediction", bar.openTime()),
        "lstm",
        "hash",
        Walk.BTC,
        bar.timeframe(),
        bar.openTime(),
        Map.of("up", up, "down", 1 - up),
        bars.closeTime(),
        bars.closeTime());
  }

  private static List<Decided> run(Map<String, Object> parameters) {
    return run(Definitions.builtIn("Confluence", parameters), Double.NaN);
  }

  private static List<StrategyDecision> decisions(List<Decided> decided) {
    return decided.stream().map(one -> one.decided().decisions().getFirst()).toList();
  }

  private static List<SignalRaised> signals(List<Decided> decided) {
    return decided.stream().flatMap(one -> one.signals().stream()).toList();
  }

  @Test
  void explainsWhoWantedWhatAndHowSure() {
    List<SignalRaised> signals = signals(run(Map.of()));

    assertThat(signals).hasSizeGreaterThan(10);
    assertThat(signals)
        .allSatisfy(
            one -> {
              assertThat(one.source()).isEqualTo(SignalSource.AGGREGATE);
              assertThat(one.reason()).contains("confluence").contains("confidence 0.");
              assertThat(one.confidence()).isGreaterThanOrEqualTo(0.5);
              assertThat(one.metadata())
                  .containsKeys("agreeing", "opposing", "sure_fire", "heuristic", "book_imbalance");
            });
    assertThat(decisions(run(Map.of())))
        .filteredOn(one -> one.blockReason() == BlockReason.BELOW_THRESHOLD)
        .isNotEmpty()
        .allMatch(one -> one.type() != null && one.reasons().size() >= 3);
  }

  @Test
  void runsOneAloneUnderTheSameGates() {
    List<StrategyDecision> single = decisions(run(Map.of("single_strategy", "keltner")));

    assertThat(single)
        .filteredOn(one -> one.outcome() == Outcome.SIGNAL)
        .isNotEmpty()
        .allMatch(one -> one.reasons().get(1).startsWith("keltner: "))
        .allMatch(one -> one.confidence() >= 0.52);
    assertThat(single)
        .filteredOn(one -> one.type() != null)
        .allMatch(one -> one.reasons().toString().contains("confluence, 1 of 1"));
    assertThatThrownBy(() -> run(Map.of("single_strategy", "kelt")))
        .hasMessageContaining("must be of [trend, mean_reversion, momentum, breakout, reversal,");
  }

  @Test
  void blendsThePredictionInAndNamesIt() {
    StrategyDefinition definition = Definitions.builtIn("Confluence", Map.of());
    List<StrategyDecision> rising = decisions(run(definition, 0.95));
    List<StrategyDecision> falling = decisions(run(definition, 0.05));
    int compared = 0;
    for (int i = 0; i < rising.size(); i++) {
      if (rising.get(i).type() == SignalType.BUY) {
        assertThat(rising.get(i).confidence()).isGreaterThan(falling.get(i).confidence());
        assertThat(rising.get(i).predictionId())
            .isEqualTo(prediction(WALK.get(i), 0.95).predictionId());
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(10);
    StrategyDefinition other =
        Definitions.builtIn("Confluence", Map.of("ml", Map.of("model", "x")));
    assertThat(decisions(run(other, 0.95))).allMatch(one -> one.predictionId() == null);
  }

  @Test
  void followsTheRegime() {
    Map<String, Object> regimes =
        Map.of(
            "regimes",
            Map.of(
                "adx_trend", 25,
                "chop_low", Map.of("confluence", Map.of("execution_confidence", 1)),
                "chop_high", Map.of("confluence", Map.of("execution_confidence", 1))));

    List<Decided> decided = run(regimes);

    assertThat(signals(decided))
        .isNotEmpty()
        .allMatch(one -> one.reason().contains("regime trend_"))
        .allMatch(
            one -> one.metadata().keySet().stream().anyMatch(key -> key.startsWith("regime_t")));
    assertThat(decisions(decided))
        .filteredOn(one -> one.type() != null)
        .filteredOn(one -> one.reasons().toString().contains("regime chop_"))
        .isNotEmpty()
        .allMatch(one -> one.blockReason() == BlockReason.BELOW_THRESHOLD);
    assertThat(decisions(decided).get(200).indicators())
        .containsKeys("adx(14).adx", "percent_rank(atr(14),100)");
  }

  @Test
  void asksFurtherTimeframesToAgree() {
    Map<String, Object> both = Map.of("confluence", Map.of("timeframes", List.of("1m", "5m")));

    List<StrategyDecision> decisions = decisions(run(both));

    assertThat(decisions)
        .filteredOn(one -> one.blockReason() == BlockReason.BELOW_THRESHOLD)
        .anyMatch(one -> one.reasons().getFirst().matches("5m says (HOLD|BUY|SELL), and must .*"));
    assertThat(decisions.get(1500).indicators()).containsKeys("rsi(14)", "rsi(14)@5m");
    assertThat(signals(run(both)).size()).isLessThan(signals(run(Map.of())).size());
    assertThatThrownBy(() -> run(Map.of("confluence", Map.of("timeframes", List.of("7m")))))
        .hasMessageContaining("timeframe must be one of");
  }

  @Test
  void aggregatesOtherwiseWhereAskedTo() {
    StrategyDefinition voting =
        Definitions.withAggregation(
            Definitions.builtIn("Confluence", Map.of()),
            new Aggregation(AggregationMode.VOTING, 0.8));

    assertThat(decisions(run(voting, Double.NaN)))
        .filteredOn(one -> one.outcome() == Outcome.SIGNAL)
        .isNotEmpty()
        .allMatch(one -> one.reasons().getFirst().startsWith("voting, "))
        .allMatch(one -> one.confidence() >= 0.8);
  }

  @Test
  void weighsThreeSources() {
    StrategyDefinition complex =
        Definitions.withAggregation(
            Definitions.builtIn(
                "ComplexMLStrategy",
                Map.of(
                    "technical", Map.of("rsi_period", 14, "rsi_oversold", 30, "rsi_overbought", 70),
                    "ml",
                        Map.of(
                            "enabled", true,
                            "model_path", "models/btc_lstm_v1.pkl",
                            "feature_pipeline_path", "models/feature_pipeline.pkl"),
                    "orderbook", Map.of("enabled", true, "imbalance_threshold", 0.65))),
            new Aggregation(AggregationMode.WEIGHTED, 0.6));

    List<StrategyDecision> decisions = decisions(run(complex, 0.82));

    assertThat(decisions)
        .filteredOn(one -> one.outcome() == Outcome.SIGNAL)
        .anyMatch(
            one ->
                one.reasons().toString().contains("technical: oversold")
                    && one.reasons().toString().contains("ml: lstm predicts a rise with 0.82")
                    && one.reasons().toString().contains("of the depth is bids"));
    assertThat(decisions)
        .filteredOn(one -> one.blockReason() == BlockReason.BELOW_THRESHOLD)
        .isNotEmpty()
        .allMatch(
            one -> one.reasons().getFirst().contains("is below strategy.signal_threshold 0.6"));
    assertThat(decisions)
        .filteredOn(one -> one.outcome() == Outcome.SIGNAL)
        .allMatch(one -> one.predictionId() != null);
  }
}
