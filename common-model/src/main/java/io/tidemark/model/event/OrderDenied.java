package io.tidemark.model.event;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.reason.DenialReason;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A signal or command led to no order.
 *
 * @param denialId derived from the cause
 * @param causeId the signal or command
 * @param context the numbers that led to it, by name, as decimals or codes
 */
public record OrderDenied(
    UUID denialId,
    String run,
    String account,
    InstrumentId instrument,
    String strategy,
    UUID causeId,
    DenialReason reason,
    Map<String, String> context,
    Instant eventTime,
    Instant observedAt)
    implements PositionEvent {

  public OrderDenied {
    context = SortedCopy.of(context);
  }
}
