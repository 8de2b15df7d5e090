package io.tidemark.simulator.tape;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns candles into trades that give exactly the same candles again.
 *
 * <p>A candle becomes up to four trades, at its open and a quarter, a half and three quarters of
 * the way to the next: open, low, high, close if it closed at or above its open; open, high, low,
 * close if below. Equal prices in a row are one trade. Each trade carries an equal share of the
 * volume, the last one what is left over. The length of a candle is the shortest distance between
 * the first hundred rows.
 */
final class CandleReplay {

  private static final int ROWS_TO_MEASURE = 100;
  private static final long MINUTE_MICROS = 60_000_000L;

  /** One row, in the tape's units. */
  record Candle(long openMicros, long open, long high, long low, long close, long volume) {}

  private final TapeBuilder tape;
  private final List<Candle> measured = new ArrayList<>();
  private long length;

  CandleReplay(TapeBuilder tape) {
    this.tape = tape;
  }

  void add(Candle candle) {
    if (length > 0) {
      replay(candle);
      return;
    }
    measured.add(candle);
    if (measured.size() == ROWS_TO_MEASURE) {
      finish();
    }
  }

  /** Replays what still waits for the length to be known. */
  void finish() {
    if (length > 0) {
      return;
    }
    length = shortestDistance();
    measured.forEach(this::replay);
    measured.clear();
  }

  private long shortestDistance() {
    long shortest = Long.MAX_VALUE;
    for (int i = 1; i < measured.size(); i++) {
      shortest =
          Math.min(shortest, measured.get(i).openMicros() - measured.get(i - 1).openMicros());
    }
    return shortest == Long.MAX_VALUE ? MINUTE_MICROS : shortest;
  }

  private void replay(Candle candle) {
    List<Long> path = path(candle);
    long share = candle.volume() / path.size();
    if (share == 0) {
      tape.skipRow();
      return;
    }
    for (int i = 0; i < path.size(); i++) {
      boolean last = i == path.size() - 1;
      long amount = last ? candle.volume() - share * i : share;
      tape.trade(candle.openMicros() + i * (length / 4), path.get(i), amount, null);
    }
  }

  private static List<Long> path(Candle candle) {
    boolean rose = candle.close() >= candle.open();
    long[] points = {
      candle.open(),
      rose ? candle.low() : candle.high(),
      rose ? candle.high() : candle.low(),
      candle.close()
    };
    List<Long> path = new ArrayList<>(points.length);
    for (long point : points) {
      if (path.isEmpty() || path.getLast() != point) {
        path.add(point);
      }
    }
    return path;
  }
}
