package io.tidemark.backtester;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code tidemark.backtester}: how jobs are run. What all services share is in the suite's
 * configuration.
 *
 * @param jobsAtOnce that run at the same time, above 0; the others wait
 * @param queuedJobs that wait at most, above 0; more are refused
 * @param threads that run the trials of one search, above 0; without an effect on the result
 * @param longestPause between attempts while the ingestor or the database is away, above 0
 */
@ConfigurationProperties(prefix = "tidemark.backtester", ignoreUnknownFields = false)
public record BacktesterProperties(
    @DefaultValue("1") int jobsAtOnce,
    @DefaultValue("100") int queuedJobs,
    @DefaultValue("1") int threads,
    @DefaultValue("10s") Duration longestPause) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public BacktesterProperties {
    requirePositive("jobs-at-once", jobsAtOnce);
    requirePositive("queued-jobs", queuedJobs);
    requirePositive("threads", threads);
    requirePositive("longest-pause", longestPause.toMillis());
  }

  private static void requirePositive(String key, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          "tidemark.backtester.%s must be above 0, was %s".formatted(key, value));
    }
  }
}
