package io.tidemark.ml.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.ml.registry.RunningMl;
import io.tidemark.ml.training.SyntheticMinutes;
import io.tidemark.testkit.TestInfrastructure;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A market that changes, on a real Kafka and Postgres. */
@Timeout(300)
class DriftIT {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir private Path folder;

  @Test
  void trainsAnewWhatHasDrifted() throws Exception {
    try (StoredMinutes ingestor =
            new StoredMinutes(SyntheticMinutes.trending(6_000), Duration.ofDays(6));
        RunningMl service =
            new RunningMl(
                TestInfrastructure.shared().newDatabase("drift"),
                folder.resolve("models"),
                new TrainingFolder(folder).rolling("rolling", "drifting").arguments(ingestor))) {
      MlClient client = new MlClient(service.address());
      UUID first = client.trained("rolling");
      await().atMost(PATIENCE).until(() -> client.status(first).equals("DONE"));
      assertThat(service.registry().champion("drifting")).isPresent();

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(metrics(service))
                      .contains(
                          "tidemark_model_drift{",
                          "measure=\"greatest_psi\"",
                          "model=\"drifting\""));
      assertThat(client.json("training-runs").path("total").asInt()).isEqualTo(1);

      ingestor.goOnWildly(8_640, 5);

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(client.json("training-runs").path("items"))
                      .anySatisfy(
                          run -> {
                            assertThat(run.path("origin").asString()).isEqualTo("DRIFT");
                            assertThat(run.path("reason").asString())
                                .contains("change PSI", "KS 0.");
                          }));
    }
  }

  private static String metrics(RunningMl service) throws Exception {
    URI prometheus = service.address().resolve("/actuator/prometheus");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(prometheus).GET().build(), BodyHandlers.ofString())
          .body();
    }
  }
}
