package io.tidemark.core.portfolio;

import io.tidemark.model.InstrumentId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry that the operator lets pass while entries are paused.
 *
 * @param commandId the command that allowed it
 * @param instrument in which it may be; null for any. Once it is used, that of the entry
 * @param until the last moment, in market time, of a decision that may use it
 * @param positionId the position that was entered by it; null while it is not used
 */
public record AllowedEntry(
    UUID commandId, @Nullable InstrumentId instrument, Instant until, @Nullable UUID positionId) {

  boolean isUsed() {
    return positionId != null;
  }

  /** Whether it is for entries in an instrument. */
  boolean isFor(InstrumentId other) {
    return instrument == null || instrument.equals(other);
  }

  AllowedEntry usedBy(PositionOrigin origin) {
    return new AllowedEntry(commandId, origin.instrument(), until, origin.positionId());
  }
}
