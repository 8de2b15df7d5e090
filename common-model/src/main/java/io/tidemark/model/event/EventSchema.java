package io.tidemark.model.event;

import io.tidemark.model.topic.Topic;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The registry of events: the name and version in each message, and the topic it travels on. */
public enum EventSchema {
  BARS_CLOSED("bars-closed", 1, Topic.MARKET_BAR, BarsClosed.class),
  MARKET_TRADE("market-trade", 1, Topic.MARKET_TRADE, MarketTrade.class),
  TICKER("ticker", 1, Topic.MARKET_TICKER, Ticker.class),
  ORDER_BOOK("order-book", 1, Topic.MARKET_BOOK, OrderBook.class),
  SCAN_DECIDED("scan-decided", 1, Topic.STRATEGY_DECISION, ScanDecided.class),
  SIGNAL_RAISED("signal-raised", 1, Topic.STRATEGY_SIGNAL, SignalRaised.class),
  PREDICTION("prediction", 1, Topic.ML_PREDICTION, Prediction.class),
  MODEL_CHANGED("model-changed", 1, Topic.ML_MODEL, ModelChanged.class),
  PLACE_ORDER("place-order", 1, Topic.ORDER_INTENT, PlaceOrder.class),
  CANCEL_ORDER("cancel-order", 1, Topic.ORDER_INTENT, CancelOrder.class),
  ORDER_CHANGED("order-changed", 1, Topic.ORDER, OrderChanged.class),
  ORDER_FILLED("order-filled", 1, Topic.ORDER, OrderFilled.class),
  POSITION_CHANGED("position-changed", 1, Topic.POSITION, PositionChanged.class),
  ORDER_DENIED("order-denied", 1, Topic.POSITION, OrderDenied.class),
  RISK_STATE_CHANGED("risk-state-changed", 1, Topic.POSITION, RiskStateChanged.class),
  CONTROL_COMMAND("control-command", 1, Topic.CONTROL_COMMAND, ControlCommand.class),
  CONTROL_ACKNOWLEDGED("control-acknowledged", 1, Topic.CONTROL_COMMAND, ControlAcknowledged.class),
  CONFIGURATION_ACCEPTED(
      "configuration-accepted", 1, Topic.CONTROL_CONFIG, ConfigurationAccepted.class);

  private static final Map<Class<? extends Event>, EventSchema> BY_TYPE =
      Arrays.stream(values()).collect(Collectors.toMap(EventSchema::type, Function.identity()));

  private final String schemaName;
  private final int version;
  private final Topic topic;
  private final Class<? extends Event> type;

  EventSchema(String schemaName, int version, Topic topic, Class<? extends Event> type) {
    this.schemaName = schemaName;
    this.version = version;
    this.topic = topic;
    this.type = type;
  }

  /**
   * The schema of an event type.
   *
   * @throws IllegalArgumentException if the type is not registered
   */
  public static EventSchema of(Class<? extends Event> type) {
    EventSchema schema = BY_TYPE.get(type);
    if (schema == null) {
      throw new IllegalArgumentException(type.getName() + " is not a registered event");
    }
    return schema;
  }

  /** The value of {@code schema} in a message, such as {@code bars-closed}. */
  public String schemaName() {
    return schemaName;
  }

  /** The value of {@code version} in a message. */
  public int version() {
    return version;
  }

  public Topic topic() {
    return topic;
  }

  public Class<? extends Event> type() {
    return type;
  }
}
