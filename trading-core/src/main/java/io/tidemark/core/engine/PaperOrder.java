package io.tidemark.core.engine;

import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.core.engine.VenueOrderState.Phase;
import io.tidemark.core.fill.EngineSnapshot;
import io.tidemark.model.Quantity;
import io.tidemark.model.reason.OrderReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order at a {@link PaperVenue}, as it is stored.
 *
 * @param actsFrom decision time plus latency
 * @param cashPerUnit quote currency held for each unit of a buy that may still fill
 * @param cancelFrom when a cancel acts; null for none
 * @param phase where it stands
 * @param reason why it ended unasked; null otherwise
 * @param phaseTime when it came to its phase
 * @param matching its place in the market; null before it acts
 * @param seen the last market event it was matched against; null before the first
 */
public record PaperOrder(
    SubmitOrder order,
    String venueOrderId,
    Instant actsFrom,
    BigDecimal cashPerUnit,
    @Nullable Instant cancelFrom,
    Phase phase,
    @Nullable OrderReason reason,
    Instant phaseTime,
    List<VenueFill> fills,
    @Nullable EngineSnapshot matching,
    PaperMarket.@Nullable Moment seen) {

  public PaperOrder {
    fills = List.copyOf(fills);
  }

  /** What has traded. */
  public Quantity filled() {
    return fills.stream().map(VenueFill::quantity).reduce(Quantity.ZERO, Quantity::plus);
  }

  /** What may still trade. */
  Quantity open() {
    return phase == Phase.OPEN ? order.quantity().minus(filled()) : Quantity.ZERO;
  }

  VenueOrderState state() {
    return new VenueOrderState(venueOrderId, phase, filled(), reason, null, phaseTime);
  }

  PaperOrder ended(Phase newPhase, @Nullable OrderReason why, Instant at) {
    return new PaperOrder(
        order,
        venueOrderId,
        actsFrom,
        cashPerUnit,
        cancelFrom,
        newPhase,
        why,
        at,
        fills,
        matching,
        seen);
  }

  PaperOrder with(List<VenueFill> newFills) {
    return new PaperOrder(
        order,
        venueOrderId,
        actsFrom,
        cashPerUnit,
        cancelFrom,
        phase,
        reason,
        phaseTime,
        newFills,
        matching,
        seen);
  }

  /** With a cancel; of two, the one that acts first counts. */
  PaperOrder cancelledFrom(Instant at) {
    return new PaperOrder(
        order,
        venueOrderId,
        actsFrom,
        cashPerUnit,
        cancelFrom == null || at.isBefore(cancelFrom) ? at : cancelFrom,
        phase,
        reason,
        phaseTime,
        fills,
        matching,
        seen);
  }

  PaperOrder matched(@Nullable EngineSnapshot snapshot, PaperMarket.@Nullable Moment last) {
    return new PaperOrder(
        order,
        venueOrderId,
        actsFrom,
        cashPerUnit,
        cancelFrom,
        phase,
        reason,
        phaseTime,
        fills,
        snapshot,
        last);
  }
}
