package io.tidemark.core.fill;

import io.tidemark.model.Liquidity;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened to an order, numbered in the order in which it happened. */
public sealed interface MatchEvent {

  String orderId();

  Instant time();

  /** Rises by one with each event of an engine, across a restore too. */
  long sequence();

  /** The order is working. */
  record Accepted(String orderId, Instant time, long sequence) implements MatchEvent {}

  /** The order's quantity or price was changed. */
  record Amended(
      String orderId, Quantity quantity, @Nullable Price price, Instant time, long sequence)
      implements MatchEvent {}

  /**
   * A stop or target was reached; the order is a market order from now on.
   *
   * @param lastTrade the trade price that reached it
   */
  record Triggered(String orderId, Price lastTrade, Instant time, long sequence)
      implements MatchEvent {}

  /**
   * A part or all of the order traded.
   *
   * @param remaining what is still to be filled; zero ends the order
   */
  record Filled(
      String orderId,
      Price price,
      Quantity quantity,
      Quantity remaining,
      Liquidity liquidity,
      Instant time,
      long sequence)
      implements MatchEvent {}

  /**
   * The order ended with something unfilled.
   *
   * @param remaining what was never filled, above zero
   */
  record Cancelled(
      String orderId, Quantity remaining, CancelReason reason, Instant time, long sequence)
      implements MatchEvent {}

  /** The request had no effect; an order already working works on as it was. */
  record Refused(String orderId, RefusalReason reason, Instant time, long sequence)
      implements MatchEvent {}
}
