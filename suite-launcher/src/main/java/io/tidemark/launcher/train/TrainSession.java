package io.tidemark.launcher.train;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.Peers;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.candles.CandleFiles;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.configuration.Sectors;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.kit.configuration.TrainingTarget;
import io.tidemark.launcher.backtest.OutputFiles;
import io.tidemark.launcher.backtest.StopSignal;
import io.tidemark.launcher.push.BatchFigures;
import io.tidemark.launcher.push.Pushgateway;
import io.tidemark.ml.evaluation.EarnedFigures;
import io.tidemark.ml.evaluation.ModelEvaluation;
import io.tidemark.ml.process.ProcessLimits;
import io.tidemark.ml.training.ChildRunner;
import io.tidemark.ml.training.Deployment;
import io.tidemark.ml.training.HoldOutScore;
import io.tidemark.ml.training.LabelledRows;
import io.tidemark.ml.training.ModelBundle;
import io.tidemark.ml.training.ModelChoice;
import io.tidemark.ml.training.ModelTraining;
import io.tidemark.ml.training.ModelsFolder;
import io.tidemark.ml.training.ReferenceStrategy;
import io.tidemark.ml.training.TradeSource;
import io.tidemark.ml.training.TrainingInput;
import io.tidemark.ml.training.TrainingRequest;
import io.tidemark.ml.training.TrainingResult;
import io.tidemark.model.Ids;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One use of the command, from its request to its files. */
final class TrainSession {

  private static final double MINUTES_A_DAY = 1_440;

  private final TrainSettings settings;
  private final PrintStream out;
  private final PrintStream errors;
  private final boolean terminal;
  private final Pushgateway pushgateway;

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
    this.pushgateway = Pushgateway.configured(errors);
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
    OutputFiles.require("--report", settings.report());
    TrainingRequest request = TrainingRequest.load(settings.configuration());
    TrainingFile file = request.file();
    ModelsFolder models = new ModelsFolder(settings.models(), file.training().modelName());
    StrategyDefinition strategy = strategy(file);
    TradesFile trades = trades(file);
    TrainingInput input = withTrades(file, input(file), trades);
    return switch (settings.mode()) {
      case TRAIN -> train(request, input, models, strategy, source(file, strategy, trades));
      case EVALUATE -> evaluate(file, input, models, strategy);
      case DEPLOY -> deploy(file, input, models, strategy);
    };
  }

  /** What the model is judged with; null for the usual. */
  private @Nullable StrategyDefinition strategy(TrainingFile file) {
    Path path = settings.strategy();
    if (path == null) {
      String named = file.evaluation().strategy();
      if (named == null) {
        return null;
      }
      path = settings.configuration().resolveSibling(named);
    }
    StrategyDefinition strategy = StrategyLoader.load(path);
    ModelEvaluation.requireFitting(file, strategy);
    return strategy;
  }

  private TrainingInput input(TrainingFile file) throws IOException {
    Timeframe shortest =
        file.featureSet().timeframes().stream().min(Comparator.naturalOrder()).orElseThrow();
    CandleFiles candles = CandleFiles.read(settings.data(), shortest);
    int days = file.data().windowSizeDays();
    TrainingInput input =
        withBitcoin(
            file.data().symbol(), TrainingInput.latest(candles.columns(), days, candles.sha256()));
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

  /** Of bitcoin itself its own candles tell its close, as live. */
  private TrainingInput withBitcoin(Symbol symbol, TrainingInput input) throws IOException {
    Symbol bitcoin = Sectors.bitcoin(symbol.quote());
    Peers peers = new Peers(bitcoin, List.of());
    BarColumns own = input.history().bars();
    if (settings.bitcoin().isEmpty()) {
      return symbol.equals(bitcoin)
          ? input.with(peers, new TreeMap<>(Map.of(bitcoin, own)), input.sha256())
          : input;
    }
    if (symbol.equals(bitcoin)) {
      throw new IllegalArgumentException(
          "--bitcoin must be left out where data.symbol is %s, whose candles tell it"
              .formatted(symbol));
    }
    CandleFiles candles = CandleFiles.read(settings.bitcoin(), own.timeframe());
    return input.with(
        peers,
        new TreeMap<>(Map.of(bitcoin, candles.columns())),
        Ids.sha256(input.sha256() + " " + candles.sha256()));
  }

  private @Nullable TradesFile trades(TrainingFile file) throws IOException {
    boolean judgesSignals = file.target().type() == TrainingTarget.Type.META_LABEL;
    boolean sizes = file.reinforcement().enabled();
    Path path = settings.trades();
    if (path == null ? judgesSignals : !judgesSignals && !sizes) {
      throw new IllegalArgumentException(
          "--trades must be given with target.type meta_label, may be with reinforcement.enabled,"
              + " and must not be otherwise; target.type is "
              + file.target().type().name().toLowerCase(Locale.ROOT));
    }
    if (path == null) {
      return null;
    }
    TradesFile read = TradesFile.read(path, file.data().symbol());
    out.printf(Locale.ROOT, "%,d closed trades%n", read.trades().size());
    return read;
  }

  private static TrainingInput withTrades(
      TrainingFile file, TrainingInput input, @Nullable TradesFile trades) {
    if (trades == null) {
      return input;
    }
    boolean judgesSignals = file.target().type() == TrainingTarget.Type.META_LABEL;
    return new TrainingInput(
        input.history(),
        judgesSignals ? trades.trades() : List.of(),
        Ids.sha256(input.sha256() + " " + trades.sha256()));
  }

  /** What an agent that sizes learns from. */
  private static TradeSource source(
      TrainingFile file, @Nullable StrategyDefinition strategy, @Nullable TradesFile trades) {
    return trades == null
        ? new TradeSource.Backtested(ReferenceStrategy.of(file, strategy))
        : new TradeSource.Recorded(trades.bought());
  }

  private boolean train(
      TrainingRequest request,
      TrainingInput input,
      ModelsFolder models,
      @Nullable StrategyDefinition strategy,
      TradeSource trades)
      throws IOException {
    ModelChoice choice = ModelChoice.of(request.file());
    if (choice.instead() != null) {
      out.println("note: " + choice.instead());
    }
    try (StopSignal stop = StopSignal.listen(errors, terminal)) {
      TrainingResult result = fit(request, choice, trades, input, models);
      return switch (result) {
        case TrainingResult.Made(ModelBundle bundle) -> {
          LabelledRows rows = LabelledRows.of(request.file(), input);
          out.print(TrainText.of(bundle));
          tell(
              new Judged(
                  bundle,
                  bundle.training().holdOut(),
                  Promotion.judge(
                      request.file(),
                      rows,
                      models,
                      EarnedFigures.of(request.file(), input, rows, strategy))),
              ModelEvaluation.of(request.file(), input, rows, bundle, strategy));
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

  private TrainingResult fit(
      TrainingRequest request,
      ModelChoice choice,
      TradeSource trades,
      TrainingInput input,
      ModelsFolder models)
      throws IOException {
    ProcessLimits limits =
        new ProcessLimits(
            settings.heapMegabytes(),
            ProcessLimits.STANDARD.threads(),
            ProcessLimits.STANDARD.grace());
    try (Interruption _ = Interruption.onEnd();
        StepProgress progress = new StepProgress(out, terminal)) {
      return new ModelTraining(request, choice, new ChildRunner(limits), trades)
          .run(input, models, progress);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new TrainingResult.Cancelled();
    }
  }

  private boolean evaluate(
      TrainingFile file,
      TrainingInput input,
      ModelsFolder models,
      @Nullable StrategyDefinition strategy)
      throws IOException {
    ModelBundle newest = Deployment.newest(models);
    LabelledRows rows = LabelledRows.of(file, input);
    HoldOutScore score = Deployment.score(newest, file, rows);
    tell(
        new Judged(
            newest,
            score,
            Promotion.judge(file, rows, models, EarnedFigures.of(file, input, rows, strategy))),
        ModelEvaluation.of(file, input, rows, newest, strategy));
    return true;
  }

  private boolean deploy(
      TrainingFile file,
      TrainingInput input,
      ModelsFolder models,
      @Nullable StrategyDefinition strategy)
      throws IOException {
    LabelledRows rows = LabelledRows.of(file, input);
    Deployment deployment =
        Deployment.judge(file, rows, models, EarnedFigures.of(file, input, rows, strategy));
    ModelEvaluation evaluation =
        ModelEvaluation.of(file, input, rows, deployment.newest(), strategy);
    boolean better = deployment.verdict().isBetter();
    if (better) {
      models.makeCurrent(deployment.newest());
    }
    tell(new Judged(deployment.newest(), deployment.score(), Promotion.of(deployment)), evaluation);
    return better;
  }

  /** A model with how it did on the hold-out. */
  private record Judged(ModelBundle bundle, HoldOutScore score, Promotion promotion) {}

  private void tell(Judged judged, ModelEvaluation evaluation) throws IOException {
    out.print(TrainText.of(judged.score()));
    out.print(EvaluationText.of(evaluation));
    out.print(SizingText.of(judged.bundle().training().sizing()));
    out.println(TrainText.of(settings.mode(), judged.promotion()));
    out.println("model: " + judged.bundle().path());
    write(
        TrainReport.of(
            settings.mode(), judged.bundle(), judged.score(), judged.promotion(), evaluation));
    pushgateway.push(
        () ->
            BatchFigures.ofModel("train", judged.bundle().training().modelName(), judged.score()));
  }

  private void write(TrainReport report) throws IOException {
    Path page = settings.report();
    if (page != null) {
      OutputFiles.write(page, stream -> TrainingPage.write(report, stream));
      out.println("report: " + page);
    }
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
