package io.tidemark.exchange;

import io.tidemark.model.reason.OrderReason;

/** A read gave no answer, even after the retries that its kind of failure allows. */
public final class VenueReadException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final OrderReason reason;

  /**
   * @param reason what kind of failure it was
   * @param message what was asked and what the venue said; holds no secret
   */
  public VenueReadException(OrderReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** What kind of failure it was. */
  public OrderReason reason() {
    return reason;
  }
}
