package io.tidemark.kit.messaging;

import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.inbox.Inbox;
import io.tidemark.kit.outbox.OutboxHeaders;
import io.tidemark.kit.trace.Spans;
import io.tidemark.kit.trace.Traceparent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies a poll's messages. What cannot be read goes to the dead letters. If the whole poll cannot
 * be applied for a reason that lies in a message, each is tried by itself and only the bad one is
 * set aside; a failure of the database or of Kafka is thrown, and the poll comes again.
 */
final class BatchProcessor {

  private final String consumer;
  private final EventHandler handler;
  private final DeadLetters deadLetters;
  private final Spans spans;
  private final @Nullable Inbox inbox;
  private final @Nullable TransactionTemplate transactions;

  /**
   * @param inbox null for a consumer whose offsets live in Kafka alone
   * @param transactions null likewise
   */
  BatchProcessor(
      String consumer,
      EventHandler handler,
      DeadLetters deadLetters,
      Spans spans,
      @Nullable Inbox inbox,
      @Nullable TransactionTemplate transactions) {
    this.consumer = consumer;
    this.handler = handler;
    this.deadLetters = deadLetters;
    this.spans = spans;
    this.inbox = inbox;
    this.transactions = transactions;
  }

  void process(List<ConsumerRecord<String, byte[]>> messages) {
    try {
      applyTogether(messages);
    } catch (RuntimeException e) {
      handler.reset();
      if (isTransient(e)) {
        throw e;
      }
      applyOneByOne(messages);
    }
  }

  private void applyOneByOne(List<ConsumerRecord<String, byte[]>> messages) {
    for (ConsumerRecord<String, byte[]> message : messages) {
      try {
        applyTogether(List.of(message));
      } catch (RuntimeException e) {
        handler.reset();
        if (isTransient(e)) {
          throw e;
        }
        deadLetters.setAside(consumer, message, e);
        skip(message);
      }
    }
  }

  private void applyTogether(List<ConsumerRecord<String, byte[]>> messages) {
    if (transactions == null || inbox == null) {
      apply(read(messages));
      return;
    }
    Inbox offsets = inbox;
    transactions.executeWithoutResult(
        status -> {
          apply(offsets.unseen(consumer, read(offsets.admit(consumer, messages))));
          if (handler.changedNothing()) {
            offsets.changedNothing(consumer);
          }
        });
  }

  private void skip(ConsumerRecord<String, byte[]> message) {
    if (transactions != null && inbox != null) {
      Inbox offsets = inbox;
      transactions.executeWithoutResult(status -> offsets.admit(consumer, List.of(message)));
    }
  }

  private void apply(List<Received> events) {
    handler.expect(events);
    for (Received received : events) {
      handle(received);
    }
    handler.flush();
  }

  private void handle(Received received) {
    Supplier<Boolean> work =
        () -> {
          handler.handle(received);
          return true;
        };
    Optional<String> span = handler.span(received.event());
    if (span.isPresent()) {
      spans.within(span.get(), received.traceparent(), work);
    } else {
      Traceparent.within(received.traceparent(), work);
    }
  }

  private List<Received> read(List<ConsumerRecord<String, byte[]>> messages) {
    List<Received> readable = new ArrayList<>(messages.size());
    for (ConsumerRecord<String, byte[]> message : messages) {
      try {
        readable.add(read(message));
      } catch (EventCodec.UnreadableEventException e) {
        deadLetters.setAside(consumer, message, e);
      }
    }
    return readable;
  }

  private static Received read(ConsumerRecord<String, byte[]> message) {
    String sequence = header(message, OutboxHeaders.SEQUENCE);
    return new Received(
        EventCodec.decode(message.value()),
        message.value(),
        message.topic(),
        message.partition(),
        message.offset(),
        message.key() == null ? "" : message.key(),
        header(message, OutboxHeaders.PRODUCER),
        sequence == null ? 0 : Long.parseLong(sequence),
        header(message, Traceparent.HEADER));
  }

  private static @Nullable String header(ConsumerRecord<String, byte[]> message, String name) {
    Header header = message.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static boolean isTransient(RuntimeException e) {
    return e instanceof DataAccessException
        || e instanceof TransactionException
        || e instanceof EventPublisher.PublishException
        || e instanceof KafkaException
        || e instanceof Inbox.LostOwnershipException;
  }
}
