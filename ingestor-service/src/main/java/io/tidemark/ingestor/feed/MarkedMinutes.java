package io.tidemark.ingestor.feed;

import io.tidemark.core.bar.Span;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The minutes whose last hole is stored: another hole in them says nothing new of any bar. For one
 * thread.
 */
final class MarkedMinutes {

  private @Nullable Span marked;

  /** Marks a hole; false if it lies in minutes that are marked already. */
  boolean mark(Instant from, Instant to) {
    Instant last = Timeframe.M1.openOf(to.minusNanos(1));
    Span minutes = new Span(Timeframe.M1.openOf(from), Timeframe.M1.closeOf(last));
    Span before = marked;
    boolean known =
        before != null
            && !minutes.from().isBefore(before.from())
            && !minutes.to().isAfter(before.to());
    if (!known) {
      marked = minutes;
    }
    return !known;
  }

  /** A hole may have been healed. */
  void clear() {
    marked = null;
  }
}
