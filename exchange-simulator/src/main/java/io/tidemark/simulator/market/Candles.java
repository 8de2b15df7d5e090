package io.tidemark.simulator.market;

import io.tidemark.simulator.tape.TradeTape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The bars of a tape. An interval in which nothing was traded has no bar. Intervals are counted
 * from the epoch, as Kraken's are.
 */
public final class Candles {

  /** The intervals Kraken has, in minutes. */
  public static final List<Integer> INTERVALS = List.of(1, 5, 15, 30, 60, 240, 1440, 10080, 21600);

  private static final long MINUTE_MICROS = 60_000_000L;

  private final TradeTape tape;
  private final Map<Integer, Candle> forming = new LinkedHashMap<>();

  public Candles(TradeTape tape) {
    this.tape = tape;
  }

  /** Takes the trade at {@code index} into the forming bars. */
  void add(int index) {
    for (int interval : INTERVALS) {
      long start = start(tape.timeMicros(index), interval);
      Candle candle = forming.get(interval);
      if (candle == null || candle.openMicros() != start) {
        candle = new Candle(start, tape.price(index));
        forming.put(interval, candle);
      }
      candle.add(tape.price(index), tape.amount(index));
    }
  }

  /** Starts again with the bars that form once so many trades have happened. */
  void restart(int played) {
    for (int interval : INTERVALS) {
      forming.put(interval, latest(played, interval, 1).getFirst());
    }
  }

  /** The bar that the last trade belongs to. */
  public Candle forming(int interval) {
    return Objects.requireNonNull(forming.get(interval), "no trade was played yet");
  }

  /**
   * The latest bars, oldest first, the forming one included.
   *
   * @param played how many trades of the tape have happened
   */
  public List<Candle> latest(int played, int interval, int limit) {
    int first = firstOfLatest(played, interval, limit);
    List<Candle> candles = new ArrayList<>();
    for (int i = first; i < played; i++) {
      long start = start(tape.timeMicros(i), interval);
      if (candles.isEmpty() || candles.getLast().openMicros() != start) {
        candles.add(new Candle(start, tape.price(i)));
      }
      candles.getLast().add(tape.price(i), tape.amount(i));
    }
    return candles;
  }

  private int firstOfLatest(int played, int interval, int limit) {
    int first = played;
    int bars = 0;
    while (first > 0 && bars < limit) {
      long start = start(tape.timeMicros(first - 1), interval);
      first = tape.firstAfter(start - 1);
      bars++;
    }
    return first;
  }

  private static long start(long timeMicros, int interval) {
    return timeMicros - Math.floorMod(timeMicros, interval * MINUTE_MICROS);
  }
}
