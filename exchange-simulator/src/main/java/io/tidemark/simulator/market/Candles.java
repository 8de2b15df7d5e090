package io.tidemark.simulator.market;

import io.tidemark.simulator.tape.TradeTape;
import java.util.ArrayList;
import java.util.HashMap;
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

  /** Bars that Kraken tells at most. */
  private static final int MOST_BARS = 720;

  private static final long MINUTE_MICROS = 60_000_000L;

  private final TradeTape tape;
  private final Map<Integer, Candle> forming = new LinkedHashMap<>();
  private final Map<Integer, Latest> latestBars = new HashMap<>();

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
      Latest last = new Latest(firstOfLatest(played, interval, 1));
      last.goOn(played, interval);
      forming.put(interval, last.bars.getLast());
    }
  }

  /** The bar that the last trade belongs to. */
  public Candle forming(int interval) {
    return Objects.requireNonNull(forming.get(interval), "no trade was played yet");
  }

  /**
   * The latest bars, oldest first, the forming one included. What was put together for the last
   * call is kept, so that a call costs the trades since then.
   *
   * @param played how many trades of the tape have happened
   * @param limit from 1 to {@value #MOST_BARS}
   */
  public List<Candle> latest(int played, int interval, int limit) {
    int first = firstOfLatest(played, interval, MOST_BARS);
    Latest latest = latestBars.get(interval);
    if (latest == null || latest.end < first) {
      latest = new Latest(first);
      latestBars.put(interval, latest);
    }
    latest.goOn(played, interval);
    return List.copyOf(
        latest.bars.subList(Math.max(0, latest.bars.size() - limit), latest.bars.size()));
  }

  /** The latest bars of an interval, up to the trade before {@code end}. */
  private final class Latest {
    private List<Candle> bars = new ArrayList<>();
    private int end;

    Latest(int first) {
      this.end = first;
    }

    void goOn(int played, int interval) {
      for (; end < played; end++) {
        long start = start(tape.timeMicros(end), interval);
        if (bars.isEmpty() || bars.getLast().openMicros() != start) {
          bars.add(new Candle(start, tape.price(end)));
        }
        bars.getLast().add(tape.price(end), tape.amount(end));
      }
      if (bars.size() > MOST_BARS) {
        bars = new ArrayList<>(bars.subList(bars.size() - MOST_BARS, bars.size()));
      }
    }
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
