package io.tidemark.ml.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.kit.retention.HourlyRetention;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.kit.web.Page;
import io.tidemark.ml.registry.PredictionController.PredictionItem;
import io.tidemark.ml.registry.PredictionRow.Outcome;
import io.tidemark.ml.registry.PredictionRow.Role;
import io.tidemark.ml.registry.TrainingRun.Origin;
import io.tidemark.ml.registry.TrainingRun.Progress;
import io.tidemark.ml.registry.TrainingRun.Request;
import io.tidemark.ml.registry.TrainingRun.Status;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.Prediction;
import io.tidemark.testkit.TestInfrastructure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataIntegrityViolationException;

/** What those who train and serve keep, on a real Postgres. */
class RegistryRowsIT {

  private static final Instant NOON = SampleModels.NOON;
  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");

  private final RegistryDatabase database =
      new RegistryDatabase(TestInfrastructure.shared().newDatabase("registry_rows"));
  private final FeatureSetTable features = new FeatureSetTable(database.client());
  private final TrainingRunTable runs = new TrainingRunTable(database.client());
  private final PredictionTable predictions = new PredictionTable(database.jdbc());
  private final ModelTable models = new ModelTable(database.client());
  private final EvaluationTable evaluations = new EvaluationTable(database.client());

  @TempDir private Path folder;

  @Test
  void keepsASetOfFeaturesOnceWithItsDefinitionWordForWord() {
    FeatureSetRow set =
        new FeatureSetRow(Ids.sha256("two"), Timeframe.M5, 2, "{\"b\": 1, \"a\": 2}", NOON);

    features.keep(set);
    features.keep(new FeatureSetRow(set.hash(), Timeframe.H1, 9, "{}", NOON));

    assertThat(features.find(set.hash())).contains(set);
    assertThat(features.find(Ids.sha256("none"))).isEmpty();
  }

  @Test
  void givesBackAVersionWithAllItIs() {
    ModelVersion version =
        SampleModels.version(SampleModels.NAME, SampleModels.folder(folder, "one"));

    assertThat(models.insert(version, "registered", NOON)).isTrue();
    assertThat(models.insert(version, "again", NOON.plusSeconds(1))).isFalse();

    assertThat(models.find(version.id()))
        .contains(
            new RegisteredModel(version, ModelState.CANDIDATE, "registered", NOON, null, NOON));
    assertThat(models.transitions(version.id()))
        .containsExactly(new ModelTransition(ModelState.CANDIDATE, "registered", NOON));
  }

  @Test
  void refusesAVersionWhoseFeaturesAreNotKnown() {
    ModelVersion known =
        SampleModels.version(SampleModels.NAME, SampleModels.folder(folder, "one"));
    ModelVersion unknown =
        new ModelVersion(
            known.name(),
            known.kind(),
            Ids.sha256("unknown"),
            known.codeHash(),
            known.configurationSha256(),
            null,
            known.fittedOn(),
            known.files(),
            known.metrics(),
            known.rule());

    assertThatExceptionOfType(DataIntegrityViolationException.class)
        .isThrownBy(() -> models.insert(unknown, "registered", NOON));
  }

  @Test
  void holdsOneChampionOfANameByItself() {
    RegisteredModel one = candidate("one");
    RegisteredModel two = candidate("two");

    assertThat(models.change(one, ModelState.CHAMPION, "first", NOON)).isTrue();
    assertThatExceptionOfType(DataIntegrityViolationException.class)
        .isThrownBy(() -> models.change(two, ModelState.CHAMPION, "second", NOON));
    assertThat(models.change(one, ModelState.RETIRED, "not as it was seen", NOON)).isFalse();
  }

  private RegisteredModel candidate(String content) {
    ModelVersion version =
        SampleModels.version(SampleModels.NAME, SampleModels.folder(folder, content));
    models.insert(version, "registered", NOON);
    return models.find(version.id()).orElseThrow();
  }

  @Test
  void keepsTheFirstEvaluationOfAHoldOutAndTellsTheLatestHoldOutFirst() {
    RegisteredModel model = candidate("one");
    HoldOut march = SampleModels.holdOut("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z");
    Evaluation later = SampleModels.auc(model, march, 0.6);
    Evaluation earlier = SampleModels.auc(model, SampleModels.FEBRUARY, 0.7);

    evaluations.keep(later);
    evaluations.keep(earlier);
    evaluations.keep(SampleModels.auc(model, march, 0.9));

    assertThat(evaluations.of(model.id())).containsExactly(later, earlier);
  }

  @Test
  void takesATrainingFromTheQueueToItsEnd() {
    UUID first = runs.enqueue(request("a: 1"), NOON);
    UUID second = runs.enqueue(request("a: 2"), NOON.plusSeconds(1));
    DataWindow window = SampleModels.window("2026-01-01T00:00:00Z", "2026-01-31T00:00:00Z");

    assertThat(runs.claim(NOON).map(TrainingRun::id)).contains(first);
    runs.fittedOn(first, window, SampleModels.FEATURES, Ids.sha256("code"));
    runs.progress(first, new Progress(3, 20, 0.5));
    UUID made = candidate("made").id();
    assertThat(runs.done(first, "challenges", "{\"auc\": 0.5}", made, NOON)).isTrue();
    assertThat(runs.fail(first, "late", NOON)).isFalse();
    assertThat(runs.cancel(second, NOON)).isTrue();
    assertThat(runs.claim(NOON)).isEmpty();

    assertThat(runs.find(first))
        .contains(
            new TrainingRun(
                first,
                request("a: 1"),
                Status.DONE,
                "challenges",
                1,
                window,
                SampleModels.FEATURES,
                Ids.sha256("code"),
                new Progress(3, 20, 0.5),
                "{\"auc\": 0.5}",
                made,
                NOON,
                NOON,
                NOON));
    assertThat(runs.page(1, 0)).extracting(TrainingRun::id).containsExactly(second);
    assertThat(runs.count()).isEqualTo(2);
  }

  @Test
  void takesATrainingUpAgainThatAKillEnded() {
    UUID id = runs.enqueue(request("a: 1"), NOON);
    runs.claim(NOON);
    runs.progress(id, new Progress(3, 20, null));

    assertThat(runs.interruptAll(2, NOON)).isEqualTo(1);

    assertThat(runs.find(id).orElseThrow().status()).isEqualTo(Status.INTERRUPTED);
    assertThat(runs.queued()).isEqualTo(1);
    assertThat(runs.isOpen(SampleModels.NAME)).isTrue();
    TrainingRun again = runs.claim(NOON.plusSeconds(60)).orElseThrow();
    assertThat(again.id()).isEqualTo(id);
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(again.progress()).isNull();
    assertThat(again.startedAt()).isEqualTo(NOON);
  }

  @Test
  void givesATrainingUpThatKillsTheServiceEachTime() {
    UUID id = runs.enqueue(request("a: 1"), NOON);
    runs.claim(NOON);
    runs.interruptAll(2, NOON);
    runs.claim(NOON);

    assertThat(runs.interruptAll(2, NOON)).isZero();

    TrainingRun failed = runs.find(id).orElseThrow();
    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.detail()).contains("it was broken off 2 times");
    assertThat(runs.isOpen(SampleModels.NAME)).isFalse();
  }

  @Test
  void countsNoAttemptThatAStopEnded() {
    UUID id = runs.enqueue(request("a: 1"), NOON);
    runs.claim(NOON);

    assertThat(runs.interrupt(id, "the service ended")).isTrue();
    assertThat(runs.interrupt(id, "again")).isFalse();

    assertThat(runs.claim(NOON).orElseThrow().attempt()).isEqualTo(1);
  }

  @Test
  void takesARequestOfOneIdOnce() {
    UUID id = Ids.of("training-run", "key");

    assertThat(runs.enqueue(id, request("a: 1"), NOON)).isTrue();
    assertThat(runs.enqueue(id, request("a: 2"), NOON)).isFalse();

    assertThat(runs.latest(SampleModels.NAME).orElseThrow().request()).isEqualTo(request("a: 1"));
    assertThat(runs.count()).isEqualTo(1);
  }

  private static Request request(String configuration) {
    return new Request(
        SampleModels.NAME,
        "LSTM",
        Origin.REQUEST,
        "by hand",
        configuration,
        42,
        "kraken",
        List.of(Symbol.parse("BTC/USD")),
        Timeframe.M1);
  }

  @Test
  void keepsPredictionsOnceAndNotesWhatCame() {
    PredictionRow one = prediction(NOON, Role.STAND_IN);
    PredictionRow two = prediction(NOON.plusSeconds(60), Role.STAND_IN);

    predictions.keep(List.of(one, two));
    predictions.keep(List.of(two));
    predictions.came(one.prediction().predictionId(), Outcome.UP);

    assertThat(told("heuristic", null).items())
        .containsExactly(
            PredictionItem.of(two),
            PredictionItem.of(
                new PredictionRow(
                    one.prediction(),
                    null,
                    one.featureHash(),
                    Role.STAND_IN,
                    Outcome.UP,
                    one.rowHash())));
    assertThat(told(null, null).total()).isEqualTo(2);
    assertThat(told("other", null).total()).isZero();
    assertThat(told(null, Symbol.parse("ETH/USD")).total()).isZero();
    assertThat(predictions.withoutOutcome(NOON.plusSeconds(61), 10)).containsExactly(two);
    assertThat(predictions.withoutOutcome(NOON.plusSeconds(60), 10)).isEmpty();
  }

  @Test
  void forgetsPredictionsThatAreOlderThanTheLatestByMoreThanTheyAreKept() {
    predictions.keep(
        List.of(
            prediction(NOON, Role.STAND_IN),
            prediction(NOON.plusSeconds(1), Role.STAND_IN),
            prediction(NOON.plusSeconds(61), Role.STAND_IN)));

    try (HourlyRetention retention =
        new RegistryConfiguration()
            .retention(database.jdbc(), SuiteClock.system(), Duration.ofMinutes(1))) {
      assertThat(retention.forgetNow()).isEqualTo(1);
    }

    assertThat(told(null, null).total()).isEqualTo(2);
  }

  private Page<PredictionItem> told(@Nullable String model, @Nullable Symbol symbol) {
    return new PredictionController(database.client())
        .predictions(null, symbol, Timeframe.M1, model, null, null, null, null, null);
  }

  @Test
  void tellsThePredictionsOfAModelSinceATime() {
    UUID model = candidate("one").id();
    PredictionRow before = of(model, prediction(NOON, Role.CHAMPION));
    PredictionRow after = of(model, prediction(NOON.plusSeconds(60), Role.CHAMPION));
    PredictionRow others = prediction(NOON.plusSeconds(120), Role.STAND_IN);

    predictions.keep(List.of(after, before, others));

    assertThat(predictions.of(model, BTC, NOON.minusSeconds(1))).containsExactly(before, after);
    assertThat(predictions.of(model, BTC, NOON)).containsExactly(after);
    assertThat(predictions.of(model, InstrumentId.of("kraken", "ETH/USD"), NOON)).isEmpty();
  }

  private static PredictionRow of(UUID model, PredictionRow row) {
    return new PredictionRow(
        row.prediction(), model, row.featureHash(), row.role(), row.outcome(), row.rowHash());
  }

  private static PredictionRow prediction(Instant close, Role role) {
    return new PredictionRow(
        new Prediction(
            Ids.of("prediction", close),
            "heuristic",
            Ids.sha256("heuristic"),
            SampleModels.FEATURES,
            BTC,
            Timeframe.M1,
            close.minusSeconds(60),
            new TreeMap<>(Map.of("up", 0.25, "down", 0.75)),
            close,
            close),
        null,
        SampleModels.FEATURES,
        role,
        null,
        Ids.sha256("row of " + close));
  }
}
