package io.tidemark.position;

import io.tidemark.core.portfolio.PositionOrigin;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Money;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.SignalSource;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.reason.OrderReason;
import io.tidemark.testkit.TestDatabase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** What others would send an account, written short; times are seconds after a common start. */
abstract class AccountEvents {

  static final String STRATEGY = "it-strategy";

  final TestDatabase database;

  /** Run and account at once. */
  final String account;

  /** A little ahead, so that no decision becomes stale while a slow machine runs the tests. */
  private final Instant start = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS);

  private String configurationHash = "none";

  /**
   * @param database whose name the run and the account take
   */
  AccountEvents(TestDatabase database) {
    this.database = database;
    this.account = database.name();
  }

  /** What a signal of the strategy is decided by from now on. */
  final void decideBy(String hash) {
    configurationHash = hash;
  }

  Instant at(double seconds) {
    return start.plusMillis(Math.round(seconds * 1000));
  }

  SignalRaised signal(SignalType type, String symbol, String price, double seconds) {
    return signal(account, type, symbol, price, seconds);
  }

  SignalRaised signal(String run, SignalType type, String symbol, String price, double seconds) {
    return new SignalRaised(
        Ids.of("signal", run, symbol, type, seconds),
        run,
        InstrumentId.of("kraken", symbol),
        STRATEGY,
        Timeframe.M1,
        type,
        SignalSource.TECHNICAL,
        0.8,
        0.8,
        "test",
        null,
        Price.of(price),
        List.of(),
        Map.of(),
        configurationHash,
        at(seconds),
        at(seconds));
  }

  /** The one-minute bar of a symbol that closes {@code minutes} after the first full minute. */
  BarsClosed bar(String symbol, String close, int minutes) {
    Instant open =
        Timeframe.M1.closeOf(Timeframe.M1.openOf(start)).plusSeconds(60L * (minutes - 1));
    Price price = Price.of(close);
    Bar bar =
        new Bar(
            Timeframe.M1,
            open,
            price,
            price,
            price,
            price,
            Quantity.of("1"),
            null,
            null,
            null,
            null,
            null,
            Completeness.COMPLETE,
            BarSource.TRADES,
            0);
    return new BarsClosed(
        InstrumentId.of("kraken", symbol), bar.closeTime(), List.of(bar), false, bar.closeTime());
  }

  /** A model's word on a symbol, {@code seconds} after the start. */
  Prediction prediction(String symbol, double up, double seconds) {
    return new Prediction(
        Ids.of("prediction", account, symbol, seconds),
        "lstm",
        "hash",
        InstrumentId.of("kraken", symbol),
        Timeframe.M1,
        at(seconds - 60),
        Map.of("up", up),
        at(seconds),
        at(seconds));
  }

  /** The origin of the position that a signal opens here: its ids follow from it. */
  PositionOrigin origin(SignalRaised signal) {
    return new PositionOrigin(
        PositionOrigin.positionId(account, account, signal.signalId()),
        signal.signalId(),
        account,
        account,
        signal.instrument(),
        signal.strategy(),
        signal.timeframe(),
        signal.configurationHash(),
        signal.type() == SignalType.SELL ? PositionSide.SHORT : PositionSide.LONG,
        signal.eventTime());
  }

  MarketTrade trade(String symbol, String price, double seconds) {
    return new MarketTrade(
        InstrumentId.of("kraken", symbol),
        account + seconds + price,
        Price.of(price),
        Quantity.of("1"),
        null,
        at(seconds),
        at(seconds));
  }

  OrderChanged filled(PlaceOrder order, double seconds) {
    return new OrderChanged(
        order.clientOrderId(),
        account,
        account,
        order.instrument(),
        1,
        OrderStatus.FILLED,
        "V1",
        order.side(),
        order.quantity(),
        order.quantity(),
        order.referencePrice(),
        null,
        null,
        at(seconds),
        at(seconds));
  }

  /** The venue would not have an order. */
  OrderChanged refused(PlaceOrder order, OrderReason reason, double seconds) {
    return new OrderChanged(
        order.clientOrderId(),
        account,
        account,
        order.instrument(),
        1,
        OrderStatus.REJECTED,
        null,
        order.side(),
        order.quantity(),
        Quantity.ZERO,
        null,
        reason,
        null,
        at(seconds),
        at(seconds));
  }

  OrderFilled fill(PlaceOrder order, String price, String fee, double seconds) {
    return fill(account, order, price, fee, seconds);
  }

  OrderFilled fill(String of, PlaceOrder order, String price, String fee, double seconds) {
    return new OrderFilled(
        Ids.of("fill", of, order.clientOrderId()),
        "trade-" + order.clientOrderId(),
        order.clientOrderId(),
        account,
        of,
        order.instrument(),
        order.side(),
        Price.of(price),
        order.quantity(),
        Money.of(fee, "USD"),
        Liquidity.TAKER,
        at(seconds),
        at(seconds));
  }

  /** A fill of a part of an order for a fee of 1 USD; it is known by its time. */
  OrderFilled part(PlaceOrder order, String quantity, String price, double seconds) {
    return new OrderFilled(
        Ids.of("fill", account, order.clientOrderId(), seconds),
        "trade-%s-%s".formatted(order.clientOrderId(), seconds),
        order.clientOrderId(),
        account,
        account,
        order.instrument(),
        order.side(),
        Price.of(price),
        Quantity.of(quantity),
        Money.of("1", "USD"),
        Liquidity.TAKER,
        at(seconds),
        at(seconds));
  }
}
