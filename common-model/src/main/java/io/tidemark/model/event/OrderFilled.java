package io.tidemark.model.event;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Money;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import java.time.Instant;
import java.util.UUID;

/**
 * A part of an order traded.
 *
 * @param fillId derived from account and venue trade id
 * @param venueTradeId the venue's id of the trade: a fill is known by it
 * @param fee what the venue took for it; negative for a rebate
 */
public record OrderFilled(
    UUID fillId,
    String venueTradeId,
    UUID clientOrderId,
    String run,
    String account,
    InstrumentId instrument,
    Side side,
    Price price,
    Quantity quantity,
    Money fee,
    Liquidity liquidity,
    Instant eventTime,
    Instant observedAt)
    implements OrderReport {

  /**
   * @throws IllegalArgumentException if the quantity is 0
   */
  public OrderFilled {
    if (quantity.isZero()) {
      throw new IllegalArgumentException("quantity must be above 0, was 0");
    }
  }
}
