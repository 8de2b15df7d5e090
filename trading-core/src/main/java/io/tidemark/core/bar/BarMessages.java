package io.tidemark.core.bar;

import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Bars that are to be told: one message a close instant, oldest first. */
final class BarMessages {

  private final InstrumentId instrument;
  private final Spreads spreads;
  private final TreeMap<Long, List<Bar>> byClose = new TreeMap<>();

  BarMessages(InstrumentId instrument, Spreads spreads) {
    this.instrument = instrument;
    this.spreads = spreads;
  }

  /** Publishes a bar's next edition. */
  void add(BarSeries bars, BarAccumulator bar, Completeness completeness) {
    byClose
        .computeIfAbsent(bar.closeNanos, close -> new ArrayList<>())
        .add(
            bar.publish(
                bars.timeframe(), completeness, spreads.at(EpochNanos.minuteOf(bar.closeNanos))));
  }

  boolean isEmpty() {
    return byClose.isEmpty();
  }

  /** Bars told for the first time, with the microstructure of their close. */
  List<BarsClosed> closings(MicrostructureWindow microstructure, Instant observedAt) {
    List<BarsClosed> messages = new ArrayList<>(byClose.size());
    byClose.forEach(
        (close, bars) ->
            messages.add(
                new BarsClosed(
                    instrument,
                    EpochNanos.toInstant(close),
                    bars,
                    false,
                    microstructure.at(close),
                    observedAt)));
    return messages;
  }

  List<BarsClosed> corrections(Instant observedAt) {
    List<BarsClosed> messages = new ArrayList<>(byClose.size());
    byClose.forEach(
        (close, bars) ->
            messages.add(
                new BarsClosed(instrument, EpochNanos.toInstant(close), bars, true, observedAt)));
    return messages;
  }
}
