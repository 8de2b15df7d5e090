package io.tidemark.core.signal;

import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.Prediction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What models foretold of the bars of a history, to be found by bar. Immutable. */
public final class RecordedPredictions {

  /** In which strategies are given those of one bar. */
  static final Comparator<Prediction> BY_MODEL =
      Comparator.comparing(Prediction::model).thenComparing(Prediction::predictionId);

  /** Nothing was foretold. */
  public static final RecordedPredictions NONE = of(List.of());

  private final Map<Key, List<Prediction>> byBar = new HashMap<>();

  private RecordedPredictions() {}

  /** The bar that was foretold of. */
  private record Key(InstrumentId instrument, Timeframe timeframe, Instant openTime) {}

  /** Predictions in any order; those of one bar are of several models. */
  public static RecordedPredictions of(Collection<Prediction> predictions) {
    RecordedPredictions recorded = new RecordedPredictions();
    for (Prediction one : predictions) {
      recorded
          .byBar
          .computeIfAbsent(
              new Key(one.instrument(), one.timeframe(), one.barOpenTime()),
              _ -> new ArrayList<>(1))
          .add(one);
    }
    recorded.byBar.replaceAll((_, ofBar) -> ofBar.stream().sorted(BY_MODEL).toList());
    return recorded;
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return byBar.isEmpty();
  }

  /** Those of a bar, in order of model name; empty if nothing was foretold of it. */
  public List<Prediction> of(InstrumentId instrument, Bar bar) {
    return byBar.isEmpty()
        ? List.of()
        : byBar.getOrDefault(new Key(instrument, bar.timeframe(), bar.openTime()), List.of());
  }
}
