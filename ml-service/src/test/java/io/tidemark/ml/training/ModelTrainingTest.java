package io.tidemark.ml.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.core.history.BarColumns;
import io.tidemark.ml.model.ModelKind;
import io.tidemark.ml.model.TrainingProgress;
import io.tidemark.ml.process.ProcessLimits;
import io.tidemark.ml.process.TrainingOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class ModelTrainingTest {

  /** As a user wrote it. */
  private static final String FORM =
      """
      training:
        model_name: "btc_lstm"
        model_type: "lstm"
      data:
        exchange: "mexc"
        symbol: "BTC/USDT"
        timeframe: "1m"
        window_size_days: 30
        rolling_update: true
        update_frequency: "daily"
      features:
        technical_indicators:
          - name: "RSI"
            params: { period: 14 }
          - name: "MACD"
            params: { fast: 12, slow: 26, signal: 9 }
        vwap_features:
          - name: "session_vwap"
            window_type: "session"
          - name: "rolling_vwap_60m"
            window_type: "rolling"
            window_minutes: 60
        lag_features:
          periods: [1, 5, 10, 20, 60]
      target:
        type: "price_direction"
        lookahead_periods: 5
        threshold_pct: 0.5
      model:
        lstm:
          layers: [128, 64, 32]
          dropout: 0.2
          batch_size: 64
          epochs: 100
      """;

  @TempDir private Path folder;

  private ModelsFolder models(String name) {
    return new ModelsFolder(folder.resolve(name), "minutes");
  }

  @Test
  void findsASignalThatIsThereAndMayTakeItIntoUse() throws Exception {
    TrainingRequest request = Trainings.request(folder, Trainings.TREES);
    BarColumns bars = SyntheticMinutes.columns(SyntheticMinutes.trending(6_000));
    ModelsFolder models = models("models");

    ModelBundle bundle = Trainings.trained(request, bars, models);

    HoldOutScore score = bundle.training().holdOut();
    assertThat(score.metrics().get("auc")).isGreaterThan(0.9);
    assertThat(score.baseline().get("auc")).isEqualTo(0.5);
    assertThat(score.metrics().get("logLoss")).isLessThan(0.6);
    assertThat(score.baseline().get("logLoss")).isGreaterThan(0.9);
    assertThat(score.foundDirection()).isTrue();
    Deployment deployment = judge(request, bars, models);
    assertThat(deployment.verdict().isBetter()).isTrue();
    assertThat(deployment.score()).isEqualTo(score);
    models.makeCurrent(deployment.newest());
    assertThat(models.current()).contains(bundle.path());
  }

  @Test
  void claimsNoEdgeInARandomWalk() throws Exception {
    TrainingRequest request = Trainings.request(folder, Trainings.TREES);
    BarColumns bars = SyntheticMinutes.columns(SyntheticMinutes.randomWalk(40_000));
    ModelsFolder models = models("models");

    HoldOutScore score = Trainings.trained(request, bars, models).training().holdOut();

    assertThat(score.metrics().get("auc")).isCloseTo(0.5, within(0.03));
    assertThat(score.foundDirection()).isFalse();
    Deployment deployment = judge(request, bars, models);
    assertThat(deployment.verdict().isBetter()).isFalse();
    assertThat(deployment.verdict().reason())
        .contains("directionAuc", "is not better than no model's 0.500000");
  }

  @Test
  void refusesWhatIsNoBetterThanTheOneInUse() throws Exception {
    BarColumns bars = SyntheticMinutes.columns(SyntheticMinutes.trending(6_000));
    ModelsFolder models = models("models");
    TrainingRequest trees = Trainings.request(folder, Trainings.TREES);
    ModelBundle current = Trainings.trained(trees, bars, models);
    models.makeCurrent(current);
    TrainingRequest fewer =
        Trainings.request(folder, Trainings.TREES.replace("rounds: 20", "rounds: 1"));
    ModelBundle newest = Trainings.trained(fewer, bars, models);

    Deployment deployment = judge(fewer, bars, models);

    assertThat(deployment.newest().path()).isEqualTo(newest.path()).isNotEqualTo(current.path());
    assertThat(deployment.verdict().isBetter()).isFalse();
    assertThat(deployment.verdict().reason())
        .contains("than the current model " + current.path().getFileName());
  }

  private static Deployment judge(TrainingRequest request, BarColumns bars, ModelsFolder models)
      throws IOException {
    return Deployment.judge(
        request.file(),
        LabelledRows.of(request.file(), Trainings.input(request, bars)),
        models,
        FurtherFigures.NONE);
  }

  @Test
  void doesNotJudgeAModelByWhatItKnows() throws Exception {
    TrainingRequest request = Trainings.request(folder, Trainings.TREES);
    BarColumns bars = SyntheticMinutes.columns(SyntheticMinutes.trending(4_000));
    ModelsFolder models = models("models");
    Trainings.trained(request, bars, models);
    BarColumns earlier =
        bars.between(
            SyntheticMinutes.START, SyntheticMinutes.START.plus(Duration.ofMinutes(3_000)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> judge(request, earlier, models))
        .withMessageContaining("it proves nothing to judge a model by what it knows");
  }

  @Test
  void givesTheSameBytesAgain() throws Exception {
    TrainingRequest request = Trainings.request(folder, Trainings.TREES);
    BarColumns bars = SyntheticMinutes.columns(SyntheticMinutes.trending(3_000));

    ModelBundle first = Trainings.trained(request, bars, models("first"));
    ModelBundle second = Trainings.trained(request, bars, models("second"));
    ModelBundle again = Trainings.trained(request, bars, models("second"));

    assertThat(content(second.path())).isEqualTo(content(first.path())).hasSizeGreaterThan(4);
    assertThat(again.path()).isEqualTo(second.path());
    assertThat(first.path().getFileName()).isEqualTo(second.path().getFileName());
  }

  /** Bytes of files, by path. */
  private static SortedMap<String, List<Byte>> content(Path root) throws IOException {
    SortedMap<String, List<Byte>> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        List<Byte> list = new ArrayList<>();
        for (byte one : bytes) {
          list.add(one);
        }
        content.put(root.relativize(file).toString(), list);
      }
    }
    return content;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LSTM    | lstm    | layers: [8], sequence_length: 8, epochs: 5, learning_rate: 0.01
          XGBOOST | xgboost | layers: [8]
          """)
  void trainsWhatUsersWroteInAProcessOfItsOwn(ModelKind kind, String type, String lstm)
      throws Exception {
    String text =
        FORM.replace("model_type: \"lstm\"", "model_type: " + type)
                .replaceFirst("(?s)  lstm:\n.*", "  lstm: {" + lstm + "}\n")
            + "  xgboost: {rounds: 10}\n";
    TrainingRequest request = Trainings.request(folder, text);
    BarColumns bars = SyntheticMinutes.columns(SyntheticMinutes.trending(3_000));
    ModelsFolder models = models("models");

    TrainingResult result =
        new ModelTraining(
                request, ModelChoice.of(request.file()), new ChildRunner(ProcessLimits.STANDARD))
            .run(Trainings.input(request, bars), models, TrainingProgress.UNHEARD);

    assertThat(result).isInstanceOf(TrainingResult.Made.class);
    ModelBundle bundle = ModelBundle.open(models.newest().orElseThrow());
    assertThat(bundle.training().kind()).isEqualTo(kind);
    assertThat(bundle.training().holdOut().metrics().get("auc")).isGreaterThan(0.6);
    // Candles tell no volume-weighted price.
    assertThat(bundle.standardiser().missing().get(4)).isEqualTo(1);
    assertThat(bundle.standardiser().names().get(4)).isEqualTo("session_vwap");
    assertThat(left(models)).containsExactlyInAnyOrder("newest.json", name(bundle));
  }

  private static String name(ModelBundle bundle) {
    return bundle.path().getFileName().toString();
  }

  private static List<String> left(ModelsFolder models) throws IOException {
    try (Stream<Path> files = Files.list(models.path())) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void endsItsProcessAndLeavesNothingWhenItIsInterrupted() throws Exception {
    TrainingRequest request =
        Trainings.request(
            folder,
            Trainings.TREES.replace(
                "rounds: 20, max_depth: 3, learning_rate: 0.3",
                "rounds: 10000, max_depth: 6, learning_rate: 0.0001"));
    BarColumns bars = SyntheticMinutes.columns(SyntheticMinutes.trending(3_000));
    ModelsFolder models = models("models");
    ModelTraining training =
        new ModelTraining(
            request, ModelChoice.of(request.file()), new ChildRunner(ProcessLimits.STANDARD));
    CountDownLatch stepped = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    training.run(Trainings.input(request, bars), models, _ -> stepped.countDown());
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
    stepped.await();

    thread.interrupt();
    thread.join();

    assertThat(interrupted.getCount()).isZero();
    assertThat(left(models)).isEmpty();
  }

  @Test
  void keepsTheFilesOfATrainingThatFailed() throws Exception {
    TrainingRequest request = Trainings.request(folder, Trainings.TREES);
    ModelsFolder models = models("models");

    TrainingResult result =
        new ModelTraining(
                request,
                ModelChoice.of(request.file()),
                (_, work, _) -> {
                  Files.createDirectories(work);
                  return new TrainingOutcome.Failed("the disk is full");
                })
            .run(
                Trainings.input(
                    request, SyntheticMinutes.columns(SyntheticMinutes.trending(1_000))),
                models,
                TrainingProgress.UNHEARD);

    assertThat(result).isEqualTo(new TrainingResult.Failed("the disk is full"));
    assertThat(models.newest()).isEmpty();
    assertThat(left(models)).singleElement().asString().startsWith(".incoming-");
  }

  @Test
  void saysThatBarsAreTooFew() throws Exception {
    TrainingRequest request =
        Trainings.request(folder, Trainings.TREES.replace("close[3]", "ema(2000)"));
    BarColumns bars = SyntheticMinutes.columns(SyntheticMinutes.trending(2_500));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainings.trained(request, bars, models("models")))
        .withMessageContaining(
            "nothing is left for the training: features are known from bar 1999");
  }
}
