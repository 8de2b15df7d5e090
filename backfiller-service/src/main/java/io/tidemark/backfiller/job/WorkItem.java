package io.tidemark.backfiller.job;

import io.tidemark.core.history.Span;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job's work for one symbol.
 *
 * @param timeframes that were asked for
 * @param from as asked for; null for the venue's first trade
 * @param span what is to be covered; null before it is planned
 * @param firstTraded the venue's first trade; null where that is not known
 */
record WorkItem(
    UUID jobId,
    InstrumentId instrument,
    List<Timeframe> timeframes,
    @Nullable Instant from,
    @Nullable Instant to,
    Phase phase,
    @Nullable Span span,
    @Nullable Instant firstTraded,
    String detail) {

  /** By which its windows take turns with others. */
  String asker() {
    return jobId + "|" + instrument;
  }

  /** The bars of a timeframe that are to be there at the end; empty if there are none. */
  Optional<Span> slots(Timeframe timeframe) {
    if (span == null) {
      return Optional.empty();
    }
    if (from == null && firstTraded != null) {
      return Span.of(timeframe.openOf(firstTraded), timeframe.openOf(span.to()));
    }
    return span.slots(timeframe);
  }

  /** Its planned span. */
  Span plannedSpan() {
    if (span == null) {
      throw new IllegalStateException("the work on %s is not planned yet".formatted(instrument));
    }
    return span;
  }
}
