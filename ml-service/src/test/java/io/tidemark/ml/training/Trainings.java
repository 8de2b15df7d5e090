package io.tidemark.ml.training;

import io.tidemark.core.history.BarColumns;
import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelFolder;
import io.tidemark.ml.model.TrainingProgress;
import io.tidemark.ml.model.kind.ModelKinds;
import io.tidemark.ml.process.TrainingOutcome;
import io.tidemark.ml.process.TrainingTask;
import io.tidemark.model.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

  private static TrainingOutcome here(TrainingTask task, Path folder, TrainingProgress progress)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    try (Model model =
        ModelKinds.trainer(task.settings()).train(task.train(), task.validation(), progress)) {
      return new TrainingOutcome.Trained(ModelFolder.save(model, folder.resolve("model")));
    }
  }
}
