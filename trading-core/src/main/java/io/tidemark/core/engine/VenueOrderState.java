package io.tidemark.core.engine;

import io.tidemark.model.Quantity;
import io.tidemark.model.reason.OrderReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order as a venue tells it.
 *
 * @param filled what has traded by the venue's count; its fills may be told before or after
 * @param reason why it ended unasked; null otherwise
 * @param detail the venue's words; null for none
 * @param time by the venue's clock
 */
public record VenueOrderState(
    String venueOrderId,
    Phase phase,
    Quantity filled,
    @Nullable OrderReason reason,
    @Nullable String detail,
    Instant time) {

  /** Where the venue has it. */
  public enum Phase {
    /** It works, whether or not a part has traded. */
    OPEN,
    /** All of it has traded. */
    FILLED,
    CANCELLED,
    EXPIRED,
    REJECTED
  }
}
