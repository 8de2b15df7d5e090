package io.tidemark.launcher.train;

import io.tidemark.core.history.BarColumns;
import io.tidemark.kit.candles.CandleFiles;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.launcher.backtest.OutputFiles;
import io.tidemark.launcher.backtest.StopSignal;
import io.tidemark.ml.process.ProcessLimits;
import io.tidemark.ml.training.ChildRunner;
import io.tidemark.ml.training.Deployment;
import io.tidemark.ml.training.HoldOutScore;
import io.tidemark.ml.training.LabelledRows;
import io.tidemark.ml.training.ModelBundle;
import io.tidemark.ml.training.ModelChoice;
import io.tidemark.ml.training.ModelTraining;
import io.tidemark.ml.training.ModelsFolder;
import io.tidemark.ml.training.TrainingInput;
import io.tidemark.ml.training.TrainingRequest;
import io.tidemark.ml.training.TrainingResult;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;

/** One use of the command, from its request to its files. */
final class TrainSession {

  private static final double MINUTES_A_DAY = 1_440;

  private final TrainSettings settings;
  private final PrintStream out;
  private final PrintStream errors;
  private final boolean terminal;

  /**
   * @param out where progress and results go
   * @param errors where it goes that a training failed
   * @param terminal whether {@code out} is a terminal
   */
  TrainSession(TrainSettings settings, PrintStream out, PrintStream errors, boolean terminal) {
    this.settings = settings;
    this.out = out;
    this.errors = errors;
    this.terminal = terminal;
  }

  /**
   * Does it.
   *
   * @return whether there is what was asked for: a model, its figures, or the model in use
   * @throws IllegalArgumentException if what was asked for does not fit together
   * @throws IOException if files cannot be read or written
   */
  boolean run() throws IOException {
    OutputFiles.require("--json", settings.json());
    TrainingRequest request = TrainingRequest.load(settings.configuration());
    TrainingFile file = request.file();
    ModelsFolder models = new ModelsFolder(settings.models(), file.training().modelName());
    TrainingInput input = input(file);
    return switch (settings.mode()) {
      case TRAIN -> train(request, input, models);
      case EVALUATE -> evaluate(file, input, models);
      case DEPLOY -> deploy(file, input, models);
    };
  }

  private TrainingInput input(TrainingFile file) throws IOException {
    Timeframe shortest =
        file.featureSet().timeframes().stream().min(Comparator.naturalOrder()).orElseThrow();
    CandleFiles candles = CandleFiles.read(settings.data(), shortest);
    int days = file.data().windowSizeDays();
    TrainingInput input = TrainingInput.latest(candles.columns(), days, candles.sha256());
    BarColumns bars = input.history().bars();
    out.printf(
        Locale.ROOT,
        "%s: %,d %s bars, %s to %s%n",
        file.data().symbol(),
        bars.size(),
        bars.timeframe(),
        input.from(),
        input.to());
    double spanned = Duration.between(input.from(), input.to()).toMinutes() / MINUTES_A_DAY;
    if (spanned < days) {
      out.printf(
          Locale.ROOT,
          "note: they span %.1f of the %d days of data.window_size_days%n",
          spanned,
          days);
    }
    return input;
  }

  private boolean train(TrainingRequest request, TrainingInput input, ModelsFolder models)
      throws IOException {
    ModelChoice choice = ModelChoice.of(request.file());
    if (choice.instead() != null) {
      out.println("note: " + choice.instead());
    }
    try (StopSignal stop = StopSignal.listen(errors, terminal)) {
      TrainingResult result = train(request, choice, input, models);
      return switch (result) {
        case TrainingResult.Made(ModelBundle bundle) -> {
          HoldOutScore score = bundle.training().holdOut();
          out.print(TrainText.of(bundle));
          out.print(TrainText.of(score));
          out.println("model: " + bundle.path());
          write(TrainReport.of(TrainMode.TRAIN, bundle, score));
          yield true;
        }
        case TrainingResult.Cancelled _ -> false;
        case TrainingResult.Failed(String reason) -> {
          if (!stop.isRaised()) {
            errors.println("tidemark: the training failed: " + reason);
          }
          yield false;
        }
      };
    }
  }

  private TrainingResult train(
      TrainingRequest request, ModelChoice choice, TrainingInput input, ModelsFolder models)
      throws IOException {
    ProcessLimits limits =
        new ProcessLimits(
            settings.heapMegabytes(),
            ProcessLimits.STANDARD.threads(),
            ProcessLimits.STANDARD.grace());
    try (Interruption _ = Interruption.onEnd();
        StepProgress progress = new StepProgress(out, terminal)) {
      return new ModelTraining(request, choice, new ChildRunner(limits))
          .run(input, models, progress);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new TrainingResult.Cancelled();
    }
  }

  private boolean evaluate(TrainingFile file, TrainingInput input, ModelsFolder models)
      throws IOException {
    ModelBundle newest = Deployment.newest(models);
    HoldOutScore score = Deployment.score(newest, file, LabelledRows.of(file, input));
    out.println("model: " + newest.path());
    out.print(TrainText.of(score));
    write(TrainReport.of(TrainMode.EVALUATE, newest, score));
    return true;
  }

  private boolean deploy(TrainingFile file, TrainingInput input, ModelsFolder models)
      throws IOException {
    Deployment deployment = Deployment.judge(file, LabelledRows.of(file, input), models);
    boolean better = deployment.verdict().isBetter();
    if (better) {
      models.makeCurrent(deployment.newest());
    }
    out.println("model: " + deployment.newest().path());
    out.print(TrainText.of(deployment.score()));
    out.printf("%s: %s%n", better ? "deployed" : "refused", deployment.verdict().reason());
    write(TrainReport.of(deployment));
    return better;
  }

  private void write(TrainReport report) throws IOException {
    Path json = settings.json();
    if (json != null) {
      OutputFiles.write(
          json,
          stream ->
              stream.write(
                  Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(report)));
      out.println("JSON: " + json);
    }
  }
}
