package io.tidemark.ml.serve;

import io.tidemark.ml.model.AheadModel;
import io.tidemark.model.InstrumentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model has made of the bars of instruments before their next ones come, so that little is
 * left to do then. An instrument without it takes longer, to the same prediction.
 */
final class HeadStart {

  /** Instruments at once, so that bars that come meanwhile do not wait long. */
  private static final int AT_ONCE = 64;

  private final AheadModel model;
  private final int columns;
  private final Map<InstrumentId, Prepared> prepared = new HashMap<>();
  private final Map<InstrumentId, ScaledRows> unprepared = new LinkedHashMap<>();

  /**
   * What was made of the bars of an instrument.
   *
   * @param taken how many rows of it there were
   */
  private record Prepared(RecentRows recent, long taken, float[] states) {}

  HeadStart(AheadModel model, int columns) {
    this.model = model;
    this.columns = columns;
  }

  /** What is expected after the last bars of instruments; these are to be prepared for the next. */
  double[][] predict(List<InstrumentId> due, List<ScaledRows> rows) {
    float[][] states = new float[due.size()][];
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; i < states.length; i++) {
      Prepared known = prepared.remove(due.get(i));
      RecentRows recent = rows.get(i).recent();
      if (known != null && known.recent() == recent && known.taken() == recent.taken() - 1) {
        states[i] = known.states();
      } else {
        missing.add(i);
      }
      unprepared.put(due.get(i), rows.get(i));
    }
    if (!missing.isEmpty()) {
      float[][] made = model.prepare(samples(missing.stream().map(rows::get).toList()), 1);
      for (int i = 0; i < made.length; i++) {
        states[missing.get(i)] = made[i];
      }
    }
    return model.predict(samples(rows), states);
  }

  private LatestSamples samples(List<ScaledRows> rows) {
    return new LatestSamples(model.settings().history(), columns, rows);
  }

  /**
   * Prepares some instruments.
   *
   * @return whether others are left
   */
  boolean prepare() {
    List<InstrumentId> some = unprepared.keySet().stream().limit(AT_ONCE).toList();
    if (some.isEmpty()) {
      return false;
    }
    List<ScaledRows> rows = some.stream().map(unprepared::remove).toList();
    rows.forEach(ScaledRows::catchUp);
    float[][] states = model.prepare(samples(rows), 0);
    for (int i = 0; i < states.length; i++) {
      RecentRows recent = rows.get(i).recent();
      prepared.put(some.get(i), new Prepared(recent, recent.taken(), states[i]));
    }
    return !unprepared.isEmpty();
  }

  void forget(Collection<InstrumentId> gone) {
    prepared.keySet().removeAll(gone);
    unprepared.keySet().removeAll(gone);
  }
}
