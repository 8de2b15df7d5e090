package io.tidemark.ml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.ml.training.Deployment;
import io.tidemark.ml.training.FurtherFigures;
import io.tidemark.ml.training.HoldOutScore;
import io.tidemark.ml.training.LabelledRows;
import io.tidemark.ml.training.ModelBundle;
import io.tidemark.ml.training.ModelsFolder;
import io.tidemark.ml.training.SyntheticMinutes;
import io.tidemark.ml.training.TrainingInput;
import io.tidemark.ml.training.TrainingRequest;
import io.tidemark.ml.training.Trainings;
import io.tidemark.model.Ids;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarnedFiguresTest {

  private static final HoldOutScore SCORE =
      new HoldOutScore(
          900,
          Instant.EPOCH,
          Instant.EPOCH.plusSeconds(54_000),
          new TreeMap<>(Map.of("auc", 0.6)),
          new TreeMap<>(Map.of("auc", 0.5)));

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

  private static StrategyFigures figures(
      int trades, @Nullable String profitFactor, @Nullable Double sharpe) {
    return new StrategyFigures(
        trades,
        0.5,
        BigDecimal.ONE,
        profitFactor == null ? null : new BigDecimal(profitFactor),
        sharpe,
        0,
        List.of());
  }

  private static HoldOutScore told(StrategyFigures with, StrategyFigures without) {
    return EarnedFigures.with(
        SCORE,
        ModelWorth.of(
            "strategy",
            "hash",
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(60),
            "USD",
            BigDecimal.TEN,
            without,
            with));
  }

  @Test
  void tellsWhatIsEarnedWithTheModelAndWithout() {
    HoldOutScore told = told(figures(30, "1.25", 2.5), figures(40, "1.125", 0.75));

    assertThat(told.metrics())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("auc", 0.6, "profitFactor", 1.25, "sharpe", 2.5));
    assertThat(told.baseline())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("auc", 0.5, "profitFactor", 1.125, "sharpe", 0.75));
  }

  @Test
  void takesNotTradingForBetterThanAStrategyThatLoses() {
    HoldOutScore told = told(figures(30, "0.8", -2.0), figures(40, "0.5", -9.0));

    assertThat(told.metrics()).containsEntry("profitFactor", 0.8).containsEntry("sharpe", -2.0);
    assertThat(told.baseline()).containsEntry("profitFactor", 1.0).containsEntry("sharpe", 0.0);
  }

  @Test
  void takesTooFewTradesForNone() {
    HoldOutScore told = told(figures(29, "9", 9.0), figures(29, null, null));

    assertThat(told.metrics()).containsEntry("profitFactor", 1.0).containsEntry("sharpe", 0.0);
    assertThat(told.baseline()).containsEntry("profitFactor", 1.0).containsEntry("sharpe", 0.0);
  }

  @Test
  void leavesOutWhatIsNotDefined() {
    HoldOutScore told = told(figures(30, null, null), figures(30, "2", 1.0));

    assertThat(told.metrics()).containsOnlyKeys("auc");
    assertThat(told.baseline()).containsOnlyKeys("auc", "profitFactor", "sharpe");
  }

  private Deployment deployment(String metric, BarColumns bars) throws Exception {
    TrainingRequest request =
        Trainings.request(folder, Trainings.TREES + "promotion: {metric: %s}\n".formatted(metric));
    ModelsFolder models = new ModelsFolder(folder, "minutes");
    Trainings.trained(request, bars, models);
    TrainingInput input = TrainingInput.latest(bars, 30, Ids.sha256("synthetic"));
    LabelledRows rows = LabelledRows.of(request.file(), input);
    StrategyDefinition strategy =
        StrategyLoader.load(Files.writeString(folder.resolve("strategy.yaml"), STRATEGY));
    return Deployment.judge(
        request.file(), rows, models, EarnedFigures.of(request.file(), input, rows, strategy));
  }

  @Test
  void deploysByWhatIsEarned() throws Exception {
    BarColumns bars = SyntheticMinutes.columns(SyntheticMinutes.trending(20_000));

    Deployment deployment = deployment("sharpe", bars);

    assertThat(deployment.verdict().isBetter()).as(deployment.verdict().reason()).isTrue();
    assertThat(deployment.verdict().reason())
        .startsWith("sharpe ")
        .contains("is better than no model's 0.000000");
    assertThat(deployment.score().metrics()).containsKeys("sharpe", "profitFactor");
  }

  @Test
  void refusesARandomWalkByWhatIsEarned() throws Exception {
    BarColumns bars = SyntheticMinutes.columns(SyntheticMinutes.randomWalk(20_000));

    Deployment deployment = deployment("profit_factor", bars);

    assertThat(deployment.verdict().isBetter()).as(deployment.verdict().reason()).isFalse();
    assertThat(deployment.verdict().reason()).contains("is not better than no model's 1.000000");
  }

  @Test
  void runsNoBacktestWhereLabelsAreCompared() throws Exception {
    TrainingRequest request = Trainings.request(folder, Trainings.TREES);
    BarColumns bars = SyntheticMinutes.columns(SyntheticMinutes.trending(4_000));
    ModelBundle bundle = Trainings.trained(request, bars, new ModelsFolder(folder, "minutes"));
    TrainingInput input = TrainingInput.latest(bars, 30, Ids.sha256("synthetic"));

    FurtherFigures figures =
        EarnedFigures.of(request.file(), input, LabelledRows.of(request.file(), input), null);

    assertThat(figures.with(bundle, SCORE)).isSameAs(SCORE);
  }
}
