package io.tidemark.ml.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Rows;
import io.tidemark.core.indicator.Peers;
import io.tidemark.ml.registry.ModelRegistry;
import io.tidemark.ml.registry.RegisteredModel;
import io.tidemark.ml.serve.BarMessages;
import io.tidemark.ml.training.ModelBundle;
import io.tidemark.ml.training.ModelsFolder;
import io.tidemark.ml.training.Predictor;
import io.tidemark.ml.training.SyntheticMinutes;
import io.tidemark.ml.training.Trainings;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(300)
class ServingIT {

  private static final int MINUTES = 60;

  /** Rows before every feature is known. */
  private static final int WARM = 3;

  private static final Set<Timeframe> MINUTE = Set.of(Timeframe.M1);

  @TempDir private Path folder;

  private LiveMl ml;
  private Path training;
  private List<Bar> btc;
  private List<Bar> eth;
  private List<Bar> sol;

  @BeforeEach
  void prepare() {
    ml = new LiveMl("serving", folder, "BTC", "ETH", "SOL");
    training = ml.write("training.yaml", ml.training(Trainings.TREES));
    btc = BarMessages.minutes(1, MINUTES);
    eth = BarMessages.minutes(2, MINUTES);
    sol = BarMessages.minutes(3, MINUTES);
  }

  @AfterEach
  void end() {
    ml.close();
  }

  private ModelBundle trained(int rounds) throws IOException, InterruptedException {
    return Trainings.trained(
        Trainings.request(
            folder, ml.training(Trainings.TREES.replace("rounds: 20", "rounds: " + rounds))),
        SyntheticMinutes.columns(SyntheticMinutes.trending(2_000)),
        new ModelsFolder(folder.resolve("trained"), "minutes"));
  }

  private List<BarsClosed> messages(String base, List<Bar> minutes) {
    return BarMessages.of(ml.instrument(base), minutes, MINUTE);
  }

  private void publish(int from, int to) {
    ml.publish(
        messages("BTC", btc).subList(from, to),
        messages("ETH", eth).subList(from, to),
        messages("SOL", sol).subList(from, to));
  }

  private static FeatureSnapshots.Snapshot snapshot(String featureHash) {
    return new FeatureSnapshots.Snapshot(
        InstrumentId.of("kraken", "BTC/USD"), featureHash, 3, 7, new byte[] {1});
  }

  @Test
  void forgetsTheFeaturesThatNoModelWasShownForADay() {
    ml.start(training);
    FeatureSnapshots snapshots =
        new FeatureSnapshots(ml.sql(), new LivePlan("run", List.of(), Set.of(), _ -> Peers.NONE));
    FeatureSnapshots ofAnotherRun =
        new FeatureSnapshots(
            ml.sql(), new LivePlan("another", List.of(), Set.of(), _ -> Peers.NONE));
    snapshots.save(List.of(snapshot("used"), snapshot("unused")));
    ofAnotherRun.save(List.of(snapshot("unused")));
    ml.sql().update("update feature_snapshot set taken_at = now() - interval '25 hours'");
    snapshots.save(List.of(snapshot("renewed")));

    snapshots.forgetNow(Set.of("used"));

    assertThat(snapshots.of(3, "used")).hasSize(1);
    assertThat(snapshots.of(3, "renewed")).hasSize(1);
    assertThat(snapshots.of(3, "unused")).isEmpty();
    assertThat(ofAnotherRun.of(3, "unused")).hasSize(1);
  }

  /** What a model foretells of each warm row of minutes, as training has it. */
  private static List<String> inBulk(ModelBundle bundle, List<Bar> minutes) {
    FeatureTable table =
        FeatureTable.of(bundle.training().features().set(), SyntheticMinutes.columns(minutes));
    int[] rows = IntStream.range(WARM, table.rows()).toArray();
    try (Predictor predictor = Predictor.of(bundle)) {
      double[][] told = predictor.predict(table, Rows.of(rows));
      return IntStream.range(0, rows.length)
          .mapToObj(i -> text(table.closeTime(rows[i]), told[i]))
          .toList();
    }
  }

  private static String text(Instant closeTime, double... probabilities) {
    return closeTime + " " + List.of(probabilities[0], probabilities[1], probabilities[2]);
  }

  private static List<String> outputs(List<Prediction> told, InstrumentId instrument) {
    return told.stream()
        .filter(one -> one.instrument().equals(instrument))
        .map(
            one ->
                text(
                    one.eventTime(),
                    one.outputs().getOrDefault("down", Double.NaN),
                    one.outputs().getOrDefault("neutral", Double.NaN),
                    one.outputs().getOrDefault("up", Double.NaN)))
        .toList();
  }

  @Test
  void foretellsOfAllSymbolsWithTheChampionAsItWasTrained() throws Exception {
    ModelBundle bundle = trained(20);
    ml.start(training);
    RegisteredModel champion = ml.promote(bundle, 0.9);
    ml.stop();

    ml.start(training);
    publish(0, MINUTES);
    List<Prediction> told = ml.told(3 * (MINUTES - WARM));

    assertThat(told).allMatch(one -> one.modelHash().equals(champion.version().hash()));
    assertThat(told).allMatch(one -> bundle.training().features().hash().equals(one.featureHash()));
    assertThat(outputs(told, ml.instrument("BTC"))).isEqualTo(inBulk(bundle, btc));
    assertThat(outputs(told, ml.instrument("ETH"))).isEqualTo(inBulk(bundle, eth));
    assertThat(outputs(told, ml.instrument("SOL"))).isEqualTo(inBulk(bundle, sol));

    JsonNode page = ml.get("predictions?symbol=%s&role=CHAMPION&size=5".formatted(symbol("ETH")));
    assertThat(page.path("total").asInt()).isEqualTo(MINUTES - WARM);
    assertThat(page.path("items").path(0).path("eventTime").asString())
        .isEqualTo(eth.getLast().closeTime().toString());
    JsonNode features = ml.get("features?symbol=" + symbol("ETH")).path("items").path(0);
    assertThat(features.path("rowHash").asString())
        .isEqualTo(page.path("items").path(0).path("rowHash").asString());
    assertThat(features.path("features").findValuesAsString("name"))
        .containsExactly("change", "changes", "noise");
    assertThat(ml.text("/actuator/prometheus"))
        .contains("tidemark_prediction_seconds_count{model=\"minutes\"")
        .contains("tidemark_features_missing_ratio{model=\"minutes\"")
        .contains("tidemark_model_age_seconds{model=\"minutes\"");
  }

  private String symbol(String base) {
    return ml.instrument(base).symbol().toString();
  }

  @Test
  void changesTheModelBetweenTwoInstantsWithoutABarWithoutAPrediction() throws Exception {
    ml.start(training);
    RegisteredModel first = ml.promote(trained(20), 0.8);
    ml.stop();
    ml.start(training);
    publish(0, 20);
    ml.told(3 * (20 - WARM));

    RegisteredModel second = ml.promote(trained(5), 0.9);
    int next = 20;
    while (next < MINUTES && !hashes(ml.told()).contains(second.version().hash())) {
      publish(next, next + 1);
      next++;
      ml.told(3 * (next - WARM));
    }
    publish(next, MINUTES);
    List<Prediction> told = ml.told(3 * (MINUTES - WARM));

    assertThat(hashes(told))
        .containsExactlyInAnyOrder(first.version().hash(), second.version().hash());
    List<String> byInstant = new ArrayList<>();
    for (Bar bar : btc.subList(WARM, MINUTES)) {
      List<Prediction> ofInstant =
          told.stream().filter(one -> one.eventTime().equals(bar.closeTime())).toList();
      assertThat(ofInstant).as("at %s", bar.closeTime()).hasSize(3);
      assertThat(hashes(ofInstant)).as("at %s", bar.closeTime()).hasSize(1);
      byInstant.add(ofInstant.getFirst().modelHash());
    }
    int swap = byInstant.indexOf(second.version().hash());
    assertThat(byInstant.subList(0, swap)).containsOnly(first.version().hash());
    assertThat(byInstant.subList(swap, byInstant.size())).containsOnly(second.version().hash());
  }

  private static Set<String> hashes(List<Prediction> told) {
    return told.stream().map(Prediction::modelHash).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void servesOnWithTheChampionBeforeWhenTheNextOneCannotBeRead() throws Exception {
    ml.start(training);
    RegisteredModel readable = ml.promote(trained(20), 0.8);
    RegisteredModel damaged = ml.register(trained(5));
    damage(damaged);
    ml.stop();
    ml.start(training);
    publish(0, 20);
    ml.told(3 * (20 - WARM));

    ml.sql().update("update model set state = 'RETIRED' where model_id = ?", readable.id());
    ml.sql()
        .update(
            "update model set state = 'CHAMPION', predecessor_id = ? where model_id = ?",
            readable.id(),
            damaged.id());
    await().atMost(Duration.ofSeconds(30)).until(() -> unreadable() > 0);
    publish(20, 40);
    assertThat(hashes(ml.told(3 * (40 - WARM)))).containsExactly(readable.version().hash());

    ml.stop();
    ml.start(training);
    publish(40, MINUTES);
    assertThat(hashes(ml.told(3 * (MINUTES - WARM)))).containsExactly(readable.version().hash());
  }

  private double unreadable() {
    return ml.bean(MeterRegistry.class)
        .counter("tidemark_model_unreadable_total", "model", "minutes")
        .count();
  }

  /** Changes a byte in each of its files. */
  private void damage(RegisteredModel model) throws IOException {
    Path files = ml.bean(ModelRegistry.class).open(model);
    for (var file : model.version().files().all()) {
      Path path = files.resolve(file.path());
      byte[] bytes = Files.readAllBytes(path);
      bytes[bytes.length / 2] ^= 1;
      Files.write(path, bytes);
    }
  }

  @Test
  void keepsWhatAChallengerForetellsAndTellsNobody() throws Exception {
    ml.start(training);
    RegisteredModel champion = ml.promote(trained(20), 0.8);
    ModelBundle other = trained(5);
    RegisteredModel challenger = ml.register(other);
    ml.bean(ModelRegistry.class).challenge(challenger.id());
    ml.stop();

    ml.start(training);
    publish(0, MINUTES);
    List<Prediction> told = ml.told(6 * (MINUTES - WARM));

    assertThat(hashes(told)).containsExactly(champion.version().hash());
    assertThat(told).hasSize(3 * (MINUTES - WARM));
    JsonNode page =
        ml.get("predictions?symbol=%s&role=CHALLENGER&size=1000".formatted(symbol("SOL")));
    List<String> shadow = new ArrayList<>();
    for (JsonNode one : page.path("items")) {
      assertThat(one.path("modelHash").asString()).isEqualTo(challenger.version().hash());
      JsonNode outputs = one.path("outputs");
      shadow.addFirst(
          text(
              Instant.parse(one.path("eventTime").asString()),
              outputs.path("down").asDouble(),
              outputs.path("neutral").asDouble(),
              outputs.path("up").asDouble()));
    }
    assertThat(shadow).isEqualTo(inBulk(other, sol));
  }

  @Test
  void foretellsOfAnInstantInOneBatchWhenItsBarsComeOneAfterTheOther() throws Exception {
    ml.start(training);
    ml.promote(trained(20), 0.8);
    ml.stop();
    ml.start(training, "--tidemark.ml.batch-max-wait=60s");
    publish(0, 1);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> ml.get("features").path("total").asInt() == 3);
    publish(1, 10);
    ml.told(3 * (10 - WARM));
    long batches = batches();

    ml.publish(messages("ETH", eth).subList(10, 11));
    ml.publish(messages("SOL", sol).subList(10, 11));
    await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(10))
        .until(() -> ml.rows() == 3 * (10 - WARM));
    ml.publish(messages("BTC", btc).subList(10, 11));

    assertThat(ml.told(3 * (11 - WARM))).hasSize(3 * (11 - WARM));
    assertThat(batches()).isEqualTo(batches + 1);
  }

  private long batches() {
    return ml.bean(MeterRegistry.class)
        .timer("tidemark_prediction_seconds", "model", "minutes")
        .count();
  }

  @Test
  void letsTheHeuristicStandInWhereTheModelCannotBeUsedHere() throws Exception {
    ml.start(training);
    RegisteredModel champion = ml.promote(trained(20), 0.8);
    ModelRegistry registry = ml.bean(ModelRegistry.class);
    try (ModelWatch watch =
        new ModelWatch(
            registry,
            new RegistryOpener(registry, _ -> Optional.of("its library is for another machine")),
            List.of("minutes"),
            ml.bean(PredictionMetrics.class))) {
      watch.start(Duration.ofHours(1));

      assertThat(watch.of("minutes").champion().model()).isEmpty();
      assertThat(unreadable()).isPositive();
      assertThat(registry.champion("minutes")).map(RegisteredModel::id).contains(champion.id());
    }
  }
}
