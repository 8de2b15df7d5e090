package io.tidemark.ingestor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code tidemark.ingestor}: how market data is collected. What all services share is in the
 * suite's configuration.
 *
 * @param bookInterval at most one book an instrument is published in each of these, of event time;
 *     0 for all
 * @param storedBookInterval at most one book an instrument is stored in each of these
 * @param storedTickerInterval at most one top of book an instrument is kept in each of these,
 *     beside the latest
 * @param quietMargin when the stream told nothing for this long, bars close by the suite's clock as
 *     it was this long before the connection was last heard; both by the machine's clock
 * @param checkpointInterval about this long lies between two checkpoints of an instrument, by the
 *     machine's clock; those of all instruments are spread over it
 * @param storeQueue events that may wait for the database before the stream waits, above 0
 * @param heldEvents trades of all instruments together that may wait while the trades before them
 *     are fetched, above 0; of more the oldest are fetched again
 * @param coldLookback a feed without a past begins at the open of its longest bar not longer than
 *     this
 * @param longestOutage trades further back are not fetched; the bars are PARTIAL and the backfiller
 *     heals them
 * @param recoveryAttempts how often REST is asked until it reaches the stream, above 0
 * @param recoveryPause between these
 * @param recoveryWait an instrument whose trades are not fetched by then goes live with a known
 *     hole, which is healed when its turn comes; by the machine's clock
 * @param reconcileInterval how much stream time passes before an instrument's bars are compared
 *     with the venue's candles again; 0 for never
 * @param reconcilePause at least this lies between two comparisons, by the machine's clock
 * @param futureTolerance what is dated later than the suite's time by more is quarantined; absent,
 *     it is a minute, or a day in a replay, whose clock is read now and then
 * @param quarantineRetention how long quarantined data is kept
 * @param quarantineRows how many are kept at most, above 0
 * @param startPatience how long the service's start waits for the venue before it goes on without
 * @param requestsPerSecond sent to the venue's REST at most, above 0; absent for what suits the
 *     venue
 */
@ConfigurationProperties(prefix = "tidemark.ingestor", ignoreUnknownFields = false)
public record IngestorProperties(
    @DefaultValue("20ms") Duration bookInterval,
    @DefaultValue("1m") Duration storedBookInterval,
    @DefaultValue("1m") Duration storedTickerInterval,
    @DefaultValue("2s") Duration quietMargin,
    @DefaultValue("1m") Duration checkpointInterval,
    @DefaultValue("20000") int storeQueue,
    @DefaultValue("50000") int heldEvents,
    @DefaultValue("4h") Duration coldLookback,
    @DefaultValue("1d") Duration longestOutage,
    @DefaultValue("10") int recoveryAttempts,
    @DefaultValue("500ms") Duration recoveryPause,
    @DefaultValue("30s") Duration recoveryWait,
    @DefaultValue("5m") Duration reconcileInterval,
    @DefaultValue("2s") Duration reconcilePause,
    @Nullable Duration futureTolerance,
    @DefaultValue("30d") Duration quarantineRetention,
    @DefaultValue("100000") int quarantineRows,
    @DefaultValue("20s") Duration startPatience,
    @Nullable Integer requestsPerSecond) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public IngestorProperties {
    requireNotNegative("book-interval", bookInterval);
    requireNotNegative("stored-book-interval", storedBookInterval);
    requireNotNegative("stored-ticker-interval", storedTickerInterval);
    requireNotNegative("checkpoint-interval", checkpointInterval);
    requireNotNegative("recovery-pause", recoveryPause);
    requireNotNegative("reconcile-interval", reconcileInterval);
    requireNotNegative("start-patience", startPatience);
    requirePositive("recovery-wait", recoveryWait.toMillis());
    requirePositive("reconcile-pause", reconcilePause.toMillis());
    requirePositive("quarantine-retention", quarantineRetention.toMillis());
    requirePositive("quarantine-rows", quarantineRows);
    if (requestsPerSecond != null) {
      requirePositive("requests-per-second", requestsPerSecond);
    }
    if (futureTolerance != null) {
      requireNotNegative("future-tolerance", futureTolerance);
    }
    requirePositive("quiet-margin", quietMargin.toMillis());
    requirePositive("cold-lookback", coldLookback.toMillis());
    requirePositive("longest-outage", longestOutage.toMillis());
    requirePositive("store-queue", storeQueue);
    requirePositive("held-events", heldEvents);
    requirePositive("recovery-attempts", recoveryAttempts);
  }

  private static void requireNotNegative(String key, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(
          "tidemark.ingestor.%s must be 0 or above, was %s".formatted(key, value));
    }
  }

  private static void requirePositive(String key, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          "tidemark.ingestor.%s must be above 0, was %s".formatted(key, value));
    }
  }
}
