package io.tidemark.core.strategy.ta4j;

import io.tidemark.model.Bar;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.ta4j.core.BaseBar;
import org.ta4j.core.num.NumFactory;

/**
 * A bar as ta4j sees it. Times are in milliseconds since the epoch.
 *
 * @param amount quote currency traded: at the true price, or at the close where that is not known
 * @param trades the number of trades; 0 where it is not known
 */
record SeriesBar(
    long begin,
    long end,
    double open,
    double high,
    double low,
    double close,
    double volume,
    double amount,
    long trades) {

  static SeriesBar of(Bar bar) {
    double volume = bar.volume().toDouble();
    double price = bar.vwap() == null ? bar.close().toDouble() : bar.vwap().toDouble();
    return new SeriesBar(
        bar.openTime().toEpochMilli(),
        bar.closeTime().toEpochMilli(),
        bar.open().toDouble(),
        bar.high().toDouble(),
        bar.low().toDouble(),
        bar.close().toDouble(),
        volume,
        volume * price,
        bar.trades() == null ? 0 : bar.trades());
  }

  org.ta4j.core.Bar toTa4j(NumFactory numbers) {
    return new BaseBar(
        Duration.ofMillis(end - begin),
        Instant.ofEpochMilli(begin),
        Instant.ofEpochMilli(end),
        numbers.numOf(open),
        numbers.numOf(high),
        numbers.numOf(low),
        numbers.numOf(close),
        numbers.numOf(volume),
        numbers.numOf(amount),
        trades);
  }

  void save(DataOutput out) throws IOException {
    out.writeLong(begin);
    out.writeLong(end);
    out.writeDouble(open);
    out.writeDouble(high);
    out.writeDouble(low);
    out.writeDouble(close);
    out.writeDouble(volume);
    out.writeDouble(amount);
    out.writeLong(trades);
  }

  static SeriesBar restore(DataInput in) throws IOException {
    return new SeriesBar(
        in.readLong(),
        in.readLong(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readLong());
  }
}
