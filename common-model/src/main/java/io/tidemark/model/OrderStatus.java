package io.tidemark.model;

/** Where an order stands between our intention and its end. */
public enum OrderStatus {
  /** Committed here; the venue knows nothing of it. */
  INTENDED(false),
  /** Refused here, before it left; the venue never saw it. */
  DENIED(true),
  /** Being sent; the venue may or may not have it. */
  SUBMITTING(false),
  /** The answer was lost or ambiguous; exposure stays reserved until the venue tells. */
  UNKNOWN(false),
  /** The venue has it and works it. */
  ACCEPTED(false),
  /** A part has traded, the rest works. */
  PARTIALLY_FILLED(false),
  /** All of it has traded. */
  FILLED(true),
  /** A cancel was sent, its outcome is not known yet; it may still fill. */
  CANCEL_PENDING(false),
  /** Ended by us with something unfilled. */
  CANCELLED(true),
  /** Ended by time with something unfilled, or proven never to have reached the venue. */
  EXPIRED(true),
  /** Refused by the venue. */
  REJECTED(true);

  private final boolean terminal;

  OrderStatus(boolean terminal) {
    this.terminal = terminal;
  }

  /** Whether nothing can follow but a late fill. */
  public boolean isTerminal() {
    return terminal;
  }
}
