package io.tidemark.execution.venue;

import io.tidemark.core.engine.ExecutionInput;
import io.tidemark.core.engine.ExecutionInput.CancelFailed;
import io.tidemark.core.engine.ExecutionInput.SubmitAccepted;
import io.tidemark.core.engine.ExecutionInput.SubmitAmbiguous;
import io.tidemark.core.engine.ExecutionInput.SubmitRejected;
import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.core.engine.VenueFill;
import io.tidemark.core.engine.VenueOrderState;
import io.tidemark.core.engine.VenueOrderState.Phase;
import io.tidemark.exchange.CancelOutcome;
import io.tidemark.exchange.SubmitOutcome;
import io.tidemark.exchange.VenueOrder;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Between the words of the gateway and those of the stage. */
final class GatewayAnswers {

  private GatewayAnswers() {}

  static VenueOrder order(SubmitOrder submit) {
    return new VenueOrder(
        submit.clientOrderId(),
        submit.instrument(),
        submit.side(),
        submit.type(),
        submit.quantity(),
        submit.limitPrice(),
        submit.stopPrice(),
        submit.postOnly(),
        submit.timeInForce(),
        submit.deadline());
  }

  static ExecutionInput submitted(UUID id, SubmitOutcome outcome, Instant now) {
    return switch (outcome) {
      case SubmitOutcome.Accepted accepted -> new SubmitAccepted(id, accepted.venueOrderId(), now);
      case SubmitOutcome.Rejected rejected ->
          new SubmitRejected(id, rejected.reason(), rejected.detail(), now);
      case SubmitOutcome.Ambiguous ambiguous -> new SubmitAmbiguous(id, ambiguous.detail());
      case SubmitOutcome.NotSent notSent ->
          new SubmitRejected(
              id, notSent.reason(), "never left this machine: " + notSent.detail(), now);
    };
  }

  /** Empty for a cancel that the venue took: the order's own state tells the rest. */
  static Optional<ExecutionInput> cancelled(UUID id, CancelOutcome outcome) {
    return switch (outcome) {
      case CancelOutcome.Accepted _ -> Optional.empty();
      case CancelOutcome.NotOpen notOpen -> Optional.of(new CancelFailed(id, notOpen.detail()));
      case CancelOutcome.Rejected rejected -> Optional.of(new CancelFailed(id, rejected.detail()));
      case CancelOutcome.Ambiguous unclear -> Optional.of(new CancelFailed(id, unclear.detail()));
      case CancelOutcome.NotSent notSent -> Optional.of(new CancelFailed(id, notSent.detail()));
    };
  }

  static VenueOrderState state(io.tidemark.exchange.VenueOrderState told) {
    Phase phase =
        switch (told.status()) {
          case ACCEPTED, PARTIALLY_FILLED -> Phase.OPEN;
          case FILLED -> Phase.FILLED;
          case CANCELLED -> Phase.CANCELLED;
          case EXPIRED -> Phase.EXPIRED;
          case REJECTED -> Phase.REJECTED;
          case INTENDED, DENIED, SUBMITTING, UNKNOWN, CANCEL_PENDING ->
              throw new IllegalStateException("no venue tells an order as " + told.status());
        };
    return new VenueOrderState(
        told.venueOrderId(), phase, told.filled(), told.reason(), told.detail(), told.eventTime());
  }

  static VenueFill fill(io.tidemark.exchange.VenueFill told) {
    return new VenueFill(
        told.venueTradeId(),
        told.price(),
        told.quantity(),
        told.fee(),
        told.liquidity(),
        told.eventTime());
  }

  static VenueBooks.Foreign foreign(io.tidemark.exchange.VenueOrderState told) {
    return new VenueBooks.Foreign(
        true,
        told.venueOrderId(),
        "%s %s of %s %s"
            .formatted(told.side(), told.quantity(), told.type(), told.instrument().symbol()));
  }

  static VenueBooks.Foreign foreign(io.tidemark.exchange.VenueFill told) {
    return new VenueBooks.Foreign(
        false,
        told.venueTradeId(),
        "%s %s %s at %s"
            .formatted(told.side(), told.quantity(), told.instrument().symbol(), told.price()));
  }
}
