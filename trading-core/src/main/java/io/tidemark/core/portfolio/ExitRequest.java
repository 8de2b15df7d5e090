package io.tidemark.core.portfolio;

import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.reason.ExitReason;
import java.time.Instant;
import java.util.UUID;

/**
 * The wish to close a position, or a part of it; it stands until it is fulfilled.
 *
 * @param causeId the signal, command or price check that asked for it
 * @param keep what is to be left; 0 to close all
 * @param referencePrice the price it was decided at
 * @param decidedAt in market time
 */
public record ExitRequest(
    ExitReason reason, UUID causeId, Quantity keep, Price referencePrice, Instant decidedAt) {

  /** Whether nothing of the position is to be left. */
  public boolean closesAll() {
    return keep.isZero();
  }

  ExitRequest keeping(Quantity rest) {
    return new ExitRequest(reason, causeId, rest, referencePrice, decidedAt);
  }
}
