package io.tidemark.simulator.venue;

import io.tidemark.simulator.market.Market;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Which market goes on next: the one with the earliest event, at one time the first listed. */
final class Schedule {

  private final List<Market> markets;
  private final PriorityQueue<Entry> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Entry::micros).thenComparingInt(Entry::index));
  private int taken;

  /**
   * A market that goes on at a time.
   *
   * @param index its place among the markets
   */
  private record Entry(long micros, int index) {}

  Schedule(List<Market> markets) {
    this.markets = markets;
    restart();
  }

  /** Asks every market anew. */
  void restart() {
    waiting.clear();
    for (int i = 0; i < markets.size(); i++) {
      put(i);
    }
  }

  /** Whether no market goes on. */
  boolean isEmpty() {
    return waiting.isEmpty();
  }

  long nextMicros() {
    return waiting.isEmpty() ? Long.MAX_VALUE : waiting.element().micros();
  }

  /** Takes the next market; it is to be put back once it has gone on. */
  Market next() {
    taken = waiting.remove().index();
    return markets.get(taken);
  }

  /** Puts back the market that was taken last. */
  void putBack() {
    put(taken);
  }

  private void put(int index) {
    long micros = markets.get(index).nextMicros();
    if (micros != Long.MAX_VALUE) {
      waiting.add(new Entry(micros, index));
    }
  }
}
