package io.tidemark.backfiller.store;

import io.tidemark.core.history.Span;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ingestor says of a timeframe.
 *
 * @param first open time of the first stored bar; null if there is none
 * @param missing slots without a bar; empty unless a span was asked for
 */
record Coverage(Timeframe timeframe, @Nullable Instant first, List<Span> missing) {

  Coverage(Timeframe timeframe, @Nullable Instant first, @Nullable List<Span> missing) {
    this.timeframe = timeframe;
    this.first = first;
    this.missing = missing == null ? List.of() : List.copyOf(missing);
  }
}
