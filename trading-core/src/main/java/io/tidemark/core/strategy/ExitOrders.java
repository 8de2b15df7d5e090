package io.tidemark.core.strategy;

import io.tidemark.model.OrderType;

/**
 * How what closes a position is put.
 *
 * @param orderType {@code MARKET}, or {@code LIMIT} to try limits at the other side of the book
 *     before the market
 * @param timeoutSeconds after which such a limit is taken back, 1 or above
 * @param tries limits before the market is taken, 1 or above
 * @param venueStop whether a stop order of the venue guards what is held
 */
public record ExitOrders(OrderType orderType, int timeoutSeconds, int tries, boolean venueStop) {

  public static final int DEFAULT_TIMEOUT_SECONDS = 10;
  public static final int DEFAULT_TRIES = 3;

  /** At the market at once, without a stop at the venue. */
  public static final ExitOrders USUAL =
      new ExitOrders(OrderType.MARKET, DEFAULT_TIMEOUT_SECONDS, DEFAULT_TRIES, false);

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public ExitOrders {
    if (orderType != OrderType.MARKET && orderType != OrderType.LIMIT) {
      throw new IllegalArgumentException(
          "execution.exit_order_type must be market or limit, was " + orderType);
    }
    if (timeoutSeconds < 1) {
      throw new IllegalArgumentException(
          "execution.exit_timeout_seconds must be 1 or above, was " + timeoutSeconds);
    }
    if (tries < 1) {
      throw new IllegalArgumentException("execution.exit_tries must be 1 or above, was " + tries);
    }
  }

  /** How many limits are tried before the market is taken. */
  public int limitTries() {
    return orderType == OrderType.LIMIT ? tries : 0;
  }
}
