package io.tidemark.ml.serve;

import io.tidemark.core.feature.FeatureRow;
import io.tidemark.ml.model.AheadModel;
import io.tidemark.ml.model.Samples;
import io.tidemark.ml.registry.PredictionRow;
import io.tidemark.ml.reinforcement.SizingAgent;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.Prediction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model at work on streams of its features. */
final class Seat {

  private static final String DOWN = "down";
  private static final String NEUTRAL = "neutral";
  private static final String UP = "up";

  private final ServedModel served;
  private final FeatureStreams streams;
  private final Instant after;
  private final Map<InstrumentId, ScaledRows> rows = new HashMap<>();
  private final @Nullable HeadStart headStart;

  /**
   * @param after it foretells of bars that close after it
   */
  Seat(ServedModel served, FeatureStreams streams, Instant after) {
    this.served = served;
    this.streams = streams;
    this.after = after;
    this.headStart =
        served.model() instanceof AheadModel model
            ? new HeadStart(model, served.standardiser().columns())
            : null;
  }

  ServedModel served() {
    return served;
  }

  FeatureStreams streams() {
    return streams;
  }

  /** Whether it foretells of bars that close at an instant, unless one after it does. */
  boolean isOf(Instant closeTime) {
    return closeTime.isAfter(after);
  }

  /** Whether an instrument has had enough bars. */
  boolean isReady(InstrumentId instrument) {
    return streams.recent(instrument).size() >= served.history()
        && (!served.readsFeatures() || streams.isWarm(instrument));
  }

  /**
   * What is expected after the last bars of instruments, in one batch.
   *
   * @param due those that are ready, whose last bars closed at one instant
   * @param now when it is told
   */
  List<PredictionRow> predict(List<InstrumentId> due, Instant now) {
    if (due.isEmpty()) {
      return List.of();
    }
    List<ScaledRows> latest = due.stream().map(this::scaled).toList();
    double[][] probabilities = probabilities(due, latest);
    List<PredictionRow> told = new ArrayList<>(due.size());
    for (int i = 0; i < due.size(); i++) {
      told.add(
          row(due.get(i), served.balance().apply(probabilities[i]), sizeShare(latest.get(i)), now));
    }
    return told;
  }

  private @Nullable Double sizeShare(ScaledRows latest) {
    SizingAgent sizing = served.sizing();
    if (sizing == null) {
      return null;
    }
    double[] known = new double[sizing.features()];
    latest.copy(0, known);
    return sizing.choose(known).share();
  }

  private double[][] probabilities(List<InstrumentId> due, List<ScaledRows> latest) {
    return headStart != null
        ? headStart.predict(due, latest)
        : served
            .model()
            .predict(new LatestSamples(served.history(), served.standardiser().columns(), latest));
  }

  /**
   * Does some of what can be done of the next predictions before their bars come.
   *
   * @return whether more is left
   */
  boolean prepare() {
    return headStart != null && headStart.prepare();
  }

  void forget(Collection<InstrumentId> gone) {
    if (headStart != null) {
      headStart.forget(gone);
    }
    streams.forget(gone);
    rows.keySet().removeAll(gone);
  }

  private ScaledRows scaled(InstrumentId instrument) {
    RecentRows recent = streams.recent(instrument);
    ScaledRows known = rows.get(instrument);
    if (known == null || known.recent() != recent) {
      known = new ScaledRows(served, recent);
      rows.put(instrument, known);
    }
    known.catchUp();
    return known;
  }

  private PredictionRow row(
      InstrumentId instrument, double[] probabilities, @Nullable Double sizeShare, Instant now) {
    FeatureRow bar = streams.recent(instrument).ago(0);
    String timeframe = streams.set().timeframe().code();
    return new PredictionRow(
        new Prediction(
            Ids.of(
                "prediction", served.name(), served.hash(), instrument, timeframe, bar.openTime()),
            served.name(),
            served.hash(),
            streams.set().hash(),
            instrument,
            streams.set().timeframe(),
            bar.openTime(),
            Map.of(
                DOWN, probabilities[Samples.DOWN],
                NEUTRAL, probabilities[Samples.NEUTRAL],
                UP, probabilities[Samples.UP]),
            sizeShare,
            bar.closeTime(),
            now),
        served.id(),
        streams.set().hash(),
        served.role(),
        null,
        RowHash.of(bar));
  }
}
