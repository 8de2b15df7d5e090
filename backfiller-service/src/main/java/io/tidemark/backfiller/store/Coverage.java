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
 * @param last open time of the last stored bar; null if there is none
 * @param missing a page of the slots without a bar; empty unless a span was asked for
 * @param missingSpans how many there are on all pages
 */
record Coverage(
    Timeframe timeframe,
    @Nullable Instant first,
    @Nullable Instant last,
    List<Span> missing,
    Long missingSpans) {

  Coverage(
      Timeframe timeframe,
      @Nullable Instant first,
      @Nullable Instant last,
      @Nullable List<Span> missing,
      @Nullable Long missingSpans) {
    this.timeframe = timeframe;
    this.first = first;
    this.last = last;
    this.missing = missing == null ? List.of() : List.copyOf(missing);
    this.missingSpans = missingSpans == null ? 0 : missingSpans;
  }
}
