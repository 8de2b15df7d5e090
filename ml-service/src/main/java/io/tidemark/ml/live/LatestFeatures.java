package io.tidemark.ml.live;

import io.tidemark.core.feature.FeatureRow;
import io.tidemark.core.feature.FeatureSet;
import io.tidemark.model.InstrumentId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.springframework.stereotype.Component;

/** The features at the last bar of each instrument, for those who ask. */
@Component
final class LatestFeatures {

  private final Map<String, Latest> latest = new ConcurrentSkipListMap<>();

  /**
   * The features that a model is shown at a bar.
   *
   * @param model the name
   */
  record Latest(String model, InstrumentId instrument, FeatureSet set, FeatureRow row) {

    private String key() {
      return instrument.key() + "|" + model;
    }
  }

  void put(Latest one) {
    latest.put(one.key(), one);
  }

  /** Lets go of instruments. */
  void forget(Collection<InstrumentId> gone) {
    latest.values().removeIf(one -> gone.contains(one.instrument()));
  }

  /** All, in the order of instruments and models. */
  List<Latest> all() {
    return List.copyOf(latest.values());
  }
}
