package io.tidemark.core.engine;

import io.tidemark.core.fill.FillSettings;
import io.tidemark.model.BookLevel;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Money;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.event.CancelOrder;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.PlaceOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Orders, fills and markets, written short. Times are seconds after {@link #START}. */
final class EngineFixture {

  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  static final UUID POSITION = Ids.of("position", 1);
  static final InstrumentRules RULES =
      new InstrumentRules(
          new BigDecimal("0.1"),
          new BigDecimal("0.001"),
          new BigDecimal("0.01"),
          new BigDecimal("5"),
          new BigDecimal("0.0026"),
          new BigDecimal("0.0016"));

  private EngineFixture() {}

  static Instant at(double seconds) {
    return START.plusMillis(Math.round(seconds * 1000));
  }

  static ExecutionConfiguration execution() {
    return new ExecutionConfiguration(
        "run-1",
        "paper",
        Map.of(BTC, RULES),
        Duration.ofSeconds(5),
        Duration.ofSeconds(2),
        Duration.ofMinutes(5));
  }

  static PaperVenueConfiguration paper(String slippageBps, double latencySeconds) {
    return paper(FillSettings.walking(new BigDecimal(slippageBps)), latencySeconds);
  }

  static PaperVenueConfiguration paper(FillSettings fills, double latencySeconds) {
    return new PaperVenueConfiguration(
        "paper",
        Map.of(BTC, RULES),
        Map.of("USD", new BigDecimal("10000"), "BTC", new BigDecimal("5")),
        fills,
        Duration.ofMillis(Math.round(latencySeconds * 1000)),
        Duration.ZERO,
        Duration.ofMinutes(5),
        false);
  }

  static PlaceOrder market(Side side, String quantity, double seconds) {
    return order(side, OrderType.MARKET, quantity, null, false, TimeInForce.GTC, seconds);
  }

  static PlaceOrder limit(Side side, String quantity, String price, double seconds) {
    return order(side, OrderType.LIMIT, quantity, price, false, TimeInForce.GTC, seconds);
  }

  /** A buy at a limit that is taken back at a second. */
  static PlaceOrder expiring(String quantity, String price, double expiresAt, double seconds) {
    PlaceOrder order = limit(Side.BUY, quantity, price, seconds);
    return new PlaceOrder(
        order.clientOrderId(),
        order.run(),
        order.account(),
        order.instrument(),
        order.strategy(),
        order.positionId(),
        order.causeId(),
        order.purpose(),
        order.side(),
        order.type(),
        order.quantity(),
        order.limitPrice(),
        null,
        false,
        TimeInForce.GTC,
        at(expiresAt),
        order.reason(),
        order.referencePrice(),
        order.eventTime(),
        order.observedAt());
  }

  static PlaceOrder order(
      Side side,
      OrderType type,
      String quantity,
      @Nullable String price,
      boolean postOnly,
      TimeInForce timeInForce,
      double seconds) {
    Price given = price == null ? null : Price.of(price);
    return new PlaceOrder(
        Ids.of("order", side, type, quantity, String.valueOf(price), seconds),
        "run-1",
        "paper",
        BTC,
        "s",
        POSITION,
        Ids.of("signal", seconds),
        side == Side.BUY ? OrderPurpose.ENTRY : OrderPurpose.EXIT,
        side,
        type,
        Quantity.of(quantity),
        type == OrderType.LIMIT ? given : null,
        type == OrderType.STOP_LOSS || type == OrderType.TAKE_PROFIT ? given : null,
        postOnly,
        timeInForce,
        "test",
        Price.of("100"),
        at(seconds),
        at(seconds));
  }

  static CancelOrder cancel(PlaceOrder order, double seconds) {
    return new CancelOrder(
        order.clientOrderId(),
        order.run(),
        order.account(),
        order.instrument(),
        order.causeId(),
        "test",
        at(seconds),
        at(seconds));
  }

  static VenueFill fill(String tradeId, String quantity, double seconds) {
    return new VenueFill(
        tradeId,
        Price.of("100"),
        Quantity.of(quantity),
        Money.of("0.1", "USD"),
        Liquidity.TAKER,
        at(seconds));
  }

  static VenueOrderState state(VenueOrderState.Phase phase, String filled, double seconds) {
    return new VenueOrderState("V1", phase, Quantity.of(filled), null, null, at(seconds));
  }

  static MarketTrade trade(String price, String quantity, double seconds) {
    return new MarketTrade(
        BTC, "m" + seconds, Price.of(price), Quantity.of(quantity), null, at(seconds), at(seconds));
  }

  static OrderBook book(String bid, String ask, String quantity, double seconds) {
    Quantity shown = Quantity.of(quantity);
    return new OrderBook(
        BTC,
        List.of(new BookLevel(Price.of(bid), shown, shown)),
        List.of(new BookLevel(Price.of(ask), shown, shown)),
        at(seconds),
        at(seconds));
  }
}
