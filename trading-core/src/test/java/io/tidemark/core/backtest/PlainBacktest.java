package io.tidemark.core.backtest;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One strategy, written out once more in the plainest way and in doubles, to hold the engine
 * against: buys below 0.998 times the mean of 30 closes, sells above 1.002 times of it; stop at 1.5
 * percent, half out at 0.8 and the rest at 2 percent, a stop that trails 0.6 percent behind once 1
 * percent is reached, out after eight hours.
 */
final class PlainBacktest {

  static final int MEAN = 30;
  static final double SIZE = 100;
  static final double FEE = 0.0025;
  static final double SLIPPAGE = 0.0005;
  static final long LONGEST_MILLIS = 8 * 3_600_000L;

  record Candle(long openMillis, double open, double high, double low, double close) {}

  record Trade(
      long entered,
      double entryPrice,
      long left,
      double exitPrice,
      double quantity,
      double fee,
      double pnl,
      String reason) {}

  private final List<Trade> trades = new ArrayList<>();
  private double wanted;
  private @Nullable String leaving;
  private double entered;
  private double held;
  private double entryPrice;
  private double best;
  private boolean halfOut;
  private long since;

  static List<Trade> run(List<Candle> candles) {
    PlainBacktest run = new PlainBacktest();
    for (int i = 0; i < candles.size(); i++) {
      Candle candle = candles.get(i);
      run.open(candle);
      run.within(candle);
      if (i + 1 >= MEAN) {
        double mean =
            candles.subList(i + 1 - MEAN, i + 1).stream().mapToDouble(Candle::close).sum() / MEAN;
        run.close(candle, candle.openMillis() + 300_000, mean);
      }
    }
    Candle last = candles.getLast();
    if (run.held > 0) {
      run.sell(last.openMillis(), last.close(), run.held, "END_OF_DATA");
    }
    return run.trades;
  }

  private void open(Candle candle) {
    if (leaving != null) {
      sell(candle.openMillis(), candle.open() * (1 - SLIPPAGE), held, leaving);
      leaving = null;
    }
    if (wanted > 0) {
      entered = wanted;
      held = wanted;
      wanted = 0;
      entryPrice = candle.open() * (1 + SLIPPAGE);
      best = entryPrice;
      halfOut = false;
      since = candle.openMillis();
    }
  }

  private void within(Candle candle) {
    if (held == 0) {
      return;
    }
    double stop = entryPrice * 0.985;
    String reason = "STOP_LOSS";
    if (best >= entryPrice * 1.01 && best * 0.994 > stop) {
      stop = best * 0.994;
      reason = "TRAILING_STOP";
    }
    if (candle.low() <= stop) {
      double price = Math.min(candle.open(), stop);
      sell(candle.openMillis(), price * (1 - SLIPPAGE), held, reason);
      return;
    }
    if (!halfOut && candle.high() >= entryPrice * 1.008) {
      halfOut = true;
      double price = Math.max(candle.open(), entryPrice * 1.008);
      sell(candle.openMillis(), price, entered / 2, "TAKE_PROFIT");
    }
    if (halfOut && candle.high() >= entryPrice * 1.02) {
      double price = Math.max(candle.open(), entryPrice * 1.02);
      sell(candle.openMillis(), price, held, "TAKE_PROFIT");
    }
    best = Math.max(best, candle.high());
  }

  private void close(Candle candle, long closeMillis, double mean) {
    if (held == 0) {
      if (candle.close() < 0.998 * mean) {
        wanted = SIZE / candle.close();
      }
    } else if (closeMillis - since >= LONGEST_MILLIS) {
      leaving = "TIME";
    } else if (candle.close() > 1.002 * mean) {
      leaving = "SIGNAL";
    }
  }

  private void sell(long at, double price, double quantity, String reason) {
    double fee = FEE * quantity * (price + entryPrice);
    double pnl = quantity * (price - entryPrice) - fee;
    trades.add(new Trade(since, entryPrice, at, price, quantity, fee, pnl, reason));
    held = quantity == held ? 0 : held - quantity;
  }
}
