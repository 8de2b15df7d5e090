package io.tidemark.simulator.rest;

import java.time.Duration;

/** How far the venue's clock is off where it answers and judges requests. */
@FunctionalInterface
public interface ClockOffset {

  /** The clock is right. */
  ClockOffset NONE = (method, form) -> Duration.ZERO;

  /**
   * How far it is off for a request; above 0 is ahead.
   *
   * @param method as the protocol calls it, such as {@code AddOrder} or {@code add_order}
   * @param form under REST's names
   */
  Duration of(String method, Parameters form);
}
