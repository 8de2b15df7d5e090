package io.tidemark.ml.live;

import io.tidemark.kit.log.PeerCloses;
import io.tidemark.kit.log.TopicLog;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.ml.registry.PredictionRow;
import io.tidemark.model.Ids;
import io.tidemark.model.event.Prediction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what champions and stand-ins foretell, once. */
final class PredictionPublisher {

  private static final Logger LOG = LoggerFactory.getLogger(PredictionPublisher.class);

  private final EventPublisher publisher;
  private final TopicLog log;
  private final Map<Integer, PublishedPredictions> published = new HashMap<>();
  private final List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();

  PredictionPublisher(EventPublisher publisher, TopicLog log) {
    this.publisher = publisher;
    this.log = log;
  }

  /**
   * Reads back what was published of a partition.
   *
   * @param names how many models foretell
   * @throws org.springframework.dao.DataAccessException if Kafka does not answer
   */
  void recover(int partition, int names) {
    published.put(partition, PublishedPredictions.of(log, partition, names));
  }

  /**
   * Sends predictions and waits until Kafka has them; what was published before is not published
   * again, nor what is foretold in the shadow.
   *
   * @return the rows, each with what was published
   * @throws EventPublisher.PublishException if Kafka refuses one
   */
  List<PredictionRow> publish(List<PredictionRow> told) {
    List<PredictionRow> rows = new ArrayList<>(told.size());
    for (PredictionRow row : told) {
      if (!ModelLine.isPublished(row.role())) {
        rows.add(row);
        continue;
      }
      Optional<Prediction> before = before(row.prediction());
      if (before.isEmpty()) {
        sent.add(publisher.publish(row.prediction()));
      }
      rows.add(before.map(one -> asPublished(row, one)).orElse(row));
    }
    EventPublisher.await(sent);
    sent.clear();
    return rows;
  }

  private Optional<Prediction> before(Prediction told) {
    PublishedPredictions known = published.get(PeerCloses.partitionOf(told.instrument()));
    return known == null ? Optional.empty() : known.find(told);
  }

  /** Another version may have foretold; what it was shown is not known any more. */
  private static PredictionRow asPublished(PredictionRow row, Prediction before) {
    boolean same = before.predictionId().equals(row.prediction().predictionId());
    String features = before.featureHash();
    return new PredictionRow(
        before,
        same || row.modelId() == null
            ? row.modelId()
            : Ids.of("model", before.model(), before.modelHash()),
        features == null ? row.featureHash() : features,
        row.role(),
        row.outcome(),
        same ? row.rowHash() : null);
  }

  /** Waits until what is on its way has arrived, or not. */
  void abandon() {
    try {
      EventPublisher.await(sent);
    } catch (EventPublisher.PublishException e) {
      LOG.warn("event=publish_failed cause=\"{}\" then=\"is published again\"", e.getMessage());
    }
    sent.clear();
  }
}
