package io.tidemark.kit.codec;

import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.BookLevel;
import io.tidemark.model.Completeness;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Money;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.OrderType;
import io.tidemark.model.PositionSide;
import io.tidemark.model.PositionStatus;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.SignalSource;
import io.tidemark.model.SignalType;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.Timeframe;
import io.tidemark.model.TradingState;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.CancelOrder;
import io.tidemark.model.event.ConfigurationAccepted;
import io.tidemark.model.event.ControlAcknowledged;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.EventSchema;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.ModelChanged;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.PositionChanged;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.event.RiskStateChanged;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.Ticker;
import io.tidemark.model.reason.DenialReason;
import io.tidemark.model.reason.ExitReason;
import io.tidemark.model.reason.OrderReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One event of every schema, with all its fields filled where that is possible. */
final class SampleEvents {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final Instant OPEN = Instant.parse("2013-11-25T00:00:00Z");
  private static final Instant CLOSE = Instant.parse("2013-11-25T00:01:00Z");
  private static final Instant SEEN = Instant.parse("2013-11-25T00:01:00.250Z");
  private static final Price PRICE = Price.of("770.1");
  private static final Quantity QUANTITY = Quantity.of("0.25");
  private static final UUID ORDER = Ids.of("order", "sample");
  private static final UUID CAUSE = Ids.of("signal", "sample");

  private SampleEvents() {}

  static Event of(EventSchema schema) {
    return switch (schema) {
      case BARS_CLOSED -> new BarsClosed(BTC, CLOSE, List.of(bar()), false, SEEN);
      case MARKET_TRADE ->
          new MarketTrade(BTC, "t1", PRICE, QUANTITY, Side.BUY, OPEN.plusSeconds(1), SEEN);
      case TICKER ->
          new Ticker(BTC, PRICE, QUANTITY, Price.of("771"), QUANTITY, PRICE, QUANTITY, OPEN, SEEN);
      case ORDER_BOOK -> new OrderBook(BTC, levels("770"), levels("771"), OPEN, SEEN);
      case SCAN_DECIDED -> new ScanDecided(BTC, "run", CLOSE, List.of(decision()), SEEN);
      case SIGNAL_RAISED -> signal();
      case PREDICTION ->
          new Prediction(
              CAUSE,
              "lstm",
              "hash",
              "features",
              BTC,
              Timeframe.M1,
              OPEN,
              Map.of("up", 0.7),
              0.5,
              CLOSE,
              SEEN);
      case MODEL_CHANGED ->
          new ModelChanged(CAUSE, "lstm", "hash", ModelChanged.Change.PROMOTED, CLOSE, SEEN);
      case PLACE_ORDER -> placeOrder();
      case CANCEL_ORDER ->
          new CancelOrder(ORDER, "run", "main", BTC, CAUSE, "exit first", CLOSE, SEEN);
      case ORDER_CHANGED -> orderChanged();
      case ORDER_FILLED -> orderFilled();
      case POSITION_CHANGED -> positionChanged();
      case ORDER_DENIED ->
          new OrderDenied(
              Ids.of("denial", "sample"),
              "run",
              "main",
              BTC,
              "sma",
              CAUSE,
              DenialReason.INSUFFICIENT_CASH,
              Map.of("cash", "1.5"),
              CLOSE,
              SEEN);
      case RISK_STATE_CHANGED ->
          new RiskStateChanged(
              "run",
              "main",
              TradingState.ACTIVE,
              Money.of("10000", "USD"),
              Money.of("200", "USD"),
              Money.of("-1.5", "USD"),
              Money.of("0.5", "USD"),
              1,
              "started",
              CAUSE,
              CLOSE,
              CLOSE,
              SEEN);
      case CONTROL_COMMAND ->
          new ControlCommand(
              CAUSE,
              ControlCommand.Action.CLOSE,
              "main",
              BTC,
              Ids.of("position", "sample"),
              null,
              null,
              "rest",
              "asked",
              CLOSE,
              SEEN);
      case CONTROL_ACKNOWLEDGED ->
          new ControlAcknowledged(
              CAUSE, "scanner-service", "main", "RELOADED", "edition 2", CLOSE, CLOSE, SEEN);
      case CONFIGURATION_ACCEPTED ->
          new ConfigurationAccepted("scanner-service", "sma", "hash", "{}", CLOSE, CLOSE, SEEN);
    };
  }

  private static Bar bar() {
    return new Bar(
        Timeframe.M1,
        OPEN,
        PRICE,
        Price.of("772"),
        Price.of("769.5"),
        Price.of("771"),
        QUANTITY,
        Price.of("770.5"),
        12L,
        Quantity.of("0.1"),
        new BigDecimal("-0.2"),
        new BigDecimal("0.0013"),
        Completeness.COMPLETE,
        BarSource.TRADES,
        0);
  }

  private static List<BookLevel> levels(String price) {
    return List.of(new BookLevel(Price.of(price), QUANTITY, QUANTITY));
  }

  private static StrategyDecision decision() {
    return new StrategyDecision(
        Ids.of("decision", "sample"),
        "sma",
        Timeframe.M1,
        StrategyDecision.Outcome.SIGNAL,
        SignalType.BUY,
        0.75,
        0.5,
        null,
        List.of("fast crossed above slow"),
        Map.of("sma(10)", 770.25),
        "hash",
        null);
  }

  private static SignalRaised signal() {
    return new SignalRaised(
        CAUSE,
        "run",
        BTC,
        "sma",
        Timeframe.M1,
        SignalType.PARTIAL_CLOSE,
        SignalSource.TECHNICAL,
        0.75,
        0.5,
        "fast crossed below slow",
        new BigDecimal("0.33"),
        new BigDecimal("0.5"),
        PRICE,
        List.of(Ids.of("decision", "sample")),
        Map.of("atr", 3.5),
        "hash",
        CLOSE,
        SEEN);
  }

  private static PlaceOrder placeOrder() {
    return new PlaceOrder(
        ORDER,
        "run",
        "main",
        BTC,
        "sma",
        Ids.of("position", "sample"),
        CAUSE,
        OrderPurpose.ENTRY,
        Side.BUY,
        OrderType.LIMIT,
        QUANTITY,
        PRICE,
        null,
        true,
        TimeInForce.GTC,
        CLOSE.plusSeconds(300),
        "entry",
        PRICE,
        CLOSE,
        SEEN);
  }

  private static OrderChanged orderChanged() {
    return new OrderChanged(
        ORDER,
        "run",
        "main",
        BTC,
        3,
        OrderStatus.CANCELLED,
        "OABCDE",
        Side.BUY,
        QUANTITY,
        Quantity.of("0.1"),
        PRICE,
        OrderReason.REQUESTED,
        "cancelled by user",
        CLOSE,
        SEEN);
  }

  private static OrderFilled orderFilled() {
    return new OrderFilled(
        Ids.of("fill", "sample"),
        "TABCDE",
        ORDER,
        "run",
        "main",
        BTC,
        Side.BUY,
        PRICE,
        QUANTITY,
        Money.of("0.5", "USD"),
        Liquidity.TAKER,
        CLOSE,
        SEEN);
  }

  private static PositionChanged positionChanged() {
    return new PositionChanged(
        Ids.of("position", "sample"),
        "run",
        "main",
        BTC,
        "sma",
        CAUSE,
        PositionChanged.Change.CLOSED,
        PositionSide.LONG,
        PositionStatus.CLOSED,
        QUANTITY,
        Quantity.ZERO,
        PRICE,
        Price.of("771"),
        Money.of("1", "USD"),
        Money.of("-0.775", "USD"),
        Price.of("760"),
        Price.of("780"),
        1,
        Price.of("775"),
        Price.of("759.5"),
        new BigDecimal("0.0064"),
        new BigDecimal("0.0138"),
        OPEN,
        OPEN,
        CLOSE,
        ExitReason.STOP_LOSS,
        CLOSE,
        SEEN);
  }
}
