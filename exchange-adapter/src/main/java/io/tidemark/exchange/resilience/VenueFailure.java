package io.tidemark.exchange.resilience;

import io.tidemark.model.reason.OrderReason;

/** A call failed; tells what that proves. Holds no secret. */
public final class VenueFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /** What the failure proves about the request. */
  public enum Effect {
    /** The request provably never left this machine. */
    NEVER_LEFT,
    /** The venue refused it: it had no effect. */
    REFUSED,
    /** It may or may not have had its effect. */
    UNCERTAIN
  }

  /** How long the venue is to be left alone before it is asked again. */
  public enum Pause {
    /** As long as after any passing failure. */
    USUAL,
    /** Longer: it counts requests and punishes those that go on, or its front is overloaded. */
    LONG
  }

  private final Effect effect;
  private final OrderReason reason;
  private final boolean passing;
  private final Pause pause;

  /**
   * A failure after which the venue is left alone for as long as usual; for longer if it refused
   * because of too many requests.
   *
   * @param passing whether the same request may succeed a little later
   * @param detail what happened, for the operator
   */
  public VenueFailure(Effect effect, OrderReason reason, boolean passing, String detail) {
    this(
        effect,
        reason,
        passing,
        effect == Effect.REFUSED && reason == OrderReason.RATE_LIMITED ? Pause.LONG : Pause.USUAL,
        detail);
  }

  /**
   * @param passing whether the same request may succeed a little later
   * @param pause how long to leave the venue alone
   * @param detail what happened, for the operator
   */
  public VenueFailure(
      Effect effect, OrderReason reason, boolean passing, Pause pause, String detail) {
    super(detail);
    this.effect = effect;
    this.reason = reason;
    this.passing = passing;
    this.pause = pause;
  }

  public Effect effect() {
    return effect;
  }

  public OrderReason reason() {
    return reason;
  }

  /** Whether the same request may succeed a little later; only reads may try. */
  public boolean passing() {
    return passing;
  }

  /** How long to leave the venue alone. */
  public Pause pause() {
    return pause;
  }

  /** What happened, for the operator. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** Whether it tells that the venue is not well, and not only that it said no. */
  boolean showsOutage() {
    return effect != Effect.REFUSED && reason == OrderReason.VENUE_UNAVAILABLE;
  }
}
