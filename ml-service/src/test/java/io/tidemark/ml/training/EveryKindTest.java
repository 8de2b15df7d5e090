package io.tidemark.ml.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.learn.PermutationImportance;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.ml.evaluation.Importance;
import io.tidemark.ml.evaluation.ModelEvaluation;
import io.tidemark.ml.evaluation.ModelWorth.Verdict;
import io.tidemark.ml.evaluation.PartFigures;
import io.tidemark.ml.model.ModelKind;
import io.tidemark.ml.model.kind.ModelKinds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each kind of model that learns, from bars to a verdict: it finds a signal that is there, and
 * claims nothing where there is none.
 */
@Timeout(300)
class EveryKindTest {

  /** An area under the curve counts as an edge from where that of chance ends. */
  private static final String FILE =
      """
      training:
        model_name: minutes
        model_type: %s
        split: {embargo_periods: 5}
      data: {exchange: kraken, symbol: BTC/USD, timeframe: 1m, window_size_days: 40}
      features:
        expressions:
          change: "close / close[1] - 1"
          changes: "close / close[3] - 1"
          noise: "volume / close"
      target: {lookahead_periods: 1, threshold_pct: 0.03}
      model:
        xgboost: {rounds: 20, max_depth: 3, learning_rate: 0.3}
        random_forest: {trees: 50, max_depth: 4}
        lstm: {layers: [8], dropout: 0, sequence_length: 4, epochs: %d, learning_rate: 0.01}
      promotion: {metric: auc, margin: 0.03}
      """;

  /** Whose market is as cheap as the moves of the minutes are small. */
  private static final String STRATEGY =
      """
      strategy: {id: follower, name: Follows the model, class: ComplexMLStrategy}
      market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
      ml: {enabled: true, threshold: 0.5}
      orderbook: {enabled: false}
      exits: {ml_exit: 0.5}
      risk: {position_size_pct: 50}
      execution: {fee_rate: 0.0001}
      """;

  @TempDir private Path folder;

  private TrainingRequest request(ModelKind kind, int epochs) throws Exception {
    assumeTrue(ModelKinds.unusable(kind).isEmpty(), () -> kind + " cannot be used here");
    return Trainings.request(folder, FILE.formatted(kind.name().toLowerCase(Locale.ROOT), epochs));
  }

  private record Judged(HoldOutScore score, PromotionView promotion, ModelEvaluation evaluation) {}

  private record PromotionView(boolean isBetter, String reason) {}

  private Judged judged(TrainingRequest request, BarColumns bars) throws Exception {
    ModelsFolder models = new ModelsFolder(folder, "minutes");
    ModelBundle bundle = Trainings.trained(request, bars, models);
    TrainingInput input = Trainings.input(request, bars);
    LabelledRows rows = LabelledRows.of(request.file(), input);
    Deployment deployment = Deployment.judge(request.file(), rows, models, FurtherFigures.NONE);
    return new Judged(
        deployment.score(),
        new PromotionView(deployment.verdict().isBetter(), deployment.verdict().reason()),
        ModelEvaluation.of(
            request.file(),
            input,
            rows,
            bundle,
            StrategyLoader.load(Files.writeString(folder.resolve("strategy.yaml"), STRATEGY))));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HEURISTIC")
  void findsASignalThatIsThere(ModelKind kind) throws Exception {
    BarColumns bars = SyntheticMinutes.columns(SyntheticMinutes.trending(6_000));

    Judged judged = judged(request(kind, 10), bars);

    assertThat(judged.score().metrics().get("auc")).isGreaterThan(0.9);
    assertThat(judged.score().foundDirection()).isTrue();
    assertThat(judged.promotion().isBetter()).as(judged.promotion().reason()).isTrue();
    assertFigures(judged);
    assertImportance(kind, judged.evaluation().importance());
    assertThat(judged.evaluation().worth().verdict())
        .as(judged.evaluation().worth().found())
        .isEqualTo(Verdict.EDGE);
  }

  private static void assertFigures(Judged judged) {
    PartFigures holdOut = judged.evaluation().holdOut();
    assertThat(holdOut.metrics()).isEqualTo(judged.score().metrics());
    assertThat(holdOut.rows()).isEqualTo(judged.score().rows());
    assertThat(holdOut.labels().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(holdOut.rows());
    assertThat(
            holdOut.confusion().stream().map(row -> row.stream().mapToInt(Integer::intValue).sum()))
        .containsExactlyElementsOf(holdOut.labels());
    assertThat(holdOut.curves()).containsOnlyKeys("DIRECTION", "DOWN", "NEUTRAL", "UP");
    assertThat(judged.evaluation().validation()).isNotNull();
  }

  private static void assertImportance(ModelKind kind, Importance importance) {
    List<String> missed =
        importance.permutation().stream().map(PermutationImportance::column).toList();
    switch (kind) {
      case LSTM, LOGISTIC, RANDOM_FOREST, XGBOOST -> {
        assertThat(missed).hasSize(3).element(0).isEqualTo("change");
        assertThat(importance.permutation().getFirst().logLossIncrease()).isPositive();
      }
      case ARIMA, HEURISTIC -> assertThat(missed).isEmpty();
    }
    boolean trees = kind == ModelKind.XGBOOST || kind == ModelKind.RANDOM_FOREST;
    assertThat(importance.gain().stream().mapToDouble(Importance.Gain::share).sum())
        .isCloseTo(trees ? 1 : 0, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HEURISTIC")
  void claimsNothingInARandomWalk(ModelKind kind) throws Exception {
    BarColumns bars = SyntheticMinutes.columns(SyntheticMinutes.randomWalk(40_000));

    Judged judged = judged(request(kind, 2), bars);

    assertThat(judged.score().metrics().get("auc")).isCloseTo(0.5, within(0.03));
    assertThat(judged.score().foundDirection()).isFalse();
    assertThat(judged.promotion().isBetter()).as(judged.promotion().reason()).isFalse();
    assertThat(judged.evaluation().worth().verdict())
        .as(judged.evaluation().worth().found())
        .isEqualTo(Verdict.NO_EDGE);
  }
}
