package io.tidemark.execution.paper;

import io.tidemark.core.engine.PaperMarket;
import io.tidemark.core.engine.PaperMarket.Moment;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.reason.OrderReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the recent market again from Kafka, up to where the paper venue had come. */
final class MarketRewind {

  private static final Logger LOG = LoggerFactory.getLogger(MarketRewind.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  /** Messages of a partition that are read again: minutes of a busy market. */
  private static final long MOST_MESSAGES = 5_000;

  private final KafkaConnection kafka;

  /** What of an event orders are matched against. */
  interface Matched {

    Optional<MarketEvent> of(MarketEvent event);
  }

  MarketRewind(KafkaConnection kafka) {
    this.kafka = kafka;
  }

  /**
   * The market before the offsets.
   *
   * @param ends the first offset of each partition that is not read
   * @param matched what of the events is kept
   * @throws VenueReadException if Kafka does not tell it in time
   */
  SortedMap<InstrumentId, PaperMarket> before(Map<TopicPartition, Long> ends, Matched matched) {
    if (ends.isEmpty()) {
      return new TreeMap<>();
    }
    try (KafkaConsumer<String, byte[]> consumer =
        kafka.consumer(
            Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"))) {
      return read(consumer, ends, matched);
    } catch (KafkaException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static SortedMap<InstrumentId, PaperMarket> read(
      KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends, Matched matched) {
    consumer.assign(ends.keySet());
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(ends.keySet());
    Map<InstrumentId, List<Moment>> moments = new HashMap<>();
    boolean complete = true;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      long beginning = beginnings.getOrDefault(end.getKey(), 0L);
      long from = Math.max(beginning, end.getValue() - MOST_MESSAGES);
      complete &= from == 0;
      consumer.seek(end.getKey(), from);
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!hasReached(consumer, ends)) {
      if (System.nanoTime() > deadline) {
        throw unreadable("not read within " + PATIENCE);
      }
      for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
        TopicPartition partition = new TopicPartition(message.topic(), message.partition());
        if (message.offset() < ends.getOrDefault(partition, 0L)) {
          add(message, matched, moments);
        }
      }
    }
    SortedMap<InstrumentId, PaperMarket> markets = new TreeMap<>();
    boolean nothingMissing = complete;
    moments.forEach((id, kept) -> markets.put(id, market(kept, nothingMissing)));
    return markets;
  }

  private static boolean hasReached(
      KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private static void add(
      ConsumerRecord<String, byte[]> message,
      Matched matched,
      Map<InstrumentId, List<Moment>> moments) {
    try {
      if (EventCodec.decode(message.value()) instanceof MarketEvent event) {
        matched.of(event).ifPresent(part -> keep(part, moments));
      }
    } catch (EventCodec.UnreadableEventException e) {
      LOG.debug("event=message_skipped offset={} cause=\"{}\"", message.offset(), e.getMessage());
    }
  }

  private static void keep(MarketEvent event, Map<InstrumentId, List<Moment>> moments) {
    List<Moment> kept = moments.computeIfAbsent(event.instrument(), id -> new ArrayList<>());
    kept.add(new Moment(kept.size() + 1L, event));
  }

  private static PaperMarket market(List<Moment> moments, boolean complete) {
    List<Instant> times =
        moments.stream().map(moment -> moment.event().eventTime()).sorted().toList();
    return new PaperMarket(moments, complete ? null : times.getFirst(), times.getLast());
  }

  private static VenueReadException unreadable(String cause) {
    return new VenueReadException(
        OrderReason.VENUE_UNAVAILABLE, "the recent market cannot be read again: " + cause);
  }
}
