package io.tidemark.simulator.market;

import io.tidemark.simulator.tape.TradeTape;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Volume, average, count and extremes of the trades from a moving start on, in constant time a
 * trade.
 */
public final class RollingStatistics {

  private final TradeTape tape;
  private final WideSum volume = new WideSum();
  private final Deque<Integer> highs = new ArrayDeque<>();
  private final Deque<Integer> lows = new ArrayDeque<>();
  private int first;
  private int end;

  RollingStatistics(TradeTape tape) {
    this.tape = tape;
  }

  /** Starts again with the trades from a time on, up to an index. */
  void restart(long fromMicros, int newEnd) {
    volume.clear();
    highs.clear();
    lows.clear();
    first = tape.firstAfter(fromMicros - 1);
    for (int i = first; i < newEnd; i++) {
      add(i, fromMicros);
    }
  }

  /** Takes the next trade in and lets go of those before {@code fromMicros}. */
  void add(int index, long fromMicros) {
    end = index + 1;
    long price = tape.price(index);
    volume.add(price, tape.amount(index));
    while (!highs.isEmpty() && tape.price(highs.getLast()) <= price) {
      highs.removeLast();
    }
    highs.addLast(index);
    while (!lows.isEmpty() && tape.price(lows.getLast()) >= price) {
      lows.removeLast();
    }
    lows.addLast(index);
    while (tape.timeMicros(first) < fromMicros) {
      volume.subtract(tape.price(first), tape.amount(first));
      first++;
    }
    dropBefore(highs);
    dropBefore(lows);
  }

  private void dropBefore(Deque<Integer> indices) {
    while (indices.getFirst() < first) {
      indices.removeFirst();
    }
  }

  public BigDecimal volume() {
    return volume.amount();
  }

  public BigDecimal vwap() {
    return volume.average();
  }

  public int trades() {
    return end - first;
  }

  public BigDecimal high() {
    return tape.priceOf(highs.getFirst());
  }

  public BigDecimal low() {
    return tape.priceOf(lows.getFirst());
  }

  public BigDecimal open() {
    return tape.priceOf(first);
  }
}
