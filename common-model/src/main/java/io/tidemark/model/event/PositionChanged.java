package io.tidemark.model.event;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import io.tidemark.model.PositionSide;
import io.tidemark.model.PositionStatus;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A position as it stands after a change.
 *
 * @param positionId derived from the signal that asked for it
 * @param signalId that signal
 * @param change what happened
 * @param entryQuantity what has been bought (long) or sold (short) to open it
 * @param quantity what is held now
 * @param entryPrice average, weighted by quantity; null while nothing is held
 * @param exitPrice average, weighted by quantity; null while nothing was closed
 * @param fees of all its fills so far
 * @param realisedPnl of what was closed so far, after the exit fees and their share of the entry
 *     fees
 * @param stopPrice where it stops; null for no stop
 * @param takeProfitPrice the next target; null for none
 * @param levelsTaken take-profit levels that were reached, 0 or above; null in old messages
 * @param bestPrice at which it stood best since its entry; null before a price was seen
 * @param worstPrice at which it stood worst since its entry; null before a price was seen
 * @param maxFavourable the most it was ahead, as a fraction of the average entry price, 0 or above
 *     (MFE); null before a price was seen
 * @param maxAdverse the most it was behind, likewise (MAE)
 * @param closedAt null while open
 * @param exitReason null while open
 */
public record PositionChanged(
    UUID positionId,
    String run,
    String account,
    InstrumentId instrument,
    String strategy,
    UUID signalId,
    Change change,
    PositionSide side,
    PositionStatus status,
    Quantity entryQuantity,
    Quantity quantity,
    @Nullable Price entryPrice,
    @Nullable Price exitPrice,
    Money fees,
    Money realisedPnl,
    @Nullable Price stopPrice,
    @Nullable Price takeProfitPrice,
    @Nullable Integer levelsTaken,
    @Nullable Price bestPrice,
    @Nullable Price worstPrice,
    @Nullable BigDecimal maxFavourable,
    @Nullable BigDecimal maxAdverse,
    Instant requestedAt,
    @Nullable Instant openedAt,
    @Nullable Instant closedAt,
    @Nullable ExitReason exitReason,
    Instant eventTime,
    Instant observedAt)
    implements PositionEvent {

  /** What happened to a position. */
  public enum Change {
    /** Its entry order was asked for. */
    REQUESTED,
    /** The first of it was filled. */
    OPENED,
    /** More of it was filled. */
    INCREASED,
    /** An exit order was asked for. */
    CLOSING,
    /** A part of it was closed. */
    REDUCED,
    /** The last of it was closed. */
    CLOSED,
    /** Its entry order ended without a fill. */
    ABANDONED
  }
}
