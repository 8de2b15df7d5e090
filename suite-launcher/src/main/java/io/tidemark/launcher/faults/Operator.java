package io.tidemark.launcher.faults;

import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.launcher.demo.ReplayedSuite;
import io.tidemark.launcher.demo.SuiteClient;
import io.tidemark.model.Ids;
import io.tidemark.model.TradingState;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.model.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what an operator does: lets an account that went REDUCING trade again, and ends the trading.
 */
final class Operator implements AutoCloseable {

  /** Who issues the commands. */
  static final String NAME = "faults";

  private static final Logger LOG = LoggerFactory.getLogger(Operator.class);
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int REQUEST_MILLIS = 5_000;

  /** Longer than a command usually takes, so that one is enough. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final ReplayedSuite suite;
  private final EventPublisher publisher;
  private final List<String> reductions = new ArrayList<>();
  private int commands;
  private long nextLook = System.nanoTime();

  Operator(ReplayedSuite suite) {
    this.suite = suite;
    this.publisher =
        new EventPublisher(
            new KafkaProducer<>(
                Map.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    suite.infrastructure().kafka(),
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    PATIENCE_MILLIS,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    REQUEST_MILLIS,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    PATIENCE_MILLIS),
                new StringSerializer(),
                new ByteArraySerializer()));
  }

  /** Looks at the account now and then, and resumes it if it only reduces. */
  void look() {
    if (System.nanoTime() < nextLook) {
      return;
    }
    nextLook = System.nanoTime() + LOOK_EVERY.toNanos();
    try {
      SuiteClient.Account account = suite.client().account();
      if (account.state().equals(TradingState.REDUCING.name())) {
        if (!reductions.contains(account.reason())) {
          reductions.add(account.reason());
        }
        command(Action.RESUME);
      }
    } catch (IllegalStateException | EventPublisher.PublishException e) {
      LOG.info("event=account_not_seen cause=\"{}\"", e.getMessage());
    }
  }

  /** Why the account went REDUCING, each reason once, in their order. */
  List<String> reductions() {
    return List.copyOf(reductions);
  }

  /** Lets nothing new be entered; an account that only reduces keeps its reason for it. */
  void pause() {
    if (suite.client().account().state().equals(TradingState.ACTIVE.name())) {
      command(Action.PAUSE);
    }
  }

  /** Sends a message that is no event. */
  void poison(Topic topic, String text) {
    EventPublisher.await(
        List.of(
            publisher.send(
                new ProducerRecord<>(
                    topic.topicName(),
                    ReplayedSuite.ACCOUNT,
                    text.getBytes(StandardCharsets.UTF_8)))));
  }

  /** Closes what is open. */
  void closeAll() {
    command(Action.CLOSE);
  }

  private void command(Action action) {
    Instant now = suite.venue().now();
    publisher.publishAndAwait(
        List.of(
            new ControlCommand(
                Ids.of("command", suite.run(), NAME, ++commands),
                action,
                ReplayedSuite.ACCOUNT,
                null,
                null,
                null,
                null,
                NAME,
                "the fault run wants it",
                now,
                now)));
  }

  @Override
  public void close() {
    publisher.close();
  }
}
