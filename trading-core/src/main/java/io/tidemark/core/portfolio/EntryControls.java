package io.tidemark.core.portfolio;

import io.tidemark.model.InstrumentId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the operator has set for the entries of an account, beside its trading state.
 *
 * @param sizeScale by which sizes are multiplied, from 0 to 1
 * @param paused whether it is a PAUSE that keeps the whole account from entering, and nothing else
 * @param allowed the entries that were let pass since, in the order they were allowed; at most one
 *     of them is not used yet
 */
public record EntryControls(BigDecimal sizeScale, boolean paused, List<AllowedEntry> allowed) {

  /** Nothing is held back. */
  public static final EntryControls NONE = new EntryControls(BigDecimal.ONE, false, List.of());

  /**
   * @throws IllegalArgumentException if {@code sizeScale} is out of its range
   */
  public EntryControls {
    if (sizeScale.signum() < 0 || sizeScale.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "sizeScale must be from 0 to 1, was " + sizeScale.toPlainString());
    }
    allowed = List.copyOf(allowed);
  }

  /** The entry that may pass next; empty if none may, or the last one has. */
  public Optional<AllowedEntry> next() {
    return allowed.stream().filter(entry -> !entry.isUsed()).findFirst();
  }

  /** Whether an entry that is decided at {@code at} may pass though entries are paused. */
  boolean allows(InstrumentId instrument, Instant at) {
    return next()
        .filter(entry -> entry.isFor(instrument) && !at.isAfter(entry.until()))
        .isPresent();
  }

  /** Whether a position was entered by being allowed. */
  boolean hasLetPass(UUID positionId) {
    return allowed.stream().anyMatch(entry -> positionId.equals(entry.positionId()));
  }

  boolean knows(UUID commandId) {
    return allowed.stream().anyMatch(entry -> entry.commandId().equals(commandId));
  }

  EntryControls scaled(BigDecimal factor) {
    return new EntryControls(factor, paused, allowed);
  }

  /** The account's state has changed: what was allowed while it was another is so no more. */
  EntryControls anew(boolean isPaused) {
    return new EntryControls(sizeScale, isPaused, List.of());
  }

  /** An instrument was paused or resumed: what was allowed in it before is so no more. */
  EntryControls anew(InstrumentId instrument) {
    return new EntryControls(
        sizeScale,
        paused,
        allowed.stream().filter(entry -> !instrument.equals(entry.instrument())).toList());
  }

  /** Lets one entry pass; it takes the place of one that is not used. */
  EntryControls allowing(AllowedEntry next) {
    List<AllowedEntry> entries = new ArrayList<>(used());
    entries.add(next);
    return new EntryControls(sizeScale, paused, entries);
  }

  /** The entry that was allowed has passed. */
  EntryControls letPass(PositionOrigin origin) {
    List<AllowedEntry> entries = new ArrayList<>(used());
    next().ifPresent(entry -> entries.add(entry.usedBy(origin)));
    return new EntryControls(sizeScale, paused, entries);
  }

  private List<AllowedEntry> used() {
    return allowed.stream().filter(AllowedEntry::isUsed).toList();
  }
}
