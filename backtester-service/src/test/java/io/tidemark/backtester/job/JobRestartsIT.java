package io.tidemark.backtester.job;

import static io.tidemark.backtester.job.RunningBacktester.dips;
import static io.tidemark.backtester.job.RunningBacktester.search;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Jobs whose service ends and is started again. */
@Timeout(180)
class JobRestartsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static StoreStandIn store;
  private static RunningBacktester service;

  @BeforeAll
  static void start() throws IOException {
    store = new StoreStandIn();
    service = new RunningBacktester(folder, store);
  }

  @AfterAll
  static void stop() {
    service.close();
    store.close();
  }

  /** The second search is the first one without an end between. */
  @Test
  void goesOnWithASearchAfterTheServiceEnded() {
    Map<String, Object> request =
        search(RunningBacktester.LARGE_SPACE.replace("trials: 30000", "trials: 1500"));
    String path = service.submit("optimisations", request);
    await().atMost(PATIENCE).until(() -> service.trials(path) > 50);

    service.end();
    long kept = service.trials(path);
    long first = service.place("min", path);
    long last = service.place("max", path);
    service.begin();
    JsonNode resumed = service.awaitStatus(path, "DONE");
    JsonNode whole = service.awaitStatus(service.submit("optimisations", request), "DONE");

    assertThat(kept).isBetween(51L, 1_499L);
    assertThat(last - first).as("all in a row").isEqualTo(kept - 1);
    assertThat(service.trials(path)).isEqualTo(1_500);
    assertThat(service.place("min", path))
        .as("those that were kept are not run again")
        .isEqualTo(first);
    assertThat(service.place("max", path)).isEqualTo(first + 1_499);
    for (String same : List.of("searchSha256", "best", "evidence", "robustness", "inputSha256")) {
      assertThat(resumed.path("result").path(same))
          .as(same)
          .isEqualTo(whole.path("result").path(same));
    }
  }

  /** What was found on other bars says nothing any more. */
  @Test
  void beginsASearchAnewWhoseBarsWereCorrected() {
    String path = service.submit("optimisations", search(RunningBacktester.LARGE_SPACE));
    await().atMost(PATIENCE).until(() -> service.trials(path) > 50);
    service.end();
    long last = service.place("max", path);

    store.correct();
    service.begin();
    await().atMost(PATIENCE).until(() -> service.place("min", path) > last);

    assertThat(service.delete(path).path("status").asString()).isEqualTo("CANCELLED");
  }

  @Test
  void keepsItsHistoryOverARestart() {
    String path = service.submit("backtests", dips());
    JsonNode before = service.awaitStatus(path, "DONE");
    byte[] report = service.get(path + "/report", "application/json").body();

    service.restart();

    assertThat(service.get(path)).isEqualTo(before);
    assertThat(service.get(path + "/report", "application/json").body()).isEqualTo(report);
  }
}
