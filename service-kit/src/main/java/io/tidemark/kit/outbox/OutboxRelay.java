package io.tidemark.kit.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.messaging.Traceparent;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one relay of a service: publishes what is in the outbox in its order and deletes it once
 * Kafka has acknowledged. A crash between the two publishes it again; the sequence tells consumers.
 */
public final class OutboxRelay implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final int BATCH = 500;

  private static final String TAKE =
      """
      select set_config(
          'tidemark.alone', pg_try_advisory_xact_lock(hashtext(?))::text, true),
        set_config('synchronous_commit', 'off', true), set_config('enable_seqscan', 'off', true);
      delete from outbox where id = any(array(
        select id from outbox where current_setting('tidemark.alone')::boolean
        order by id limit ?))
      returning id, topic, message_key, sequence, traceparent, payload""";

  private static final long IDLE_SECONDS = 1;

  /** Late in the start and early in the stop, so that consumers find it running. */
  private static final int PHASE = Integer.MAX_VALUE - 1_000;

  private final String service;
  private final JdbcTemplate database;
  private final TransactionTemplate transactions;
  private final EventPublisher publisher;
  private final MeterRegistry metrics;
  private final Semaphore work = new Semaphore(0);
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile @Nullable Thread thread;

  public OutboxRelay(
      String service,
      JdbcTemplate database,
      TransactionTemplate transactions,
      EventPublisher publisher,
      MeterRegistry metrics) {
    this.service = service;
    this.database = database;
    this.transactions = transactions;
    this.publisher = publisher;
    this.metrics = metrics;
  }

  /** Tells that there may be something to publish. */
  public void wake() {
    work.release();
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
    wake();
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
        if (relay() < BATCH && work.tryAcquire(IDLE_SECONDS, TimeUnit.SECONDS)) {
          work.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (DataAccessException | TransactionException | EventPublisher.PublishException e) {
        LOG.warn("event=outbox_relay_failed service={} cause=\"{}\"", service, e.getMessage());
        pause();
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.SECONDS.sleep(IDLE_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Publishes one batch and tells how many it was. */
  private int relay() {
    Integer relayed = transactions.execute(status -> relayBatch());
    return relayed == null ? 0 : relayed;
  }

  private int relayBatch() {
    List<Row> rows = take();
    if (rows.isEmpty()) {
      return 0;
    }
    rows.sort(Comparator.comparingLong(Row::id));
    List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>(rows.size());
    for (Row row : rows) {
      sent.add(publisher.send(message(row)));
    }
    EventPublisher.await(sent);
    metrics.counter("tidemark_outbox_published_total").increment(rows.size());
    return rows.size();
  }

  /**
   * Takes rows out, unless another relay of the service is at work until its transaction ends. It
   * does not wait for the disk to note that rows are gone: what a crash of the database brings back
   * is published again, as after any crash of the relay. And it finds rows by their ids at any
   * rate: read as a whole, a table that is filled and emptied all the time grows with what is gone.
   */
  private List<Row> take() {
    List<Row> rows =
        database.execute(
            (ConnectionCallback<List<Row>>)
                connection -> {
                  try (PreparedStatement taking = connection.prepareStatement(TAKE)) {
                    taking.setString(1, "outbox:" + service);
                    taking.setInt(2, BATCH);
                    taking.execute();
                    taking.getMoreResults();
                    return rows(taking.getResultSet());
                  }
                });
    return rows == null ? List.of() : rows;
  }

  private static List<Row> rows(ResultSet taken) throws SQLException {
    List<Row> rows = new ArrayList<>();
    while (taken.next()) {
      rows.add(
          new Row(
              taken.getLong(1),
              taken.getString(2),
              taken.getString(3),
              taken.getLong(4),
              taken.getString(5),
              taken.getBytes(6)));
    }
    return rows;
  }

  private ProducerRecord<String, byte[]> message(Row row) {
    ProducerRecord<String, byte[]> message = new ProducerRecord<>(row.topic, row.key, row.payload);
    header(message, Traceparent.HEADER, row.traceparent);
    header(message, OutboxHeaders.PRODUCER, service);
    header(message, OutboxHeaders.SEQUENCE, Long.toString(row.sequence));
    return message;
  }

  private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
    message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Row(
      long id, String topic, String key, long sequence, String traceparent, byte[] payload) {}
}
