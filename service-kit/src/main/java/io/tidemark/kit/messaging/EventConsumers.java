package io.tidemark.kit.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.inbox.Inbox;
import io.tidemark.kit.trace.Spans;
import io.tidemark.model.topic.Topic;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.listener.RetryListener;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Makes the consumers of a service. Declare what it gives as a bean: Spring starts and stops it.
 */
public final class EventConsumers {

  private static final Logger LOG = LoggerFactory.getLogger(EventConsumers.class);

  private static final long FIRST_RETRY_MILLIS = 200;
  private static final long LONGEST_RETRY_MILLIS = 10_000;
  private static final int MAX_POLL_RECORDS = 500;

  /** Nothing was polled for so long: what Kafka is still to be told can be told. */
  private static final long IDLE_MILLIS = 1_000;

  /** The same of streaming consumers: a burst has ended. */
  private static final long LULL_MILLIS = 250;

  private final KafkaConnection kafka;
  private final GroupMembership membership;
  private final DeadLetters deadLetters;
  private final Inbox inbox;
  private final TransactionTemplate transactions;
  private final MeterRegistry metrics;
  private final Spans spans;

  EventConsumers(
      KafkaConnection kafka,
      GroupMembership membership,
      DeadLetters deadLetters,
      Inbox inbox,
      TransactionTemplate transactions,
      MeterRegistry metrics,
      Spans spans) {
    this.kafka = kafka;
    this.membership = membership;
    this.deadLetters = deadLetters;
    this.inbox = inbox;
    this.transactions = transactions;
    this.metrics = metrics;
    this.spans = spans;
  }

  /**
   * A consumer whose offsets commit in Postgres together with what the handler writes, so that each
   * event changes the state once.
   *
   * @param consumer the consumer group, such as {@code position-service}
   */
  public MessageListenerContainer transactional(
      String consumer, EventHandler handler, Topic... topics) {
    return container(
        consumer,
        handler,
        new BatchProcessor(consumer, handler, deadLetters, spans, inbox, transactions),
        inbox,
        Gathering.NONE,
        topics);
  }

  /**
   * A consumer whose offsets are committed to Kafka after the handler's flush, so that each event
   * is handled at least once. When consumers come and go, it keeps the partitions that stay its
   * own.
   *
   * @param consumer the consumer group, such as {@code scanner-service}
   */
  public MessageListenerContainer streaming(
      String consumer, EventHandler handler, Topic... topics) {
    return streaming(consumer, handler, Gathering.NONE, topics);
  }

  /**
   * The same, whose messages wait for others before they are handled.
   *
   * @param gathering says for how long
   */
  public MessageListenerContainer streaming(
      String consumer, EventHandler handler, Gathering gathering, Topic... topics) {
    return container(
        consumer,
        handler,
        new BatchProcessor(consumer, handler, deadLetters, spans, null, null),
        null,
        gathering,
        topics);
  }

  private MessageListenerContainer container(
      String consumer,
      EventHandler handler,
      BatchProcessor processor,
      @Nullable Inbox offsets,
      Gathering gathering,
      Topic... topics) {
    ContainerProperties properties =
        new ContainerProperties(Arrays.stream(topics).map(Topic::topicName).toArray(String[]::new));
    properties.setGroupId(consumer);
    // The listeners commit themselves.
    properties.setAckMode(ContainerProperties.AckMode.MANUAL);
    if (offsets == null) {
      MemberListener members = new MemberListener(processor, handler, gathering);
      properties.setMessageListener(members);
      properties.setConsumerRebalanceListener(new MemberAssignment(handler, members));
      properties.setPollTimeout(LULL_MILLIS);
      properties.setIdleEventInterval(LULL_MILLIS);
    } else {
      ToldOffsets told = new ToldOffsets(processor::process);
      properties.setMessageListener(told);
      properties.setConsumerRebalanceListener(new Assignment(consumer, handler, offsets, told));
      properties.setPollTimeout(IDLE_MILLIS);
      properties.setIdleEventInterval(IDLE_MILLIS);
    }
    DefaultKafkaConsumerFactory<String, byte[]> factory =
        new DefaultKafkaConsumerFactory<>(
            consumerSettings(consumer, offsets == null),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    factory.addListener(new MicrometerConsumerListener<>(metrics));
    KafkaMessageListenerContainer<String, byte[]> container =
        new KafkaMessageListenerContainer<>(factory, properties);
    container.setBeanName(consumer);
    container.setCommonErrorHandler(retryForEver());
    return container;
  }

  private Map<String, Object> consumerSettings(String consumer, boolean cooperative) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, consumer);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    int session = (int) membership.sessionTimeout().toMillis();
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, session / 4);
    membership
        .instance()
        .ifPresent(name -> settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name));
    if (cooperative) {
      settings.put(
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          CooperativeStickyAssignor.class.getName());
    }
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 250);
    return kafka.settings(settings);
  }

  /** Called on the thread of a consumer that had nothing to poll for a while. */
  @EventListener
  void idle(ListenerContainerIdleEvent idle) {
    switch (idle.getContainer(MessageListenerContainer.class)
        .getContainerProperties()
        .getMessageListener()) {
      case ToldOffsets told -> told.tell(idle.getConsumer());
      case MemberListener members -> members.idle();
      case null, default -> throw new IllegalStateException("not a listener of these consumers");
    }
  }

  private static DefaultErrorHandler retryForEver() {
    ExponentialBackOff backOff = new ExponentialBackOff(FIRST_RETRY_MILLIS, 2);
    backOff.setMaxInterval(LONGEST_RETRY_MILLIS);
    DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
    handler.setRetryListeners(new Retries());
    return handler;
  }

  /** Tells of each try that failed: it is tried again for ever, which nobody should overlook. */
  private static final class Retries implements RetryListener {

    @Override
    public void failedDelivery(
        ConsumerRecord<?, ?> message, @Nullable Exception cause, int deliveryAttempt) {
      LOG.warn(
          "event=message_tried_again topic={} partition={} offset={} attempt={} cause=\"{}\"",
          message.topic(),
          message.partition(),
          message.offset(),
          deliveryAttempt,
          rootOf(cause));
    }

    @Override
    public void failedDelivery(
        ConsumerRecords<?, ?> messages, @Nullable Exception cause, int deliveryAttempt) {
      LOG.warn(
          "event=messages_tried_again count={} attempt={} cause=\"{}\"",
          messages.count(),
          deliveryAttempt,
          rootOf(cause));
    }

    private static String rootOf(@Nullable Throwable cause) {
      Throwable root = cause;
      while (root != null && root.getCause() != null) {
        root = root.getCause();
      }
      return root == null ? "not told" : String.valueOf(root.getMessage());
    }
  }

  /** Seeks to the offsets in Postgres when partitions come, and tells the handler. */
  private record Assignment(String consumer, EventHandler handler, Inbox offsets, ToldOffsets told)
      implements ConsumerAwareRebalanceListener {

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> kafka, Collection<TopicPartition> partitions) {
      Map<TopicPartition, Long> next = new HashMap<>();
      for (TopicPartition partition : partitions) {
        offsets
            .nextOffset(consumer, partition)
            .ifPresent(
                offset -> {
                  kafka.seek(partition, offset);
                  next.put(partition, offset);
                });
      }
      told.assigned(kafka, next);
      handler.assigned(partitions);
    }

    @Override
    public void onPartitionsRevokedBeforeCommit(
        Consumer<?, ?> kafka, Collection<TopicPartition> partitions) {
      told.tell(kafka);
    }

    @Override
    public void onPartitionsRevokedAfterCommit(
        Consumer<?, ?> kafka, Collection<TopicPartition> partitions) {
      onPartitionsLost(kafka, partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> kafka, Collection<TopicPartition> partitions) {
      told.revoked(partitions);
      handler.revoked(partitions);
    }
  }

  /** Tells the listener and the handler what comes and goes. */
  private record MemberAssignment(EventHandler handler, MemberListener members)
      implements ConsumerAwareRebalanceListener {

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> kafka, Collection<TopicPartition> partitions) {
      members.assigned(kafka, partitions);
      handler.assigned(partitions);
    }

    @Override
    public void onPartitionsRevokedAfterCommit(
        Consumer<?, ?> kafka, Collection<TopicPartition> partitions) {
      handler.revoked(partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> kafka, Collection<TopicPartition> partitions) {
      handler.revoked(partitions);
    }
  }
}
