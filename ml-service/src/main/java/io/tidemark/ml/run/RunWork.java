package io.tidemark.ml.run;

import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.learn.ClosedTrade;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.kit.configuration.TrainingTarget;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.ml.evaluation.EarnedFigures;
import io.tidemark.ml.process.ProcessLimits;
import io.tidemark.ml.registry.DataWindow;
import io.tidemark.ml.registry.TrainingRun;
import io.tidemark.ml.registry.TrainingRunTable;
import io.tidemark.ml.training.BarHash;
import io.tidemark.ml.training.ChildRunner;
import io.tidemark.ml.training.CodeHash;
import io.tidemark.ml.training.ModelBundle;
import io.tidemark.ml.training.ModelChoice;
import io.tidemark.ml.training.ModelTraining;
import io.tidemark.ml.training.ModelsFolder;
import io.tidemark.ml.training.TrainingInput;
import io.tidemark.ml.training.TrainingRequest;
import io.tidemark.ml.training.TrainingResult;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Does a run: reads its window of bars from the ingestor and, where it learns which signals win,
 * the closed trades from the position-service; trains in a process of its own, and brings the model
 * into the registry. What is taken up again reads the same window once more, and the same bars give
 * the same model, which the registry knows again if it was there before the kill.
 */
@Component
class RunWork {

  /** How long a training's process may take to end by itself. */
  static final Duration GRACE = Duration.ofSeconds(6);

  /** How long the folder of a run that failed stays, as its reason may name a file there. */
  private static final Duration KEPT = Duration.ofDays(1);

  private final StoredHistory stored;
  private final ClosedPositions positions;
  private final TrainingFiles files;
  private final TrainingRunTable table;
  private final ModelEntry entry;
  private final SuiteClock clock;
  private final RunProperties properties;

  RunWork(
      StoredHistory stored,
      ClosedPositions positions,
      TrainingFiles files,
      TrainingRunTable table,
      ModelEntry entry,
      SuiteClock clock,
      RunProperties properties) {
    this.stored = stored;
    this.positions = positions;
    this.files = files;
    this.table = table;
    this.entry = entry;
    this.clock = clock;
    this.properties = properties;
  }

  /**
   * Does a run.
   *
   * @param progress told how far it is
   * @throws IllegalArgumentException if the bars cannot be learnt from
   * @throws io.tidemark.kit.candles.IngestorAwayException if bars cannot be had now
   * @throws PositionsAwayException if closed trades cannot
   * @throws IOException if they cannot be had at all, or files not be written
   * @throws InterruptedException if the thread is interrupted; the training's process has ended
   */
  RunEnding run(TrainingRun run, RunProgress progress) throws IOException, InterruptedException {
    TrainingRequest request =
        TrainingRequest.parse(run.request().name(), run.request().configuration());
    TrainingFile file = request.file();
    StrategyDefinition strategy =
        EarnedFigures.areNeeded(file) ? files.strategy(file).orElse(null) : null;
    RunMaterial material = new RunMaterial(run, request, input(run, file), strategy);
    progress.waitFor("");
    ModelChoice choice = ModelChoice.of(file);
    note(material);
    clean();
    Path folder = properties.folder().resolve(run.id() + "-" + run.attempt());
    RunEnding ending = null;
    try {
      ending = train(material, new ModelTraining(request, choice, child()), folder, progress);
      return ending;
    } finally {
      if (!(ending instanceof RunEnding.Failed)) {
        FileSystemUtils.deleteRecursively(folder);
      }
    }
  }

  private ChildRunner child() {
    return new ChildRunner(
        new ProcessLimits(properties.heapMegabytes(), ProcessLimits.STANDARD.threads(), GRACE));
  }

  private RunEnding train(
      RunMaterial material, ModelTraining training, Path folder, RunProgress progress)
      throws IOException, InterruptedException {
    ModelsFolder models = new ModelsFolder(folder, material.run().request().name());
    return switch (training.run(material.input(), models, progress)) {
      case TrainingResult.Made(ModelBundle bundle) -> entry.enter(material, bundle);
      case TrainingResult.Failed(String reason) -> new RunEnding.Failed(reason);
      case TrainingResult.Cancelled _ ->
          new RunEnding.BrokenOff("the training's process was told to end; it is taken up again");
    };
  }

  private TrainingInput input(TrainingRun run, TrainingFile file) throws IOException {
    Timeframe shortest =
        file.featureSet().timeframes().stream().min(Comparator.naturalOrder()).orElseThrow();
    DataWindow before = run.fittedOn();
    Instant to = before == null ? file.data().timeframe().openOf(clock.instant()) : before.to();
    Instant from =
        before == null ? to.minus(Duration.ofDays(file.data().windowSizeDays())) : before.from();
    InstrumentId instrument = new InstrumentId(file.data().exchange(), file.data().symbol());
    StoredHistory.Read read =
        stored.read(
            instrument,
            shortest,
            from,
            to,
            file.featureSet(),
            entry.shownToChampion(run.request().name()).stream().toList());
    if (file.target().type() != TrainingTarget.Type.META_LABEL) {
      return new TrainingInput(read.history(), List.of(), read.sha256());
    }
    List<ClosedTrade> trades = positions.read(instrument, from, to);
    return new TrainingInput(read.history(), trades, Ids.sha256(read.sha256() + "\n" + trades));
  }

  private void note(RunMaterial material) {
    TrainingFile file = material.file();
    TrainingInput input = material.input();
    FeatureSet features = file.featureSet();
    entry.keep(features);
    table.fittedOn(
        material.run().id(),
        new DataWindow(
            file.data().exchange(),
            List.of(file.data().symbol()),
            input.history().bars().timeframe(),
            input.from(),
            input.to(),
            BarHash.of(input.history().bars(), 0, input.history().bars().size())),
        features.hash(),
        CodeHash.current());
  }

  /** Deletes what runs have left that failed or were killed. */
  private void clean() throws IOException {
    Files.createDirectories(properties.folder());
    Instant before = Instant.now().minus(KEPT);
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(properties.folder())) {
      for (Path folder : folders) {
        if (Files.getLastModifiedTime(folder).toInstant().isBefore(before)) {
          FileSystemUtils.deleteRecursively(folder);
        }
      }
    }
  }
}
