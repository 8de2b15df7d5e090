package io.tidemark.exchange;

import io.tidemark.model.reason.OrderReason;

/** What is known after a cancel was sent once. Only the order's own state proves its end. */
public sealed interface CancelOutcome {

  /** The venue took the cancel; fills that came before it may still be reported. */
  record Accepted() implements CancelOutcome {}

  /** The venue works no such order: it ended before, or never arrived. */
  record NotOpen(String detail) implements CancelOutcome {}

  /** The venue refused the cancel; the order's state is not told. */
  record Rejected(OrderReason reason, String detail) implements CancelOutcome {}

  /** The cancel may or may not have arrived. A cancel may be sent again. */
  record Ambiguous(String detail) implements CancelOutcome {}

  /** The cancel provably never left this machine. */
  record NotSent(OrderReason reason, String detail) implements CancelOutcome {}
}
