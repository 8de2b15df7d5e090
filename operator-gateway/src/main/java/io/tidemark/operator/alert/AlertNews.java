package io.tidemark.operator.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What there is to tell of an alert.
 *
 * @param raisedAt of the machine
 * @param clearedAt of the machine; null while it is open
 * @param clearance why it is over; null while it is open, or if its source did not say
 */
public record AlertNews(
    Alert alert,
    What what,
    Instant raisedAt,
    @Nullable Instant clearedAt,
    @Nullable String clearance) {

  /** What happened to it. */
  public enum What {
    /** It began. */
    RAISED,
    /** It is over. */
    CLEARED
  }
}
