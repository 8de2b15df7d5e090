package io.tidemark.core.portfolio;

import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.reason.ExitReason;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The wish to close a position, or a part of it; it stands until it is fulfilled.
 *
 * @param causeId the signal, command, prediction or price check that asked for it
 * @param keep what is to be left; 0 to close all
 * @param referencePrice the price it was decided at
 * @param decidedAt in market time
 * @param reversal the signal that is entered on once all is closed; null for none
 */
public record ExitRequest(
    ExitReason reason,
    UUID causeId,
    Quantity keep,
    Price referencePrice,
    Instant decidedAt,
    @Nullable SignalRaised reversal) {

  /** Of all that is held, with nothing entered afterwards. */
  static ExitRequest all(ExitReason reason, UUID causeId, Price reference, Instant decidedAt) {
    return new ExitRequest(reason, causeId, Quantity.ZERO, reference, decidedAt, null);
  }

  /** Whether nothing of the position is to be left. */
  public boolean closesAll() {
    return keep.isZero();
  }

  ExitRequest keeping(Quantity rest) {
    return new ExitRequest(reason, causeId, rest, referencePrice, decidedAt, reversal);
  }

  ExitRequest reversing(SignalRaised signal) {
    return new ExitRequest(reason, causeId, keep, referencePrice, decidedAt, signal);
  }
}
