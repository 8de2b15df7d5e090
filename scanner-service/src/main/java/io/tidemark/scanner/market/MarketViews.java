package io.tidemark.scanner.market;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.ScanDecided;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The views of the instruments that this scanner scans, and the snapshots that become due. A market
 * in which nothing trades has no bars: its snapshots become due by time.
 */
final class MarketViews {

  private final Map<InstrumentId, MarketView> views = new HashMap<>();
  private final Duration interval;

  /**
   * @param interval between snapshots, of event time
   */
  MarketViews(Duration interval) {
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "tidemark.scanner.market-snapshot-interval must be 1s or above, was " + interval);
    }
    this.interval = interval;
  }

  /** Takes bars and what was decided on them; the snapshots that are due by then, in order. */
  synchronized List<MarketSnapshot> take(BarsClosed bars, @Nullable ScanDecided decided) {
    InstrumentId instrument = bars.instrument();
    Instant closeTime = bars.closeTime();
    MarketView view =
        views.computeIfAbsent(
            instrument, _ -> new MarketView(bars, boundary(closeTime.minusNanos(1))));
    List<MarketSnapshot> due = due(instrument, view, closeTime.minusNanos(1));
    view.take(bars, decided);
    due.addAll(due(instrument, view, closeTime));
    return due;
  }

  /** The snapshots that are due through an instant, of instruments that had no bars since. */
  synchronized List<MarketSnapshot> dueThrough(Instant instant) {
    List<MarketSnapshot> due = new ArrayList<>();
    views.forEach((instrument, view) -> due.addAll(due(instrument, view, instant)));
    return due;
  }

  synchronized void forget(Collection<InstrumentId> instruments) {
    views.keySet().removeAll(instruments);
  }

  private List<MarketSnapshot> due(InstrumentId instrument, MarketView view, Instant through) {
    List<MarketSnapshot> due = new ArrayList<>();
    Instant next = view.lastSnapshot().plus(interval);
    while (!next.isAfter(through)) {
      due.add(MarketSnapshot.of(instrument, next, view));
      view.snapshotTaken(next);
      next = next.plus(interval);
    }
    return due;
  }

  /** The latest instant at or before one at which snapshots are taken. */
  private Instant boundary(Instant instant) {
    long millis = interval.toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(instant.toEpochMilli(), millis) * millis);
  }
}
