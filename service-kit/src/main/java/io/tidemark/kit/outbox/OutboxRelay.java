package io.tidemark.kit.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.outbox.OutboxRow.Stream;
import io.tidemark.kit.outbox.OutboxTable.Taken;
import io.tidemark.kit.trace.Traceparent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one relay of a service's instance: publishes what is in the outbox and takes it out once
 * Kafka has acknowledged.
 *
 * <p>An event that the instance has just committed is published from memory if it follows, in its
 * stream, the last one that this relay published; rows that are published so are deleted together,
 * a little later. Everything else is read from the table in its order, by one relay of the service
 * at a time: what was left behind, and what two instances wrote in turn. So no event of a stream is
 * published before those that precede it. A crash before the deletion publishes again; the sequence
 * tells consumers.
 */
public final class OutboxRelay implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final int BATCH = 500;

  /** Of transactions; what is handed over while Kafka is away is read from the table later. */
  private static final int MOST_HANDED_OVER = 2_000;

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long FORGETTING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long BEHIND_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Late in the start and early in the stop, so that consumers find it running. */
  private static final int PHASE = Integer.MAX_VALUE - 1_000;

  private final String service;
  private final OutboxTable table;
  private final TransactionTemplate transactions;
  private final EventPublisher publisher;
  private final MeterRegistry metrics;
  private final OutboxAge age;
  private final BlockingQueue<List<OutboxRow>> handedOver =
      new LinkedBlockingQueue<>(MOST_HANDED_OVER);
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile @Nullable Thread thread;

  // Of the relay's thread.
  private final Map<Stream, Long> published = new HashMap<>();
  private final List<Long> gone = new ArrayList<>();
  private boolean behind = true;
  private long leftBehind;
  private long looked = System.nanoTime();
  private long measured = System.nanoTime();
  private long forgot = System.nanoTime();

  public OutboxRelay(
      String service,
      JdbcTemplate database,
      TransactionTemplate transactions,
      EventPublisher publisher,
      MeterRegistry metrics) {
    this.service = service;
    this.table = new OutboxTable(database, service);
    this.transactions = transactions;
    this.publisher = publisher;
    this.metrics = metrics;
    this.age = new OutboxAge(metrics, System::nanoTime);
  }

  /** Takes rows that have just been committed; those of a stream in their order. */
  void committed(List<OutboxRow> rows) {
    handedOver.offer(rows);
  }

  @Override
  public void start() {
    if (running.compareAndSet(false, true)) {
      thread = Thread.ofPlatform().daemon().name("outbox-" + service).start(this::run);
    }
  }

  @Override
  public void stop() {
    running.set(false);
    handedOver.offer(List.of());
    Thread relay = thread;
    if (relay != null) {
      try {
        relay.join(TimeUnit.SECONDS.toMillis(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running.get();
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  private void run() {
    while (running.get()) {
      try {
        List<OutboxRow> next = awaitHandedOver();
        measureIfDue();
        publishHandedOver(next);
        lookIfDue();
        forgetIfDue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (DataAccessException | TransactionException | EventPublisher.PublishException e) {
        LOG.warn("event=outbox_relay_failed service={} cause=\"{}\"", service, e.getMessage());
        published.clear();
        behind = true;
        pause();
      }
    }
    forgetAtTheEnd();
  }

  private void forgetAtTheEnd() {
    try {
      forget();
    } catch (DataAccessException | TransactionException e) {
      LOG.info("event=outbox_not_emptied service={} cause=\"{}\"", service, e.getMessage());
    }
  }

  private void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(IDLE_NANOS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<OutboxRow> awaitHandedOver() throws InterruptedException {
    long now = System.nanoTime();
    long wait = behind ? BEHIND_NANOS : looked + IDLE_NANOS - now;
    if (!gone.isEmpty()) {
      wait = Math.min(wait, forgot + FORGETTING_NANOS - now);
    }
    List<List<OutboxRow>> waiting = new ArrayList<>();
    List<OutboxRow> first = handedOver.poll(wait, TimeUnit.NANOSECONDS);
    if (first != null) {
      waiting.add(first);
      handedOver.drainTo(waiting, BATCH - 1);
    }
    return waiting.stream().flatMap(List::stream).toList();
  }

  /** Once a second, before anything is sent: sending waits while Kafka is away. */
  private void measureIfDue() {
    if (System.nanoTime() - measured >= IDLE_NANOS) {
      age.found(table.age());
      measured = System.nanoTime();
    }
  }

  /** Publishes the rows that follow what was published of their streams. */
  private void publishHandedOver(List<OutboxRow> rows) {
    List<OutboxRow> next = new ArrayList<>(rows.size());
    for (OutboxRow row : rows) {
      Long last = published.get(row.stream());
      if (last != null && row.sequence() == last + 1) {
        published.put(row.stream(), row.sequence());
        next.add(row);
      } else {
        behind |= last == null || row.sequence() > last;
      }
    }
    publish(next);
    next.forEach(row -> gone.add(row.id()));
  }

  /**
   * Looks into the table: at once for what is known to be there, and once a second for what nobody
   * handed over or published in the second before.
   */
  private void lookIfDue() {
    long now = System.nanoTime();
    if (behind) {
      behind = !relay(Long.MAX_VALUE);
    } else if (now - looked >= IDLE_NANOS) {
      relay(leftBehind);
      leftBehind = table.lastId();
      looked = now;
    }
  }

  /** Whether all rows were relayed, or taken by another relay before. */
  private boolean relay(long upTo) {
    Taken taken;
    do {
      taken =
          Objects.requireNonNull(transactions.execute(status -> publish(table.take(upTo, BATCH))));
    } while (taken.rows().size() == BATCH);
    return taken.alone();
  }

  private Taken publish(Taken taken) {
    List<OutboxRow> next = new ArrayList<>(taken.rows().size());
    for (OutboxRow row : taken.rows()) {
      if (row.sequence() > published.getOrDefault(row.stream(), 0L)) {
        published.put(row.stream(), row.sequence());
        next.add(row);
      }
    }
    publish(next);
    return taken;
  }

  private void publish(List<OutboxRow> rows) {
    if (!rows.isEmpty()) {
      age.publishing();
    }
    List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>(rows.size());
    rows.forEach(row -> sent.add(publisher.send(message(row))));
    EventPublisher.await(sent);
    metrics.counter("tidemark_outbox_published_total").increment(rows.size());
  }

  private void forgetIfDue() {
    if (gone.size() >= BATCH || System.nanoTime() - forgot >= FORGETTING_NANOS) {
      forget();
    }
  }

  private void forget() {
    if (!gone.isEmpty()) {
      transactions.executeWithoutResult(status -> table.forget(gone));
      gone.clear();
    }
    forgot = System.nanoTime();
  }

  private ProducerRecord<String, byte[]> message(OutboxRow row) {
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>(row.stream().topic(), row.stream().key(), row.payload());
    header(message, Traceparent.HEADER, row.traceparent());
    header(message, OutboxHeaders.PRODUCER, service);
    header(message, OutboxHeaders.SEQUENCE, Long.toString(row.sequence()));
    return message;
  }

  private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
    message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
