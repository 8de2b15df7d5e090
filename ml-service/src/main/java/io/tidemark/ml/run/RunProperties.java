package io.tidemark.ml.run;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code tidemark.ml.training}: how runs are run.
 *
 * @param folder where they work, of this service alone; made with the first run
 * @param heapMegabytes of the process that trains, 64 or above
 * @param queuedRuns that wait at most, above 0; more are refused
 * @param attempts how often a run is begun that the end of the service breaks off, above 0
 * @param longestPause between attempts while another service or the database is away, above 0
 * @param driftEvery between two looks at how far a model's features have drifted, above 0
 */
@ConfigurationProperties(prefix = "tidemark.ml.training", ignoreUnknownFields = false)
record RunProperties(
    @DefaultValue("models/training") Path folder,
    @DefaultValue("512") int heapMegabytes,
    @DefaultValue("20") int queuedRuns,
    @DefaultValue("3") int attempts,
    @DefaultValue("10s") Duration longestPause,
    @DefaultValue("1h") Duration driftEvery) {

  private static final int LEAST_HEAP = 64;

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  RunProperties {
    require("heap-megabytes", LEAST_HEAP, heapMegabytes);
    require("queued-runs", 1, queuedRuns);
    require("attempts", 1, attempts);
    requirePositive("longest-pause", longestPause);
    requirePositive("drift-every", driftEvery);
  }

  private static void require(String key, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "tidemark.ml.training.%s must be %d or above, was %d".formatted(key, least, value));
    }
  }

  private static void requirePositive(String key, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "tidemark.ml.training.%s must be above 0, was %s".formatted(key, value));
    }
  }
}
