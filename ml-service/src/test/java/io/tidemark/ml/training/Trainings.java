package io.tidemark.ml.training;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.learn.ClosedTrade;
import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelFolder;
import io.tidemark.ml.model.TrainingProgress;
import io.tidemark.ml.model.kind.ModelKinds;
import io.tidemark.ml.process.TrainingOutcome;
import io.tidemark.ml.process.TrainingTask;
import io.tidemark.model.Bar;
import io.tidemark.model.Ids;
import io.tidemark.model.Money;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small trainings. */
public final class Trainings {

  /** Trees that see the latest changes and foretell the next. */
  public static final String TREES =
      """
      training:
        model_name: minutes
        model_type: xgboost
        split: {embargo_periods: 5}
      data: {exchange: kraken, symbol: BTC/USD, timeframe: 1m, window_size_days: 30}
      features:
        expressions:
          change: "close / close[1] - 1"
          changes: "close / close[3] - 1"
          noise: "volume / close"
      target: {lookahead_periods: 1, threshold_pct: 0.03}
      model:
        xgboost: {rounds: 20, max_depth: 3, learning_rate: 0.3}
      """;

  /** The same trees with an agent that sizes. */
  public static final String SIZING_TREES =
      TREES + "reinforcement: {enabled: true, episodes: 20, learning_rate: 0.003}\n";

  private Trainings() {}

  /** A training file with a text. */
  public static TrainingRequest request(Path folder, String text) throws IOException {
    return TrainingRequest.load(Files.writeString(folder.resolve("training.yaml"), text));
  }

  static TrainingInput input(TrainingRequest request, BarColumns bars) {
    return TrainingInput.latest(
        bars, request.file().data().windowSizeDays(), Ids.sha256("synthetic"));
  }

  /** Trains in this process, which is quicker than in one of its own. */
  public static ModelBundle trained(TrainingRequest request, BarColumns bars, ModelsFolder models)
      throws IOException, InterruptedException {
    TrainingResult result =
        new ModelTraining(request, ModelChoice.of(request.file()), Trainings::here)
            .run(input(request, bars), models, TrainingProgress.UNHEARD);
    return ((TrainingResult.Made) result).bundle();
  }

  /** Trains likewise, with an agent that learns from trades if the request asks for one. */
  public static ModelBundle trained(
      TrainingRequest request, BarColumns bars, ModelsFolder models, TradeSource trades)
      throws IOException, InterruptedException {
    TrainingResult result =
        new ModelTraining(request, ModelChoice.of(request.file()), Trainings::here, trades)
            .run(input(request, bars), models, TrainingProgress.UNHEARD);
    return ((TrainingResult.Made) result).bundle();
  }

  /**
   * Purchases at every fifth open that are sold three minutes later, for a fee of 1. Where changes
   * follow the ones before, the latest change tells which win.
   */
  public static List<ClosedTrade> purchases(List<Bar> bars) {
    List<ClosedTrade> purchases = new ArrayList<>();
    for (int i = 50; i + 3 < bars.size(); i += 5) {
      Bar exit = bars.get(i + 3);
      BigDecimal result =
          exit.open().value().subtract(bars.get(i).open().value()).subtract(BigDecimal.ONE);
      purchases.add(
          new ClosedTrade(bars.get(i).openTime(), exit.openTime(), new Money(result, "USD")));
    }
    return purchases;
  }

  private static TrainingOutcome here(TrainingTask task, Path folder, TrainingProgress progress)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    try (Model model =
        ModelKinds.trainer(task.settings()).train(task.train(), task.validation(), progress)) {
      return new TrainingOutcome.Trained(ModelFolder.save(model, folder.resolve("model")));
    }
  }
}
