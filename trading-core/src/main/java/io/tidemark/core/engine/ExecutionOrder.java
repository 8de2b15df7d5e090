package io.tidemark.core.engine;

import io.tidemark.model.OrderStatus;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.event.PlaceOrder;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order and everything that is known of it: the row to store.
 *
 * @param intent what was asked for
 * @param terms its numbers as the venue gets them
 * @param sequence of the last state told
 * @param venueOrderId null until the venue told it
 * @param deadline when the venue must refuse it; null before its submission
 * @param reportedFilled what has traded by the venue's count
 * @param fills those that are known, in the order they came
 * @param cancelAsked the cancel that waits for the venue to have the order; null for none
 * @param unprovenTold whether it was told that its absence cannot be proven
 * @param askedAt when the venue was last asked about it, by the suite's clock; null for never
 */
public record ExecutionOrder(
    PlaceOrder intent,
    Terms terms,
    OrderStatus status,
    long sequence,
    @Nullable String venueOrderId,
    @Nullable Instant deadline,
    Quantity reportedFilled,
    List<VenueFill> fills,
    @Nullable Instant cancelAsked,
    boolean unprovenTold,
    @Nullable Instant askedAt) {

  /** Significant digits of an average price. */
  private static final MathContext DISPLAY = new MathContext(18, RoundingMode.HALF_EVEN);

  public ExecutionOrder {
    fills = List.copyOf(fills);
  }

  /**
   * An order's numbers on the venue's step and tick.
   *
   * @param limitPrice for LIMIT; null otherwise
   * @param stopPrice for STOP_LOSS and TAKE_PROFIT; null otherwise
   */
  public record Terms(Quantity quantity, @Nullable Price limitPrice, @Nullable Price stopPrice) {}

  static ExecutionOrder intended(PlaceOrder intent, Terms terms) {
    return new ExecutionOrder(
        intent,
        terms,
        OrderStatus.INTENDED,
        0,
        null,
        null,
        Quantity.ZERO,
        List.of(),
        null,
        false,
        null);
  }

  /** Its id. */
  public UUID id() {
    return intent.clientOrderId();
  }

  /** What the known fills add up to. */
  public Quantity booked() {
    return fills.stream().map(VenueFill::quantity).reduce(Quantity.ZERO, Quantity::plus);
  }

  /** What has traded, by the venue's count or by the known fills, whichever is more. */
  public Quantity filled() {
    Quantity booked = booked();
    return booked.compareTo(reportedFilled) > 0 ? booked : reportedFilled;
  }

  /** Whether the venue counts more than the known fills. */
  public boolean lacksFills() {
    return booked().compareTo(reportedFilled) < 0;
  }

  /** Whether its time to work is over. */
  boolean isExpired(Instant now) {
    Instant expiresAt = intent.expiresAt();
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  /** Whether something about it is still to come. */
  public boolean isUnresolved() {
    return !status.isTerminal() || lacksFills();
  }

  /** Whether the venue itself told that it ended. */
  boolean endedByVenue() {
    return status.isTerminal() && venueOrderId != null;
  }

  boolean knows(VenueFill fill) {
    return fills.stream().anyMatch(known -> known.venueTradeId().equals(fill.venueTradeId()));
  }

  boolean completedBy(VenueFill fill) {
    return booked().plus(fill.quantity()).compareTo(terms.quantity()) >= 0;
  }

  /** Weighted by quantity, to 18 significant digits; null while no fill is known. */
  public @Nullable Price averagePrice() {
    if (fills.isEmpty()) {
      return null;
    }
    BigDecimal cost =
        fills.stream()
            .map(fill -> fill.price().times(fill.quantity()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Price(cost.divide(booked().value(), DISPLAY));
  }

  ExecutionOrder in(OrderStatus newStatus) {
    return with(newStatus, sequence, venueOrderId, deadline, reportedFilled, fills, unprovenTold);
  }

  ExecutionOrder told() {
    return with(status, sequence + 1, venueOrderId, deadline, reportedFilled, fills, unprovenTold);
  }

  ExecutionOrder knownAs(String id) {
    return with(status, sequence, id, deadline, reportedFilled, fills, unprovenTold);
  }

  ExecutionOrder until(Instant newDeadline) {
    return with(status, sequence, venueOrderId, newDeadline, reportedFilled, fills, unprovenTold);
  }

  ExecutionOrder reporting(Quantity filled) {
    Quantity most = filled.compareTo(reportedFilled) > 0 ? filled : reportedFilled;
    return with(status, sequence, venueOrderId, deadline, most, fills, unprovenTold);
  }

  ExecutionOrder with(VenueFill fill) {
    List<VenueFill> more = Stream.concat(fills.stream(), Stream.of(fill)).toList();
    return with(status, sequence, venueOrderId, deadline, reportedFilled, more, unprovenTold);
  }

  ExecutionOrder unproven() {
    return with(status, sequence, venueOrderId, deadline, reportedFilled, fills, true);
  }

  ExecutionOrder cancelWanted(@Nullable Instant decidedAt) {
    return new ExecutionOrder(
        intent,
        terms,
        status,
        sequence,
        venueOrderId,
        deadline,
        reportedFilled,
        fills,
        decidedAt,
        unprovenTold,
        askedAt);
  }

  ExecutionOrder asked(Instant at) {
    return new ExecutionOrder(
        intent,
        terms,
        status,
        sequence,
        venueOrderId,
        deadline,
        reportedFilled,
        fills,
        cancelAsked,
        unprovenTold,
        at);
  }

  private ExecutionOrder with(
      OrderStatus newStatus,
      long newSequence,
      @Nullable String newVenueOrderId,
      @Nullable Instant newDeadline,
      Quantity newReportedFilled,
      List<VenueFill> newFills,
      boolean newUnprovenTold) {
    return new ExecutionOrder(
        intent,
        terms,
        newStatus,
        newSequence,
        newVenueOrderId,
        newDeadline,
        newReportedFilled,
        newFills,
        cancelAsked,
        newUnprovenTold,
        askedAt);
  }
}
