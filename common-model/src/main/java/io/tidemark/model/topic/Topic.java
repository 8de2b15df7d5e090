package io.tidemark.model.topic;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A Kafka topic. Market and strategy topics are keyed {@code exchange|symbol}, so that all of a
 * symbol's messages keep their order; trading topics are keyed by venue account.
 */
public enum Topic {
  /** Closed bars and corrections: one message a symbol and close instant. */
  MARKET_BAR("market.bar.v1", Duration.ofDays(30)),
  /** Trades as the venue told them. */
  MARKET_TRADE("market.trade.v1", Duration.ofDays(2)),
  /** The top of the book. */
  MARKET_TICKER("market.ticker.v1", Duration.ofHours(6)),
  /** Twenty levels of depth with cumulative quantities. */
  MARKET_BOOK("market.book.v1", Duration.ofHours(6)),
  /** Every decision with its reasons, holds included. */
  STRATEGY_DECISION("strategy.decision.v1", Duration.ofDays(30)),
  /** What is to be acted on. */
  STRATEGY_SIGNAL("strategy.signal.v1", Duration.ofDays(30)),
  /** What the models expect. */
  ML_PREDICTION("ml.prediction.v1", Duration.ofDays(30)),
  /** Models promoted and retired. */
  ML_MODEL("ml.model.v1", Duration.ofDays(365)),
  /** What to trade, with its client order id. */
  ORDER_INTENT("trading.order-intent.v1", Duration.ofDays(365)),
  /** Order life-cycle and fills, in one order. */
  ORDER("trading.order.v1", Duration.ofDays(365)),
  /** Positions opened, changed and closed; denials; risk state. */
  POSITION("trading.position.v1", Duration.ofDays(365)),
  /** Commands of the operator, and what services answer to them. */
  CONTROL_COMMAND("control.command.v1", Duration.ofDays(365)),
  /** Configurations that took effect. */
  CONTROL_CONFIG("control.config.v1", Duration.ofDays(365));

  /** Partitions of every topic: the most consumers that can share one. */
  public static final int PARTITIONS = 12;

  private static final String DEAD_LETTER_SUFFIX = "-dlt";

  private static final Map<String, Topic> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Topic::topicName, Function.identity()));

  private final String topicName;
  private final Duration retention;

  Topic(String topicName, Duration retention) {
    this.topicName = topicName;
    this.retention = retention;
  }

  /**
   * The topic of that name.
   *
   * @throws IllegalArgumentException if the registry has none
   */
  public static Topic named(String topicName) {
    Topic topic = BY_NAME.get(topicName);
    if (topic == null) {
      throw new IllegalArgumentException("no topic is named '%s'".formatted(topicName));
    }
    return topic;
  }

  /** The name in Kafka, version included, such as {@code market.bar.v1}. */
  public String topicName() {
    return topicName;
  }

  /** How long Kafka keeps a message. */
  public Duration retention() {
    return retention;
  }

  /** Where messages go that cannot be read, with the cause in their headers. */
  public String deadLetterName() {
    return topicName + DEAD_LETTER_SUFFIX;
  }
}
