package io.tidemark.ingestor.quarantine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.exchange.InvalidData;
import io.tidemark.ingestor.store.QuarantineLog;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Sets aside what cannot be true. A thread of its own writes each to the dead letters of its topic,
 * with the cause, and to the table. While the database or Kafka is away it waits; of a flood that
 * outlasts that, what finds no room is counted and logged only.
 */
public final class Quarantine implements QuarantineLog, AutoCloseable {

  /**
   * How much is kept.
   *
   * @param retention by the suite's clock
   * @param rows at most, the newest
   */
  public record Bounds(Duration retention, int rows) {}

  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

  private static final String CONSUMER = "ingestor-service";
  private static final int WAITING = 10_000;
  private static final int LARGEST_BATCH = 500;
  private static final long IDLE_MILLIS = 200;
  private static final long RETRY_MILLIS = 1_000;
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final long PURGE_NANOS = Duration.ofMinutes(1).toNanos();

  private final String exchange;
  private final QuarantineTable table;
  private final EventPublisher publisher;
  private final InstantSource clock;
  private final MeterRegistry metrics;
  private final Bounds bounds;
  private final Counter overflowed;
  private final BlockingQueue<QuarantinedData> waiting = new ArrayBlockingQueue<>(WAITING);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private long purgedAt;

  /**
   * Begins to take.
   *
   * @param exchange for what names no instrument
   */
  public Quarantine(
      String exchange,
      JdbcTemplate database,
      EventPublisher publisher,
      InstantSource clock,
      MeterRegistry metrics,
      Bounds bounds) {
    this.exchange = exchange;
    this.table = new QuarantineTable(database);
    this.publisher = publisher;
    this.clock = clock;
    this.metrics = metrics;
    this.bounds = bounds;
    this.overflowed = metrics.counter("tidemark_quarantine_overflow_total");
    this.purgedAt = System.nanoTime() - PURGE_NANOS;
    this.thread = Thread.ofPlatform().name("quarantine").start(this::run);
  }

  @Override
  public void record(InvalidData data) {
    take(QuarantinedData.of(exchange, data));
  }

  /** Takes something and returns at once; safe for use by several threads. */
  public void take(QuarantinedData data) {
    count(data);
    if (!waiting.offer(data)) {
      overflowed.increment();
      LOG.error(
          "event=quarantine_overflow exchange={} symbol={} channel={} fault={} detail=\"{}\"",
          data.exchange(),
          data.symbol(),
          data.channel(),
          data.fault(),
          data.detail());
    }
  }

  /**
   * Takes what another service found, at once.
   *
   * @return how many were not known yet
   * @throws DataAccessException if the database does not take them
   */
  int takeNow(List<QuarantinedData> data) {
    data.forEach(this::count);
    int stored = table.store(data);
    data.forEach(this::setAside);
    purge();
    return stored;
  }

  Page<QuarantinedData> page(QuarantineTable.Filter filter, PageRequest page) {
    return table.page(filter, page);
  }

  private void count(QuarantinedData data) {
    metrics
        .counter(
            "tidemark_quarantined_total",
            "exchange",
            data.exchange(),
            "symbol",
            data.symbol() == null ? "none" : data.symbol().toString(),
            "channel",
            data.channel().name(),
            "reason",
            data.fault().name())
        .increment();
    LOG.warn(
        "event=quarantined exchange={} symbol={} channel={} fault={} detail=\"{}\"",
        data.exchange(),
        data.symbol(),
        data.channel(),
        data.fault(),
        data.detail());
  }

  private void run() {
    List<QuarantinedData> batch = new ArrayList<>(LARGEST_BATCH);
    try {
      while (closing.getCount() > 0 || !waiting.isEmpty()) {
        QuarantinedData first = waiting.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          waiting.drainTo(batch, LARGEST_BATCH - 1);
          batch.forEach(this::setAside);
          store(batch);
          batch.clear();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void store(List<QuarantinedData> batch) throws InterruptedException {
    while (true) {
      try {
        table.store(batch);
        purge();
        return;
      } catch (DataAccessException e) {
        LOG.warn("event=quarantine_waits entries={} cause=\"{}\"", batch.size(), e.getMessage());
        if (closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    }
  }

  private synchronized void purge() {
    long now = System.nanoTime();
    if (now - purgedAt >= PURGE_NANOS) {
      purgedAt = now;
      table.purge(clock.instant().minus(bounds.retention), bounds.rows);
    }
  }

  private void setAside(QuarantinedData data) {
    ProducerRecord<String, byte[]> letter =
        new ProducerRecord<>(
            data.topic().deadLetterName(), data.key(), data.raw().getBytes(StandardCharsets.UTF_8));
    header(letter, "dlt-consumer", CONSUMER);
    header(letter, "dlt-cause", data.fault() + ": " + data.detail());
    header(letter, "dlt-observed-at", data.observedAt().toString());
    CompletableFuture<RecordMetadata> sent = publisher.send(letter);
    var _ =
        sent.whenComplete(
            (place, failure) -> {
              if (failure == null) {
                metrics
                    .counter("tidemark_dead_letters_total", "topic", data.topic().topicName())
                    .increment();
              } else {
                LOG.error(
                    "event=dead_letter_failed topic={} cause=\"{}\"",
                    data.topic().deadLetterName(),
                    failure.getMessage());
              }
            });
  }

  private static void header(ProducerRecord<String, byte[]> letter, String name, String value) {
    letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes what waits, for five seconds at most. */
  @Override
  public void close() {
    closing.countDown();
    try {
      if (!thread.join(CLOSING)) {
        LOG.warn("event=quarantine_closed_with_rest entries={}", waiting.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
