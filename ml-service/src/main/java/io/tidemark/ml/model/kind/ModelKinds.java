package io.tidemark.ml.model.kind;

import io.tidemark.ml.baseline.ArimaModel;
import io.tidemark.ml.baseline.ArimaTrainer;
import io.tidemark.ml.baseline.HeuristicModel;
import io.tidemark.ml.baseline.HeuristicTrainer;
import io.tidemark.ml.baseline.LogisticModel;
import io.tidemark.ml.baseline.LogisticTrainer;
import io.tidemark.ml.model.CorruptModelException;
import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelFolder;
import io.tidemark.ml.model.ModelKind;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.Trainer;
import io.tidemark.ml.network.LstmModel;
import io.tidemark.ml.network.LstmTrainer;
import io.tidemark.ml.network.Torch;
import io.tidemark.ml.tree.BoostingTrainer;
import io.tidemark.ml.tree.ForestTrainer;
import io.tidemark.ml.tree.NativeTrees;
import io.tidemark.ml.tree.TreeModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** What there is for each kind of model. */
public final class ModelKinds {

  private ModelKinds() {}

  /**
   * Why a kind cannot be used on this machine, such as that its native library is not for it; empty
   * if it can. Loads the library.
   */
  public static Optional<String> unusable(ModelKind kind) {
    return switch (kind) {
      case LSTM -> Torch.unusable();
      case RANDOM_FOREST, XGBOOST -> NativeTrees.unusable();
      case LOGISTIC, ARIMA, HEURISTIC -> Optional.empty();
    };
  }

  /**
   * The kind itself if it can be used on this machine, or what comes nearest to it: XGBoost in
   * place of a network, and logistic regression in place of trees.
   */
  public static ModelKind usable(ModelKind kind) {
    if (unusable(kind).isEmpty()) {
      return kind;
    }
    return kind == ModelKind.LSTM ? usable(ModelKind.XGBOOST) : ModelKind.LOGISTIC;
  }

  /** Makes models with these settings. */
  public static Trainer trainer(ModelSettings settings) {
    return switch (settings) {
      case ModelSettings.Lstm lstm -> new LstmTrainer(lstm);
      case ModelSettings.Forest forest -> new ForestTrainer(forest);
      case ModelSettings.Boosting boosting -> new BoostingTrainer(boosting);
      case ModelSettings.Logistic logistic -> new LogisticTrainer(logistic);
      case ModelSettings.Arima arima -> new ArimaTrainer(arima);
      case ModelSettings.Heuristic heuristic -> new HeuristicTrainer(heuristic);
    };
  }

  /**
   * Reads a model, after each of its bytes was looked at.
   *
   * @throws CorruptModelException if anything in the folder is not as it was written
   */
  public static Model load(Path path) {
    ModelFolder folder = ModelFolder.open(path);
    try {
      return switch (folder.settings()) {
        case ModelSettings.Lstm lstm -> LstmModel.read(folder, lstm);
        case ModelSettings.Forest _, ModelSettings.Boosting _ -> TreeModel.read(folder);
        case ModelSettings.Logistic logistic -> LogisticModel.read(folder, logistic);
        case ModelSettings.Arima arima -> ArimaModel.read(folder, arima);
        case ModelSettings.Heuristic heuristic -> new HeuristicModel(heuristic, folder.features());
      };
    } catch (IOException | JacksonException e) {
      throw new CorruptModelException(
          "%s does not hold a whole model: %s".formatted(path, e.getMessage()), e);
    }
  }
}
