package io.tidemark.core.portfolio;

import io.tidemark.core.portfolio.InstrumentMarket.Tick;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.event.SignalRaised;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last price of an instrument and the trades or bars that wait for an exit check, bounded. */
final class MarketWindow {

  private final InstrumentId instrument;
  private final int limit;
  private final Deque<Tick> unchecked = new ArrayDeque<>();
  private final Deque<Bar> uncheckedBars = new ArrayDeque<>();
  private final Deque<SignalRaised> waiting = new ArrayDeque<>();
  private Price lastPrice;
  private Instant lastTime;
  private @Nullable Instant barsTo;

  MarketWindow(InstrumentId instrument, int limit, Price price, Instant time) {
    this.instrument = instrument;
    this.limit = limit;
    this.lastPrice = price;
    this.lastTime = time;
  }

  static MarketWindow restored(InstrumentMarket market, int limit) {
    MarketWindow window =
        new MarketWindow(market.instrument(), limit, market.lastPrice(), market.lastTime());
    window.unchecked.addAll(market.unchecked());
    BarsTold bars = market.bars();
    if (bars != null) {
      window.uncheckedBars.addAll(bars.unchecked());
      window.barsTo = bars.to();
      window.waiting.addAll(bars.waiting());
    }
    return window;
  }

  /** Takes a price as the last one, unless a later one is known. */
  void mark(Price price, Instant time) {
    if (!time.isBefore(lastTime)) {
      lastPrice = price;
      lastTime = time;
    }
  }

  /** Keeps a trade until it is checked; the oldest goes when the window is full. */
  void keep(Tick tick) {
    if (unchecked.size() == limit) {
      unchecked.removeFirst();
    }
    unchecked.addLast(tick);
  }

  /** The trades that wait for a check, oldest first; none waits any more. */
  List<Tick> drain() {
    List<Tick> ticks = List.copyOf(unchecked);
    unchecked.clear();
    return ticks;
  }

  /** Keeps a bar until it is checked; the oldest goes when the window is full. */
  void keep(Bar bar) {
    if (uncheckedBars.size() == limit) {
      uncheckedBars.removeFirst();
    }
    uncheckedBars.addLast(bar);
  }

  /** All bars up to an instant have been told. */
  void toldTo(Instant at) {
    barsTo = barsTo == null || at.isAfter(barsTo) ? at : barsTo;
  }

  /** Up to when bars have been told; null before the first. */
  @Nullable Instant barsTo() {
    return barsTo;
  }

  /** The signals that wait for their turn, in the order they came. */
  Deque<SignalRaised> waiting() {
    return waiting;
  }

  /** The oldest bar that waits for a check; null for none. */
  @Nullable Bar firstBar() {
    return uncheckedBars.peekFirst();
  }

  /** The oldest bar is checked. */
  void dropFirstBar() {
    uncheckedBars.removeFirst();
  }

  Price lastPrice() {
    return lastPrice;
  }

  InstrumentMarket snapshot() {
    return new InstrumentMarket(
        instrument,
        lastPrice,
        lastTime,
        List.copyOf(unchecked),
        barsTo == null && uncheckedBars.isEmpty() && waiting.isEmpty()
            ? null
            : new BarsTold(List.copyOf(uncheckedBars), barsTo, List.copyOf(waiting)));
  }
}
