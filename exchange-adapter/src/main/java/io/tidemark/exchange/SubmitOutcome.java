package io.tidemark.exchange;

import io.tidemark.model.reason.OrderReason;

/** What is known after an order was sent once. */
public sealed interface SubmitOutcome {

  /** The venue has the order. */
  record Accepted(String venueOrderId) implements SubmitOutcome {}

  /**
   * The venue refused the order; it does not exist.
   *
   * @param detail the venue's words
   */
  record Rejected(OrderReason reason, String detail) implements SubmitOutcome {}

  /**
   * The venue may or may not have the order: ask {@link ExchangeGateway#orderByClientId}, never
   * send it again.
   *
   * @param detail what happened, for the operator
   */
  record Ambiguous(String detail) implements SubmitOutcome {}

  /**
   * The order provably never left this machine.
   *
   * @param detail what stopped it
   */
  record NotSent(OrderReason reason, String detail) implements SubmitOutcome {}
}
