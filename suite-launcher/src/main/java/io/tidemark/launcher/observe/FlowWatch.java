package io.tidemark.launcher.observe;

import java.time.Duration;
import java.time.Instant;

/** Whether what one service reads and tells gets through, as its figures say. */
final class FlowWatch {

  /** Messages behind the end of a partition. */
  private static final double MOST_LAG = 5000;

  private static final Duration OLDEST_EVENT = Duration.ofSeconds(30);

  private final Trouble lag = new Trouble();
  private final Trouble outbox = new Trouble();
  private final Trouble unknown = new Trouble();
  private long behind;
  private long worstBehind;
  private Duration oldest = Duration.ZERO;
  private long unknownNow;

  void see(MetricsPage page, Instant now) {
    String records = "kafka_consumer_fetch_manager_records_lag";
    behind = Math.round(page.sum(records));
    worstBehind = Math.max(worstBehind, behind);
    lag.see(
        page.highest(records).orElse(0) > MOST_LAG, "is %d messages behind".formatted(behind), now);
    Duration waited = seconds(page.highest("tidemark_outbox_age_seconds").orElse(0));
    oldest = waited.compareTo(oldest) > 0 ? waited : oldest;
    outbox.see(
        waited.compareTo(OLDEST_EVENT) > 0,
        "has an event that waits for %s to be published".formatted(Words.of(waited)),
        now);
    unknownNow = Math.round(page.sum("tidemark_orders_unknown"));
    unknown.see(unknownNow > 0, unknownNow + " may or may not be at the venue", now);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  /** More than 5,000 messages of a partition. */
  Trouble lag() {
    return lag;
  }

  /** An event that waits for longer than 30 s to be published. */
  Trouble outbox() {
    return outbox;
  }

  /** Orders of which the venue has not told whether it has them. */
  Trouble unknown() {
    return unknown;
  }

  /** Messages that its consumers are behind, of all partitions. */
  long behind() {
    return behind;
  }

  /** The most of that. */
  long worstBehind() {
    return worstBehind;
  }

  /** For how long an event has waited to be published, the longest that was seen. */
  Duration oldest() {
    return oldest;
  }

  /** Orders that are UNKNOWN now. */
  long unknownNow() {
    return unknownNow;
  }
}
