package io.tidemark.exchange.xchange;

import io.tidemark.exchange.VenueOrder;
import io.tidemark.model.Liquidity;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.OrderType;
import io.tidemark.model.Side;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.instrument.Instrument;

/** How a venue's module places orders that carry an id of ours. Holds no state. */
interface OrderDesk {

  /**
   * An order as the venue's module tells it.
   *
   * @param clientOrderId null for an order of other hands
   */
  record Placed(
      @Nullable UUID clientOrderId,
      String venueOrderId,
      Instrument instrument,
      Side side,
      OrderType type,
      OrderStatus status,
      BigDecimal quantity,
      BigDecimal filled,
      @Nullable BigDecimal averagePrice,
      @Nullable BigDecimal limitPrice,
      Instant eventTime) {}

  /**
   * A fill as the venue's module tells it.
   *
   * @param clientOrderId null where the venue does not tell it
   */
  record Filled(
      String venueTradeId,
      String venueOrderId,
      @Nullable UUID clientOrderId,
      Instrument instrument,
      Side side,
      BigDecimal price,
      BigDecimal quantity,
      BigDecimal fee,
      String feeCurrency,
      Liquidity liquidity,
      Instant eventTime) {}

  /** The types of orders that it places. */
  Set<OrderType> types();

  /** Whether it can say that what does not trade at once is cancelled. */
  boolean immediateOrCancel();

  /** Sends an order once; gives the venue's id. */
  String place(Exchange exchange, Listing listing, VenueOrder order) throws IOException;

  /** Asks for an order's end once. */
  void cancel(Exchange exchange, Listing listing, UUID clientOrderId, @Nullable String venueOrderId)
      throws IOException;

  /** The order of an id of ours; empty if the module cannot tell. */
  Optional<Placed> find(
      Exchange exchange, Listing listing, UUID clientOrderId, @Nullable String venueOrderId)
      throws IOException;

  /** All working orders of the account. */
  List<Placed> open(Exchange exchange) throws IOException;

  /** Whether fills are told for one instrument at a time. */
  boolean fillsByInstrument();

  /**
   * The account's fills.
   *
   * @param listing whose; null where fills are told for all instruments at once
   */
  List<Filled> fills(Exchange exchange, @Nullable Listing listing, Instant since)
      throws IOException;

  /** Whether a refusal says that the venue knows no such order. */
  boolean isUnknownOrder(String detail);

  /** The id of ours in what the venue tells; empty for an order of other hands. */
  static Optional<UUID> idOf(@Nullable String text) {
    try {
      return text != null && text.length() == 36
          ? Optional.of(UUID.fromString(text))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
