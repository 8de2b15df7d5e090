package io.tidemark.core.history;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Cuts missing history into windows to be read one by one: the newest first, each within whole UTC
 * days, so that a bar of a day or less lies in one window entirely.
 */
public final class HistoryWindows {

  /** A page of trades reaches further than this in most markets: reading on is cheaper. */
  private static final Duration WORTH_READING_ON = Duration.ofHours(1);

  private HistoryWindows() {}

  /**
   * The windows, newest first.
   *
   * @param missing slots of bars of a day or less that are to be filled
   * @param days the most days a window spans, above 0
   */
  public static List<Span> of(Collection<Span> missing, int days) {
    if (days <= 0) {
      throw new IllegalArgumentException("days must be above 0, was " + days);
    }
    List<Span> windows = new ArrayList<>();
    for (Span span : Span.union(missing, WORTH_READING_ON).reversed()) {
      cut(span, days, windows);
    }
    return windows;
  }

  private static void cut(Span span, int days, List<Span> windows) {
    Instant to = span.to();
    while (span.from().isBefore(to)) {
      Instant lastDay = to.minusNanos(1).truncatedTo(ChronoUnit.DAYS);
      Instant from = Span.max(span.from(), lastDay.minus(days - 1L, ChronoUnit.DAYS));
      windows.add(new Span(from, to));
      to = from;
    }
  }
}
