package io.tidemark.core.backtest;

import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * Recordings read side by side as one market, in order of event time; of one instant in order of
 * instrument, trades before all else, then as the recordings were given. The events of a recording
 * keep their order. One event of each is held.
 */
public final class MergedMarket implements Iterator<MarketEvent> {

  private static final Comparator<Recording> ORDER =
      Comparator.<Recording, Instant>comparing(recording -> recording.next.eventTime())
          .thenComparing(recording -> recording.next.instrument())
          .thenComparing(recording -> !(recording.next instanceof MarketTrade))
          .thenComparingInt(recording -> recording.number);

  private final PriorityQueue<Recording> waiting = new PriorityQueue<>(ORDER);

  /**
   * @param recordings each in order of event time
   */
  public MergedMarket(Collection<? extends Iterator<? extends MarketEvent>> recordings) {
    for (Iterator<? extends MarketEvent> events : recordings) {
      if (events.hasNext()) {
        waiting.add(new Recording(waiting.size(), events));
      }
    }
  }

  @Override
  public boolean hasNext() {
    return !waiting.isEmpty();
  }

  @Override
  public MarketEvent next() {
    Recording first = waiting.poll();
    if (first == null) {
      throw new NoSuchElementException("the recordings are at their end");
    }
    MarketEvent event = first.next;
    if (first.moves()) {
      waiting.add(first);
    }
    return event;
  }

  private static final class Recording {
    private final int number;
    private final Iterator<? extends MarketEvent> events;
    private MarketEvent next;

    private Recording(int number, Iterator<? extends MarketEvent> events) {
      this.number = number;
      this.events = events;
      this.next = events.next();
    }

    private boolean moves() {
      if (!events.hasNext()) {
        return false;
      }
      next = events.next();
      return true;
    }
  }
}
