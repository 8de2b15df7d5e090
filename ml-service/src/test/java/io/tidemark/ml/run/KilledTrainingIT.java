package io.tidemark.ml.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.ml.registry.RegisteredModel;
import io.tidemark.ml.registry.RunningMl;
import io.tidemark.ml.training.SyntheticMinutes;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a service leaves behind that ends amid a training, on a real Kafka and Postgres. */
@Timeout(300)
class KilledTrainingIT {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String MODEL = "killed_minutes";

  private final TestDatabase place = TestInfrastructure.shared().newDatabase("killed_training");

  @TempDir private Path folder;
  private StoredMinutes ingestor;
  private String[] arguments;

  @BeforeEach
  void prepare() throws Exception {
    ingestor = new StoredMinutes(SyntheticMinutes.trending(6_000), Duration.ZERO);
    arguments =
        new TrainingFolder(folder)
            .quick("quick", MODEL)
            .slow("slow", MODEL, 600)
            .arguments(ingestor);
  }

  @AfterEach
  void stop() {
    ingestor.close();
  }

  private static void awaitStatus(MlClient client, UUID run, String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(client.run(run).path("status").asString()).isEqualTo(status));
  }

  @Test
  void takesATrainingUpAgainAndTheChampionServesOn() throws Exception {
    UUID killed;
    List<ProcessHandle> children;
    try (MlProcess service = new MlProcess(place, folder, arguments)) {
      MlClient client = service.client();
      awaitStatus(client, client.trained("quick"), "DONE");
      killed = client.trained("slow");
      await().atMost(PATIENCE).until(() -> client.trains(killed));
      children = service.children();

      service.kill();
    }

    assertThat(children).isNotEmpty();
    await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    try (RunningMl service = new RunningMl(place, folder.resolve("models"), arguments)) {
      RegisteredModel champion = service.registry().champion(MODEL).orElseThrow();
      assertThat(service.registry().open(champion)).isDirectory();
      MlClient client = new MlClient(service.address());
      awaitStatus(client, killed, "DONE");
      JsonNode run = client.run(killed);
      assertThat(run.path("attempt").asInt()).isEqualTo(2);
      assertThat(run.path("modelId").asString()).isNotEqualTo(champion.id().toString());
      assertThat(client.json("models?name=" + MODEL + "&state=CHAMPION").path("total").asInt())
          .isEqualTo(1);
    }
  }

  @Test
  void endsInTimeWhenItIsToldToAndGoesOnLater() throws Exception {
    UUID ended;
    try (MlProcess service = new MlProcess(place, folder, arguments)) {
      MlClient client = service.client();
      ended = client.trained("slow");
      await().atMost(PATIENCE).until(() -> client.trains(ended));
      List<ProcessHandle> children = service.children();

      assertThat(service.end(Duration.ofSeconds(10))).isTrue();

      assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    }
    try (RunningMl service = new RunningMl(place, folder.resolve("models"), arguments)) {
      MlClient client = new MlClient(service.address());
      awaitStatus(client, ended, "DONE");
      assertThat(client.run(ended).path("attempt").asInt()).isEqualTo(1);
    }
  }
}
