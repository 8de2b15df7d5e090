package io.tidemark.kit.control;

import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.log.TopicLog;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.messaging.EventPublisher.PublishException;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.event.ControlAcknowledged;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Hears the operator's commands and tells what each came to at this service. It reads outside of
 * any group, as each instance of a service has to hear every command, and begins a minute before
 * its start, so that one that was given meanwhile is answered, too.
 */
public final class CommandListener implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(CommandListener.class);
  private static final Duration LOOK_BACK = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  private final TidemarkService service;
  private final RunIdentity identity;
  private final CommandHandler handler;
  private final EventPublisher publisher;
  private final SuiteClock clock;
  private final KafkaConnection kafka;
  private final Instant since;

  private volatile boolean running;
  private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
  private @Nullable Thread thread;

  CommandListener(
      TidemarkService service,
      RunIdentity identity,
      CommandHandler handler,
      EventPublisher publisher,
      SuiteClock clock,
      KafkaConnection kafka) {
    this.service = service;
    this.identity = identity;
    this.handler = handler;
    this.publisher = publisher;
    this.clock = clock;
    this.kafka = kafka;
    this.since = InstantSource.system().instant().minus(LOOK_BACK);
  }

  @Override
  public synchronized void start() {
    running = true;
    thread = Thread.ofPlatform().daemon().name("commands").start(this::listen);
  }

  @Override
  public synchronized void stop() {
    running = false;
    KafkaConsumer<String, byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    Thread listening = thread;
    if (listening != null) {
      try {
        listening.join(STOP_PATIENCE);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void listen() {
    Map<TopicPartition, Long> next = new HashMap<>();
    while (running) {
      try (KafkaConsumer<String, byte[]> open = open()) {
        consumer = open;
        seek(open, next);
        while (running) {
          for (ConsumerRecord<String, byte[]> message : open.poll(POLL)) {
            next.put(partition(message.partition()), message.offset() + 1);
            TopicLog.event(message.value(), ControlCommand.class).ifPresent(this::take);
          }
        }
      } catch (WakeupException _) {
        LOG.debug("event=commands_heard_no_more service={}", service.serviceName());
      } catch (KafkaException e) {
        if (running && !pausedBriefly(e)) {
          return;
        }
      }
    }
  }

  private static boolean pausedBriefly(KafkaException cause) {
    LOG.warn("event=commands_not_heard cause=\"{}\" then=\"tries again\"", cause.getMessage());
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private KafkaConsumer<String, byte[]> open() {
    return kafka.consumer(Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"));
  }

  /** Goes on where it was; where it never was, a while before its start. */
  private void seek(KafkaConsumer<String, byte[]> open, Map<TopicPartition, Long> next) {
    List<TopicPartition> all =
        IntStream.range(0, Topic.PARTITIONS).mapToObj(CommandListener::partition).toList();
    open.assign(all);
    Map<TopicPartition, Long> times = new HashMap<>();
    all.forEach(partition -> times.put(partition, since.toEpochMilli()));
    Map<TopicPartition, @Nullable OffsetAndTimestamp> recent = open.offsetsForTimes(times);
    Map<TopicPartition, Long> ends = open.endOffsets(all);
    for (TopicPartition partition : all) {
      OffsetAndTimestamp first = recent.get(partition);
      long begin = first == null ? ends.getOrDefault(partition, 0L) : first.offset();
      open.seek(partition, next.getOrDefault(partition, begin));
    }
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition(Topic.CONTROL_COMMAND.topicName(), number);
  }

  private void take(ControlCommand command) {
    if (command.account() != null && !command.account().equals(identity.account())) {
      return;
    }
    answer(command)
        .ifPresent(
            answer -> {
              LOG.info(
                  "event=command_answered action={} commandId={} state={} detail=\"{}\"",
                  command.action(),
                  command.commandId(),
                  answer.state(),
                  answer.detail());
              tell(answer.to(command, service, clock.instant().truncatedTo(ChronoUnit.MICROS)));
            });
  }

  private Optional<CommandAnswer> answer(ControlCommand command) {
    try {
      return handler.handle(command);
    } catch (RuntimeException e) {
      LOG.error("event=command_failed commandId={}", command.commandId(), e);
      return Optional.of(new CommandAnswer("FAILED", String.valueOf(e.getMessage())));
    }
  }

  private void tell(ControlAcknowledged answer) {
    try {
      publisher.publishAndAwait(List.of(answer));
    } catch (PublishException e) {
      LOG.warn(
          "event=command_answer_lost commandId={} cause=\"{}\"",
          answer.commandId(),
          e.getMessage());
    }
  }
}
