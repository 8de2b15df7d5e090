package io.tidemark.ml.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.time.SuiteClock;
import io.tidemark.ml.registry.RegisteredModel;
import io.tidemark.ml.registry.RunningMl;
import io.tidemark.ml.registry.TrainingRun;
import io.tidemark.ml.training.SyntheticMinutes;
import io.tidemark.model.Bar;
import io.tidemark.model.Symbol;
import io.tidemark.testkit.TestInfrastructure;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Trainings as those see them who ask the service, on a real Kafka and Postgres. */
@Timeout(300)
class TrainingRunsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int MINUTES = 6_000;

  @TempDir static Path folder;
  private static StoredMinutes ingestor;
  private static ToldPositions positions;
  private static RunningMl service;
  private static MlClient client;

  @BeforeAll
  static void start() throws Exception {
    ingestor = new StoredMinutes(SyntheticMinutes.trending(MINUTES), Duration.ZERO);
    positions = new ToldPositions();
    TrainingFolder files =
        new TrainingFolder(folder)
            .quick("quick", "quick_minutes")
            .quick("keyed", "keyed_minutes")
            .slow("slow", "slow_minutes", 10_000)
            .rolling("daily", "daily_minutes")
            .following("following", "following_minutes")
            .earning("earning", "earning_minutes", 20)
            .earning("earning-less", "earning_minutes", 10)
            .signals("signals", "signal_minutes")
            .collecting("BTC/USD", "BTC/EUR", "ETH/EUR");
    Files.writeString(folder.resolve("ml/broken.yaml"), "training: {model_name: m}\n");
    service =
        new RunningMl(
            TestInfrastructure.shared().newDatabase("training_runs"),
            folder.resolve("models"),
            Stream.concat(
                    Stream.of(files.arguments(ingestor)),
                    Stream.of("--tidemark.services.position=" + positions.address()))
                .toArray(String[]::new));
    client = new MlClient(service.address());
  }

  @AfterAll
  static void stop() {
    service.close();
    positions.close();
    ingestor.close();
  }

  private static JsonNode ended(UUID id) {
    await().atMost(PATIENCE).until(() -> client.run(id).has("finishedAt"));
    return client.run(id);
  }

  @Test
  void trainsAModelThatServesIfItIsBetterThanNone() {
    JsonNode run = ended(client.trained("quick"));

    assertThat(run.path("status").asString()).as(run::toString).isEqualTo("DONE");
    assertThat(run.path("detail").asString())
        .startsWith("promoted: directionAuc 0.9")
        .contains("is better than no model's 0.500000 by 0.030000");
    assertThat(run.path("attempt").asInt()).isEqualTo(1);
    assertThat(run.at("/progress/done").asInt()).isPositive();
    assertThat(run.at("/training/data/bars").asInt()).isEqualTo(MINUTES);
    RegisteredModel champion = service.registry().champion("quick_minutes").orElseThrow();
    assertThat(run.path("modelId").asString()).isEqualTo(champion.id().toString());
    assertThat(champion.version().runId()).hasToString(run.path("id").asString());
    assertThat(service.registry().open(champion)).isDirectory();
    assertThat(folder.resolve("training").resolve(run.path("id").asString() + "-1")).doesNotExist();
  }

  /** Of a symbol that does what bitcoin did a minute before; both are random walks. */
  @Test
  void learnsFromBitcoinBesideTheBarsOfAnotherSymbol() {
    List<Bar> walk = SyntheticMinutes.randomWalk(MINUTES);
    Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    ingestor.store(Symbol.parse("BTC/EUR"), StoredMinutes.endingAt(walk, end));
    ingestor.store(
        Symbol.parse("ETH/EUR"), StoredMinutes.endingAt(walk, end.plus(1, ChronoUnit.MINUTES)));

    JsonNode run = ended(client.trained("following"));

    assertThat(run.path("status").asString()).as(run::toString).isEqualTo("DONE");
    assertThat(run.path("detail").asString()).matches("promoted: directionAuc (0\\.9|1\\.0).*");
  }

  /** A trade wins if the minute before its decision rose. */
  @Test
  void learnsWhichSignalsWinFromClosedPositionsOnceTheyAreTold() {
    List<Bar> walk =
        StoredMinutes.endingAt(
            SyntheticMinutes.randomWalk(MINUTES), Instant.now().truncatedTo(ChronoUnit.MINUTES));
    ingestor.store(Symbol.parse("SOL/EUR"), walk);
    for (int i = 5; i < MINUTES - 10; i += 5) {
      boolean rose = walk.get(i).close().isAbove(walk.get(i).open());
      Instant decided = walk.get(i).closeTime();
      positions.add(decided, decided.plusSeconds(150), rose ? "1.5" : "-2");
    }
    positions.refuse(1, 503);

    JsonNode run = ended(client.trained("signals"));

    assertThat(run.path("status").asString()).as(run::toString).isEqualTo("DONE");
    assertThat(run.path("detail").asString()).matches("promoted: directionAuc (0\\.9|1\\.0).*");
    assertThat(run.at("/training/target").asString()).isEqualTo("meta_label");
    assertThat(positions.asked()).hasSizeGreaterThan(2);
  }

  @Test
  void comparesByWhatAStrategyEarnsIfTheFileSaysSo() {
    JsonNode first = ended(client.trained("earning"));
    assertThat(first.path("detail").asString())
        .as(first::toString)
        .startsWith("promoted: profitFactor ")
        .contains("is better than no model's 1.000000 by 0.030000");

    JsonNode second = ended(client.trained("earning-less"));

    assertThat(second.path("detail").asString())
        .as(second::toString)
        .contains("profitFactor ", "than the champion ");
  }

  @Test
  void takesARequestOfOneKeyOnce() {
    HttpResponse<String> first = client.train("keyed", "Idempotency-Key", "one");
    HttpResponse<String> again = client.train("keyed", "Idempotency-Key", "one");
    HttpResponse<String> other = client.train("keyed", "Idempotency-Key", "two");

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(MlClient.id(again)).isEqualTo(MlClient.id(first));
    assertThat(MlClient.id(other)).isNotEqualTo(MlClient.id(first));
    assertThat(client.json("training-runs?size=1").path("total").asInt()).isGreaterThan(1);
    JsonNode run = ended(MlClient.id(other));
    assertThat(run.path("status").asString()).as(run::toString).isEqualTo("DONE");
  }

  @Test
  void endsARunThatIsCancelled() {
    UUID id = client.trained("slow");
    UUID waits = client.trained("slow");
    await().atMost(PATIENCE).until(() -> client.trains(id));

    HttpResponse<String> cancelled = client.post("training-runs/" + id + "/cancel", RunningMl.KEY);
    client.post("training-runs/" + waits + "/cancel", RunningMl.KEY);

    assertThat(cancelled.statusCode()).isEqualTo(200);
    assertThat(client.status(id)).isEqualTo("CANCELLED");
    assertThat(client.status(waits)).isEqualTo("CANCELLED");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                ProcessHandle.current()
                    .descendants()
                    .noneMatch(
                        process ->
                            process.info().commandLine().orElse("").contains(id.toString())));
    assertThat(service.registry().champion("slow_minutes")).isEmpty();
  }

  @Test
  void asksForARunAtTheNextMidnightThatItSees() throws Exception {
    Unattended unattended =
        new Unattended(
            service.bean(TrainingFiles.class),
            service.bean(TrainingRuns.class),
            service.bean(DriftWatch.class),
            SuiteClock.system(),
            Duration.ofHours(1),
            true);
    Instant now = Instant.now();

    unattended.tick(now);
    assertThat(service.bean(TrainingRuns.class).latest("daily_minutes")).isEmpty();
    unattended.tick(now.plus(Duration.ofDays(1)));

    TrainingRun asked = service.bean(TrainingRuns.class).latest("daily_minutes").orElseThrow();
    assertThat(asked.request().origin()).isEqualTo(TrainingRun.Origin.SCHEDULE);
    assertThat(asked.request().reason())
        .isEqualTo("due at " + now.plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.DAYS));
    assertThat(ended(asked.id()).path("status").asString()).isEqualTo("DONE");
  }

  @Test
  void answersWhatCannotBeDoneWithAProblem() {
    HttpResponse<String> absent = client.train("absent");
    HttpResponse<String> broken = client.train("broken");

    assertThat(absent.statusCode()).isEqualTo(400);
    assertThat(absent.body())
        .contains(
            "file must be one of [broken, daily, earning, earning-less, following, keyed, quick, signals, slow], was 'absent'");
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(broken.body()).contains("training.model_type is missing");
    UUID none = UUID.randomUUID();
    assertThat(client.get("training-runs/" + none).statusCode()).isEqualTo(404);
    assertThat(client.post("training-runs/" + none + "/cancel", RunningMl.KEY).statusCode())
        .isEqualTo(404);
    assertThat(client.post("training-runs/" + none + "/cancel", "other").statusCode())
        .isEqualTo(401);
  }
}
