package io.tidemark.ml.live;

import io.tidemark.kit.log.TopicLog;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.topic.Topic;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the newest messages of a partition say was foretold. Who died after it had published and
 * before it had committed leaves such predictions; of those bars nothing is published again under
 * the same name, also if another version serves now.
 */
final class PublishedPredictions {

  /** More than the bars of a poll and what it gathers, for each name. */
  private static final long NEWEST = 2_000;

  private final Map<Key, Prediction> byBar = new HashMap<>();

  private record Key(
      String model, InstrumentId instrument, Timeframe timeframe, Instant barOpenTime) {

    static Key of(Prediction told) {
      return new Key(told.model(), told.instrument(), told.timeframe(), told.barOpenTime());
    }
  }

  /**
   * Reads them back. Predictions are keyed as their bars are, and so lie on the partition of the
   * same number.
   *
   * @param names how many models foretell
   * @throws org.springframework.dao.DataAccessException if Kafka does not answer
   */
  static PublishedPredictions of(TopicLog log, int partition, int names) {
    PublishedPredictions published = new PublishedPredictions();
    TopicLog.Kept kept = log.kept(Topic.ML_PREDICTION, partition);
    long first = Math.max(kept.first(), kept.end() - NEWEST * names);
    if (first < kept.end()) {
      log.read(
          Topic.ML_PREDICTION,
          partition,
          first,
          kept.end(),
          message ->
              TopicLog.event(message.value(), Prediction.class)
                  .ifPresent(told -> published.byBar.putIfAbsent(Key.of(told), told)));
    }
    return published;
  }

  /** What was published of the same bar under the same name; empty if nothing was. */
  Optional<Prediction> find(Prediction told) {
    return Optional.ofNullable(byBar.remove(Key.of(told)));
  }
}
