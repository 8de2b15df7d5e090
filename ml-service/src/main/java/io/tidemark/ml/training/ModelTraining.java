package io.tidemark.ml.training;

import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Rows;
import io.tidemark.core.feature.Standardiser;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.learn.Labels;
import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.ml.model.ModelKind;
import io.tidemark.ml.model.SampleTable;
import io.tidemark.ml.model.TrainingProgress;
import io.tidemark.ml.model.kind.ModelKinds;
import io.tidemark.ml.process.TrainingOutcome;
import io.tidemark.ml.process.TrainingTask;
import io.tidemark.ml.registry.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Makes a bundle of a training file and its bars. The same file and bars give the same bytes on the
 * same machine.
 */
public final class ModelTraining {

  private final TrainingRequest request;
  private final ModelChoice choice;
  private final TrainingRunner runner;
  private final TradeSource trades;

  /**
   * With the usual strategy, if an agent that sizes is asked for.
   *
   * @param choice the model that is trained for the request
   * @param runner in which process
   */
  public ModelTraining(TrainingRequest request, ModelChoice choice, TrainingRunner runner) {
    this(
        request,
        choice,
        runner,
        new TradeSource.Backtested(ReferenceStrategy.of(request.file(), null)));
  }

  /**
   * @param choice the model that is trained for the request
   * @param runner in which process
   * @param trades what an agent that sizes learns from, if one is asked for
   */
  public ModelTraining(
      TrainingRequest request, ModelChoice choice, TrainingRunner runner, TradeSource trades) {
    this.request = request;
    this.choice = choice;
    this.runner = runner;
    this.trades = trades;
  }

  /** What is fitted, and on which rows. */
  private record Fitting(
      LabelledRows rows,
      Rows train,
      Rows validation,
      Labels weighed,
      Standardiser standardiser,
      ClassBalance balance) {

    static Fitting of(LabelledRows rows, ModelChoice choice, boolean flagsMissing) {
      int history = choice.settings().history();
      Rows train = rows.train(history);
      Labels unique = rows.labels().weighedByUniqueness();
      Labels weighed = unique.weighedByClass(train);
      ClassBalance balance = ClassBalance.of(unique, weighed, train);
      boolean learns = choice.settings().kind() != ModelKind.HEURISTIC;
      return new Fitting(
          rows,
          train,
          rows.validation(history),
          weighed,
          Standardiser.fit(rows.table(), train, flagsMissing),
          learns ? balance : balance.unweighed());
    }

    TrainingTask task(ModelChoice choice) {
      int end = validation.get(validation.size() - 1) + 1;
      SampleTable samples = SampleRows.of(standardiser, rows.table(), 0, end);
      return new TrainingTask(
          choice.settings(), select(samples, train, choice), select(samples, validation, choice));
    }

    private SampleTable.Selection select(SampleTable samples, Rows of, ModelChoice choice) {
      return samples.select(
          choice.settings().history(),
          of.stream().toArray(),
          of.stream().map(row -> weighed.label(row).ordinal()).toArray(),
          of.stream().mapToDouble(weighed::weight).toArray());
    }

    /** From the first bar trained on to the last that a label looked at. */
    TrainingRecord.Fit fit() {
      int last =
          Math.max(
              validation.stream().map(weighed::lastRow).max().orElseThrow(),
              train.stream().map(weighed::lastRow).max().orElseThrow());
      FeatureTable table = rows.table();
      return new TrainingRecord.Fit(
          train.size(), validation.size(), table.openTime(train.get(0)), table.closeTime(last));
    }
  }

  /**
   * Trains, judges on the hold-out, and puts the bundle in its place. The files of a training that
   * failed stay beside it for a day, as its reason may name one.
   *
   * @param progress told of each step of the training
   * @throws IllegalArgumentException if the bars cannot be learnt from
   * @throws InterruptedException if the thread is interrupted; nothing is left of the training then
   * @throws IOException if files cannot be written
   */
  public TrainingResult run(TrainingInput input, ModelsFolder models, TrainingProgress progress)
      throws IOException, InterruptedException {
    TrainingFile file = request.file();
    Fitting fitting =
        Fitting.of(LabelledRows.of(file, input), choice, file.features().flagMissing());
    TrainingTask task = fitting.task(choice);
    Path draft = models.begin();
    boolean failed = false;
    try {
      TrainingOutcome outcome = runner.run(task, draft.resolve("work"), progress);
      failed = outcome instanceof TrainingOutcome.Failed;
      return switch (outcome) {
        case TrainingOutcome.Cancelled _ -> new TrainingResult.Cancelled();
        case TrainingOutcome.Failed(String reason) -> new TrainingResult.Failed(reason);
        case TrainingOutcome.Trained trained -> {
          Path folder = Files.createDirectory(draft.resolve("bundle"));
          Files.move(
              trained.folder().path(), ModelBundle.model(folder), StandardCopyOption.ATOMIC_MOVE);
          yield new TrainingResult.Made(models.add(complete(folder, fitting, input)));
        }
      };
    } finally {
      if (!failed) {
        Durable.delete(draft);
      }
    }
  }

  private ModelBundle complete(Path folder, Fitting fitting, TrainingInput input)
      throws IOException, InterruptedException {
    TrainingFile file = request.file();
    BarColumns bars = input.history().bars();
    try (Predictor predictor =
        new Predictor(
            ModelKinds.load(ModelBundle.model(folder)),
            fitting.rows().table().set(),
            fitting.standardiser(),
            fitting.balance(),
            null)) {
      AgentTraining.Result agent = agent(folder, predictor, fitting, bars);
      return ModelBundle.complete(
          folder,
          new TrainingRecord(
              TrainingRecord.FORMAT,
              file.training().modelName(),
              choice.asked(),
              choice.settings().kind(),
              choice.instead(),
              TrainingRecord.Features.of(fitting.rows().table().set()),
              TrainingRecord.text(file.target()),
              new TrainingRecord.Data(
                  file.data().exchange(),
                  file.data().symbol(),
                  bars.timeframe(),
                  input.from(),
                  input.to(),
                  bars.size(),
                  BarHash.of(bars, 0, bars.size()),
                  input.sha256()),
              fitting.fit(),
              fitting.balance(),
              HoldOutScore.of(predictor, fitting.balance(), fitting.rows()),
              agent == null ? null : agent.told(),
              request.sha256(),
              CodeHash.current()),
          fitting.standardiser(),
          agent == null ? null : agent.agent());
    }
  }

  private AgentTraining.@Nullable Result agent(
      Path folder, Predictor predictor, Fitting fitting, BarColumns bars)
      throws IOException, InterruptedException {
    if (!request.file().reinforcement().enabled()) {
      return null;
    }
    String modelHash = ModelFiles.in(ModelBundle.model(folder)).hash();
    return new AgentTraining(request.file(), trades, fitting.rows(), fitting.standardiser())
        .train(predictor, modelHash, bars);
  }
}
