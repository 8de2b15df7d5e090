package io.tidemark.ml.run;

import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.learn.Label;
import io.tidemark.core.learn.Labels;
import io.tidemark.ml.registry.PredictionRow;
import io.tidemark.ml.registry.PredictionRow.Outcome;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How often a model was right live: what it foretold of each bar against what came.
 *
 * @param right predictions whose likeliest label came
 * @param all predictions of which is known what came
 * @param news what came, by the prediction's id, where it had not been noted
 */
record LiveScore(int right, int all, SortedMap<UUID, Outcome> news) {

  LiveScore {
    news = Collections.unmodifiableSortedMap(new TreeMap<>(news));
  }

  /**
   * Judges predictions of one instrument.
   *
   * @param table of its bars, with what came after each in {@code labels}
   */
  static LiveScore of(List<PredictionRow> predictions, FeatureTable table, Labels labels) {
    Map<Instant, Integer> rows = new HashMap<>();
    for (int row = 0; row < table.rows(); row++) {
      rows.put(table.openTime(row), row);
    }
    SortedMap<UUID, Outcome> news = new TreeMap<>();
    int right = 0;
    int all = 0;
    for (PredictionRow one : predictions) {
      Integer row = rows.get(one.prediction().barOpenTime());
      Label foretold = likeliest(one.prediction().outputs());
      if (row == null || !labels.isKnown(row) || foretold == null) {
        continue;
      }
      Label came = labels.label(row);
      all++;
      right += came == foretold ? 1 : 0;
      if (one.outcome() == null) {
        news.put(one.prediction().predictionId(), Outcome.valueOf(came.name()));
      }
    }
    return new LiveScore(right, all, news);
  }

  /** Null if none of the outputs is a label's probability. */
  private static @Nullable Label likeliest(Map<String, Double> outputs) {
    Label likeliest = null;
    double most = Double.NEGATIVE_INFINITY;
    for (Label label : Label.values()) {
      Double value = outputs.get(label.name().toLowerCase(Locale.ROOT));
      if (value != null && value > most) {
        most = value;
        likeliest = label;
      }
    }
    return likeliest;
  }
}
