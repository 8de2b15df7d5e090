package io.tidemark.core.portfolio;

import io.tidemark.core.exit.EntryFill;
import io.tidemark.core.exit.ExitEngine;
import io.tidemark.core.exit.ExitProgress;
import io.tidemark.core.exit.ExitTerms;
import io.tidemark.model.Money;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.PositionSide;
import io.tidemark.model.PositionStatus;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One position, from the decision to its end and beyond: a late fill reopens it.
 *
 * @param terms the exits of its strategy when it was decided; a later configuration does not touch
 *     them
 * @param progress what its exits remember; null before a price was seen that they look at
 * @param entrySignals what was entered on, the signal that opened it first
 * @param entryOrderId its last entry order
 * @param openedAt the earliest entry fill; null before
 * @param closedAt when it ended; null while it has not
 * @param exitReason why it ended, or is ending; null otherwise
 * @param exit what is still to be closed; null for nothing
 * @param exitOrderId its last exit order; null before the first
 * @param exitOrders how many exit orders were asked for
 * @param failedExits how many of them in a row ended with something unfilled
 * @param venueStopId its last stop order at the venue; null before the first
 * @param venueStops how many of them were asked for
 * @param venueStopRefused whether the venue ended one unasked, so that no other is tried
 * @param exitRefusals of its exit orders, in a row; null for none
 * @param venueStopRefusals of its stop orders at the venue, likewise
 */
public record Position(
    PositionOrigin origin,
    ExitTerms terms,
    @Nullable ExitProgress progress,
    List<UUID> entrySignals,
    UUID entryOrderId,
    Ledger ledger,
    PositionStatus status,
    @Nullable Instant openedAt,
    @Nullable Instant closedAt,
    @Nullable ExitReason exitReason,
    @Nullable ExitRequest exit,
    @Nullable UUID exitOrderId,
    int exitOrders,
    int failedExits,
    @Nullable UUID venueStopId,
    int venueStops,
    boolean venueStopRefused,
    @Nullable PassingRefusals exitRefusals,
    @Nullable PassingRefusals venueStopRefusals) {

  public Position {
    entrySignals = List.copyOf(entrySignals);
  }

  static Position requested(PositionOrigin origin, ExitTerms terms) {
    return new Position(
        origin,
        terms,
        null,
        List.of(origin.signalId()),
        origin.clientOrderId(OrderPurpose.ENTRY, 1),
        Ledger.empty(origin.quoteCurrency()),
        PositionStatus.OPENING,
        null,
        null,
        null,
        null,
        null,
        0,
        0,
        null,
        0,
        false,
        null,
        null);
  }

  /** Its id. */
  public UUID id() {
    return origin.positionId();
  }

  /** Which way it gains. */
  public PositionSide side() {
    return origin.side();
  }

  /** Whether it is open, opening or closing. */
  public boolean isLive() {
    return status != PositionStatus.CLOSED;
  }

  /** What is held in the direction of its side; 0 if more was closed than opened. */
  public Quantity quantity() {
    var held = side() == PositionSide.LONG ? ledger.held() : ledger.held().negate();
    return held.signum() > 0 ? new Quantity(held) : Quantity.ZERO;
  }

  /** What was bought (long) or sold (short) to open it. */
  public Quantity entryQuantity() {
    return ledger.quantity(side().entrySide());
  }

  /** What was entered, for its exits; empty before the first fill. */
  public Optional<EntryFill> entered() {
    Quantity quantity = entryQuantity();
    Money amount = ledger.amount(side().entrySide());
    return quantity.isZero() || amount.amount().signum() <= 0
        ? Optional.empty()
        : Optional.of(new EntryFill(amount.amount(), quantity));
  }

  /** What was entered and is still held, at the price it was entered at, in quote currency. */
  BigDecimal invested() {
    return quantity().isZero() ? BigDecimal.ZERO : ledger.openShare(side().entrySide()).amount();
  }

  /**
   * Cash that a short holds back: what its open part brought, and an equal margin. 0 for a long
   * position.
   */
  public Money margin() {
    Money none = Money.zero(origin.quoteCurrency());
    if (side() == PositionSide.LONG || !isLive() || quantity().isZero()) {
      return none;
    }
    Money proceeds = ledger.openShare(side().entrySide());
    return proceeds.plus(proceeds);
  }

  /** Where it stops; empty for no stop, or once nothing is held. */
  public Optional<Price> stopPrice() {
    return entered()
        .flatMap(
            entry -> Optional.ofNullable(ExitEngine.stopPrice(terms, entry, progressFrom(entry))));
  }

  /** Its next target; empty for none, or once nothing is held. */
  public Optional<Price> nextTarget() {
    return entered()
        .flatMap(
            entry ->
                Optional.ofNullable(ExitEngine.targetPrice(terms, entry, progressFrom(entry))));
  }

  /** How far it went either way; empty before a price was seen. */
  public Optional<Excursion> excursion() {
    ExitProgress seen = progress;
    return seen == null
        ? Optional.empty()
        : entered().map(entry -> Excursion.of(side(), entry, seen));
  }

  ExitProgress progressFrom(EntryFill entry) {
    return progress == null ? ExitProgress.start(entry.averagePrice()) : progress;
  }

  /** Whether prices are to be checked: something is held that no exit is wanted of yet. */
  boolean watchesPrices() {
    return isLive() && (exit == null || !exit.closesAll()) && quantity().isPositive();
  }

  /** Whether another exit would only be in the way of the one that stands. */
  boolean isClosing() {
    return exit != null && exit.closesAll();
  }

  Position progressed(ExitProgress next) {
    return edit(edit -> edit.progress = next);
  }

  Position entering(UUID signalId, UUID orderId) {
    return edit(
        edit -> {
          edit.entrySignals = Stream.concat(entrySignals.stream(), Stream.of(signalId)).toList();
          edit.entryOrderId = orderId;
        });
  }

  /** With another order for what its last entry has not got. */
  Position enteringAnew(UUID orderId) {
    return edit(edit -> edit.entryOrderId = orderId);
  }

  Position booked(Ledger after, @Nullable Instant opened) {
    return edit(
        edit -> {
          edit.ledger = after;
          edit.openedAt = opened;
          edit.status = status == PositionStatus.OPENING ? PositionStatus.OPEN : status;
        });
  }

  Position reopened() {
    return partlyClosed();
  }

  Position wanting(ExitRequest request) {
    return edit(
        edit -> {
          edit.exit = request;
          edit.exitReason = request.reason();
        });
  }

  Position exiting(UUID orderId) {
    return edit(
        edit -> {
          edit.status = PositionStatus.CLOSING;
          edit.exitOrderId = orderId;
          edit.exitOrders = exitOrders + 1;
          edit.exitRefusals = exitRefusals == null ? null : exitRefusals.trying();
        });
  }

  Position guardedBy(UUID orderId) {
    return edit(
        edit -> {
          edit.venueStopId = orderId;
          edit.venueStops = venueStops + 1;
          edit.venueStopRefusals = venueStopRefusals == null ? null : venueStopRefusals.trying();
        });
  }

  Position withoutVenueStop() {
    return edit(
        edit -> {
          edit.venueStopRefused = true;
          edit.venueStopRefusals = null;
        });
  }

  /**
   * @param refusals null for a stop that the venue has had
   */
  Position venueStopPausing(@Nullable PassingRefusals refusals) {
    return edit(edit -> edit.venueStopRefusals = refusals);
  }

  /** The next exit order need not wait for anything. */
  Position exitsFailed(int failed) {
    return exitRefused(failed, null);
  }

  Position exitRefused(int failed, @Nullable PassingRefusals refusals) {
    return edit(
        edit -> {
          edit.failedExits = failed;
          edit.exitRefusals = refusals;
        });
  }

  /** With the pauses ended that are over at {@code at}. */
  Position tryingAgain(Instant at) {
    return edit(
        edit -> {
          if (exitRefusals != null && exitRefusals.isDue(at)) {
            edit.exitRefusals = exitRefusals.trying();
          }
          if (venueStopRefusals != null && venueStopRefusals.isDue(at)) {
            edit.venueStopRefusals = venueStopRefusals.trying();
          }
        });
  }

  /** Whether the venue would not have an order of its, and a further try is still to come. */
  boolean isPausing() {
    return isLive()
        && ((exitRefusals != null && exitRefusals.isPausing())
            || (venueStopRefusals != null && venueStopRefusals.isPausing()));
  }

  /** Whether a pause between two tries is over at {@code at}. */
  boolean isDue(Instant at) {
    return isLive()
        && ((exitRefusals != null && exitRefusals.isDue(at))
            || (venueStopRefusals != null && venueStopRefusals.isDue(at)));
  }

  /** What was asked to be closed is; the rest is held on. */
  Position partlyClosed() {
    return edit(
        edit -> {
          edit.status = PositionStatus.OPEN;
          edit.closedAt = null;
          edit.exit = null;
          edit.exitReason = null;
          edit.failedExits = 0;
          edit.exitRefusals = null;
        });
  }

  Position closed(Instant at) {
    return edit(
        edit -> {
          edit.status = PositionStatus.CLOSED;
          edit.closedAt = at;
          edit.exit = null;
          edit.failedExits = 0;
          edit.exitRefusals = null;
          edit.venueStopRefusals = null;
        });
  }

  private Position edit(Consumer<PositionEdit> change) {
    PositionEdit edit = new PositionEdit(this);
    change.accept(edit);
    return edit.done();
  }
}
