package io.tidemark.operator.alert;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it is told.
 *
 * @param text more than the title; null for none
 * @param link where to read on; null for none
 * @param time when it began, by its source
 * @param raisedAt of the machine
 * @param clearedAt of the machine; null while it is open
 * @param clearance why it is over; null if that was not told
 * @param deliveries what was told to whom, in the order in which it was asked for
 */
record AlertView(
    UUID id,
    String source,
    String severity,
    String cause,
    String title,
    @Nullable String text,
    @Nullable String link,
    Instant time,
    Instant raisedAt,
    @Nullable Instant clearedAt,
    @Nullable String clearance,
    List<DeliveryView> deliveries) {

  /**
   * One thing told to one recipient.
   *
   * @param news {@code RAISED} or {@code CLEARED}
   * @param attempts that were made
   * @param endedAt of the machine; null while it waits
   * @param detail why it was not taken the last time; null for none
   */
  record DeliveryView(
      String channel,
      String recipient,
      String news,
      DeliveryState state,
      int attempts,
      @Nullable Instant endedAt,
      @Nullable String detail) {}
}
