package io.tidemark.backfiller;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code tidemark.backfiller}: how history is fetched. What all services share is in the suite's
 * configuration.
 *
 * @param requestsPerSecond sent to a venue at most, above 0; absent for half of what the venue
 *     publishes, as the ingestor and the execution service ask it from the same address too
 * @param requestsAtOnce in flight at a venue at most, above 0
 * @param itemsAtOnce symbols worked on at the same time, above 0; the others wait
 * @param windowsAtOnce windows of a symbol read at the same time, above 0
 * @param windowDays the most days of trades that are one window, from 1 to 31
 * @param uploadBars bars that are gathered before they are handed to the ingestor, above 0
 * @param settle a venue's history is read up to this long ago: newer trades may not be told yet
 * @param longestPause between attempts while the venue or the ingestor is away, above 0
 * @param healInterval how often known gaps are looked at, above 0
 * @param healLimit how long a venue that answers may lack the data of a bar with a hole before the
 *     bar is given up, above 0
 * @param auditInterval how often the store is looked over for what is missing, above 0; the first
 *     time is at the start
 */
@ConfigurationProperties(prefix = "tidemark.backfiller", ignoreUnknownFields = false)
public record BackfillerProperties(
    @Nullable BigDecimal requestsPerSecond,
    @DefaultValue("4") int requestsAtOnce,
    @DefaultValue("8") int itemsAtOnce,
    @DefaultValue("3") int windowsAtOnce,
    @DefaultValue("7") int windowDays,
    @DefaultValue("10000") int uploadBars,
    @DefaultValue("5s") Duration settle,
    @DefaultValue("30s") Duration longestPause,
    @DefaultValue("1s") Duration healInterval,
    @DefaultValue("1h") Duration healLimit,
    @DefaultValue("1h") Duration auditInterval) {

  private static final int MOST_DAYS = 31;

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public BackfillerProperties {
    if (requestsPerSecond != null && requestsPerSecond.signum() <= 0) {
      throw outOfRange("requests-per-second", "above 0", requestsPerSecond);
    }
    requirePositive("requests-at-once", requestsAtOnce);
    requirePositive("items-at-once", itemsAtOnce);
    requirePositive("windows-at-once", windowsAtOnce);
    if (windowDays < 1 || windowDays > MOST_DAYS) {
      throw outOfRange("window-days", "from 1 to " + MOST_DAYS, windowDays);
    }
    requirePositive("upload-bars", uploadBars);
    if (settle.isNegative()) {
      throw outOfRange("settle", "0 or above", settle);
    }
    requirePositive("longest-pause", longestPause.toMillis());
    requirePositive("heal-interval", healInterval.toMillis());
    requirePositive("heal-limit", healLimit.toMillis());
    requirePositive("audit-interval", auditInterval.toMillis());
  }

  private static void requirePositive(String key, long value) {
    if (value <= 0) {
      throw outOfRange(key, "above 0", value);
    }
  }

  private static IllegalArgumentException outOfRange(String key, String range, Object seen) {
    return new IllegalArgumentException(
        "tidemark.backfiller.%s must be %s, was %s".formatted(key, range, seen));
  }
}
